/** What people type or pick by hand: texts, numbers, dates and times. */

import { unixTime, wallTime } from "./dates.js";
import { changed, touch } from "./dispatch.js";
import { register } from "./fields.js";
import { h } from "./h.js";
import { plainText } from "./mrkdwn.js";
import { plainOf, richTextOf } from "./rich_text.js";
import { WhenField } from "./when.js";

const QUIET = 400;
const KINDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", autocomplete: "off" },
  url_text_input: { type: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};
const PICKERS = { datepicker: "date", timepicker: "time", datetimepicker: "moment" };

export function textInput(site) {
  const { element } = site;
  const rich = element.type === "rich_text_input";
  const long = rich || element.multiline;
  const props = { ...site.props, class: "bk-field", placeholder: plainText(element.placeholder) || null };
  const input = long ? h("textarea", { ...props, rows: element.min_lines ?? 4 }) : h("input", { ...KINDS[element.type], ...props });
  const control = register(site, { node: h("div", { class: "bk-typed" }, input), focus: input, ...holding(input, element) });
  control.node.append(...extras(control, input));
  listen(control, input, long);
  return control.node;
}

function holding(input, element) {
  if (element.type === "rich_text_input") return richHolding(input);
  const decimal = element.type === "number_input" ? (text) => text.trim().replace(",", ".") : (text) => text;
  return { state: () => decimal(input.value) || null, write: (text) => (input.value = text ?? "") };
}

/** A rich text nobody touched goes back as it came, with the styles a textarea cannot show. */
function richHolding(input) {
  let given = null;
  return {
    state: () => (given && input.value === plainOf(given) ? given : richTextOf(input.value)),
    write: (value) => {
      given = value;
      input.value = plainOf(value);
    },
  };
}

function extras({ element, block, context }, input) {
  const notes = [];
  if (element.max_length) notes.push(counter(input, element.max_length, context.words));
  if (block.dispatch_action && triggers(element).includes("on_enter_pressed")) notes.push(h("p", { class: "bk-hint" }, context.words("blocks.enterSends")));
  return notes;
}

/** Appears when a fifth of the length, or less than twenty characters, is left. */
function counter(input, most, words) {
  const note = h("p", { class: "bk-counter", "aria-live": "polite" });
  const count = () => {
    const left = most - input.value.length;
    note.hidden = left > Math.max(20, most / 5);
    note.textContent = note.hidden ? "" : words(left < 0 ? "blocks.overBy" : "blocks.left", Math.abs(left));
    note.classList.toggle("bk-over", left < 0);
  };
  input.addEventListener("input", count);
  count();
  return note;
}

function triggers(element) {
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}

/** Whether the bot hears of a change before the form is sent. */
const speaks = ({ block }) => block.type !== "input" || Boolean(block.dispatch_action);

/** Texts speak when Enter is pressed or a person pauses, and never twice for the same text. */
function listen(control, input, long) {
  let timer;
  const dispatches = speaks(control);
  const speak = () => {
    clearTimeout(timer);
    if (JSON.stringify(control.state()) !== JSON.stringify(control.sent)) changed(control);
  };
  input.addEventListener("input", () => {
    touch(control);
    clearTimeout(timer);
    if (dispatches && triggers(control.element).includes("on_character_entered")) timer = setTimeout(speak, QUIET);
  });
  input.addEventListener("keydown", (event) => {
    const sends = dispatches && triggers(control.element).includes("on_enter_pressed");
    if (event.key !== "Enter" || event.isComposing || !sends || (long && event.shiftKey)) return;
    event.preventDefault();
    speak();
  });
}

/** A date, a time or both. */
export function datePicker(site) {
  const { element, context, props } = site;
  const placeholder = plainText(element.placeholder);
  const field = new WhenField({
    kind: PICKERS[element.type],
    words: context.words,
    props: placeholder ? { ...props, placeholder } : props,
    today: () => wallTime(context.now ?? Date.now() / 1000, context.zone).slice(0, 10),
    settled: () => settle(control),
  });
  const holding = element.type === "datetimepicker" ? momentHolding(field, context.zone) : wallHolding(field);
  const control = register(site, { node: field.node, focus: field.input, unread: () => field.unread(), ...holding });
  field.input.addEventListener("input", () => touch(control));
  field.input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !speaks(control)) return;
    event.preventDefault();
    field.input.dispatchEvent(new Event("change"));
  });
  return control.node;
}

/** What is not finished is not told. */
function settle(control) {
  if (!control.unread() && control.state() !== control.sent) changed(control);
}

function wallHolding(field) {
  return { state: () => field.value || null, write: (value) => (field.value = value ?? "") };
}

/** A moment nobody touched keeps its seconds, which the field does not show. */
function momentHolding(field, zone) {
  let given = null;
  return {
    state: () => (given !== null && field.value === wallTime(given, zone) ? given : unixTime(field.value, zone)),
    write: (value) => {
      given = value;
      field.value = value === null ? "" : wallTime(value, zone);
    },
  };
}

export function fileInput(site) {
  const note = h("p", { ...site.props, class: "bk-note", tabindex: "-1" }, site.context.words("blocks.noFiles"));
  return register(site, { node: note, focus: note, state: () => [], write: () => {} }).node;
}
