/** Collecting a form, what the client would not send, and showing what is wrong under its field. */

import { controlsIn, isEmpty, plainState } from "./fields.js";
import { h } from "./h.js";

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const ADDRESS = /^https?:\/\/\S+$/;
const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const LONGEST = 3000;

/** All inputs under `root`: plain values by action_id (by block_id where an action_id repeats), and errors by block_id. */
export function collect(root) {
  const found = controlsIn(root);
  const times = Map.groupBy(found, (control) => control.element.action_id);
  const values = {};
  const errors = {};
  for (const control of found) {
    const { action_id } = control.element;
    values[times.get(action_id).length > 1 ? control.block.block_id : action_id] = plainState(control);
    const wrong = control.block.type === "input" && problem(control);
    if (wrong) errors[control.block.block_id] = wrong;
  }
  return { values, errors };
}

/** Texts under their fields, instead of those before; the first of them gets the focus. Returns the errors that belong to no field. */
export function showErrors(root, errors) {
  const left = { ...errors };
  let first;
  for (const control of controlsIn(root)) {
    clearError(control);
    const text = left[control.block.block_id];
    if (text === undefined) continue;
    delete left[control.block.block_id];
    showError(control, text);
    first ??= control;
  }
  first?.focus.focus();
  return left;
}

function showError(control, text) {
  const note = h("p", { class: "bk-error", id: `${control.focus.id}-error` }, text);
  control.node.closest(".bk-block").append(note);
  control.focus.setAttribute("aria-invalid", "true");
  describe(control.focus, (ids) => [...ids, note.id]);
}

export function clearError(control) {
  const id = `${control.focus.id}-error`;
  if (!control.focus.hasAttribute("aria-invalid")) return;
  control.node.closest(".bk-block")?.querySelector(`#${CSS.escape(id)}`)?.remove();
  control.focus.removeAttribute("aria-invalid");
  describe(control.focus, (ids) => ids.filter((one) => one !== id));
}

function describe(node, change) {
  const ids = change((node.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) node.setAttribute("aria-describedby", ids.join(" "));
  else node.removeAttribute("aria-describedby");
}

function problem(control) {
  const { element, block, context } = control;
  const state = control.state();
  if (element.type === "file_input") return block.optional ? null : context.words("blocks.noFiles");
  if (isEmpty(state) && control.unread?.()) return context.words("blocks.notFinished");
  if (isEmpty(state)) return block.optional ? null : context.words(element.type.endsWith("_input") ? "blocks.required" : "blocks.chooseOne");
  if (Array.isArray(state)) return state.length > (element.max_selected_items ?? Infinity) ? context.words("blocks.tooMany", element.max_selected_items) : null;
  if (typeof state !== "string") return null;
  return lengthProblem(element, state, context.words) ?? FORMS[element.type]?.(element, state, context.words) ?? null;
}

function lengthProblem(element, text, words) {
  const { min_length: least = 0, max_length: most = LONGEST } = element;
  if (text.length < least) return words("blocks.tooShort", least);
  return text.length > most ? words("blocks.tooLong", most, text.length - most) : null;
}

const FORMS = {
  email_text_input: (element, text, words) => (EMAIL.test(text) ? null : words("blocks.email")),
  url_text_input: (element, text, words) => (ADDRESS.test(text) ? null : words("blocks.url")),
  number_input: numberProblem,
};

function numberProblem(element, text, words) {
  const { is_decimal_allowed: decimal, min_value: least, max_value: most } = element;
  if (!(decimal ? DECIMAL : WHOLE).test(text)) return words(decimal ? "blocks.number" : "blocks.wholeNumber");
  const below = least !== undefined && Number(text) < Number(least);
  const above = most !== undefined && Number(text) > Number(most);
  if (!below && !above) return null;
  if (least === undefined) return words("blocks.atMost", most);
  return most === undefined ? words("blocks.atLeast", least) : words("blocks.between", least, most);
}
