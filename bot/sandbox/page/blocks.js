/** Block Kit as Slack draws it. What a form holds is collected and checked in validation.js. */

import { card, carousel, alert, container, file, video } from "./cards.js";
import { element, newId } from "./elements.js";
import { controlsIn, held } from "./fields.js";
import { h } from "./h.js";
import { imageBlock } from "./images.js";
import { markdown } from "./markdown.js";
import { plainText, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

export { confirmed } from "./confirm.js";
export { mrkdwn } from "./mrkdwn.js";
export { collect, showErrors } from "./validation.js";

const BLOCKS = {
  header: (block) => h(`h${(block.level ?? 1) + 2}`, { class: "bk-header" }, plainText(block.text)),
  section,
  context: contextBlock,
  actions,
  divider: () => h("hr", { class: "bk-divider" }),
  image: imageBlock,
  input,
  rich_text: richText,
  markdown: (block, context) => markdown(block.text, context),
  table,
  data_table: table,
  video,
  file,
  alert,
  card,
  carousel,
  container: (block, context) => container(block, context, draw),
};
const GROUPS = new Set(["checkboxes", "radio_buttons"]);

export function render(blocks, context) {
  const fragment = document.createDocumentFragment();
  fragment.append(...(blocks ?? []).map((block) => draw(block, context)));
  return fragment;
}

/** Whether blocks look the same, so that what is on the page can stay. */
export function sameShape(oldBlocks, newBlocks) {
  return ordered(oldBlocks ?? []) === ordered(newBlocks ?? []);
}

/** Draws `root` anew without losing what a person typed and where they were. */
export function redraw(root, blocks, context) {
  const place = whereabouts(root);
  const values = merged(context.values, held(root));
  const touched = keysOf(held(root));
  root.replaceChildren(render(blocks, { ...context, values, restoring: Boolean(place) }));
  for (const control of controlsIn(root)) control.touched = touched.has(keyOf(control));
  if (place) goBack(root, place);
}

function ordered(value) {
  const sorted = (one) => Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(value, (_, one) => (one && typeof one === "object" && !Array.isArray(one) ? sorted(one) : one));
}

function merged(values, kept) {
  const all = { ...values };
  for (const [block, entries] of Object.entries(kept)) all[block] = { ...all[block], ...entries };
  return all;
}

function keyOf({ block, element }) {
  return JSON.stringify([block.block_id, element.action_id, element.type]);
}

function keysOf(values) {
  const entries = Object.entries(values).flatMap(([block, inner]) => Object.entries(inner).map(([action, { type }]) => [block, action, type]));
  return new Set(entries.map((key) => JSON.stringify(key)));
}

/** The control a person is in, and where in its text. */
function whereabouts(root) {
  const active = document.activeElement;
  const control = controlsIn(root).find(({ node }) => node.contains(active));
  if (!control) return null;
  const text = active.matches("textarea, input:not([type])") || ["text", "url", "search"].includes(active.type);
  return { key: keyOf(control), value: active.value, selection: text && [active.selectionStart, active.selectionEnd] };
}

function goBack(root, { key, value, selection }) {
  const control = controlsIn(root).find((one) => keyOf(one) === key);
  const node = [...(control?.node.querySelectorAll("input") ?? [])].find((input) => ["checkbox", "radio"].includes(input.type) && input.value === value) ?? control?.focus;
  node?.focus();
  if (selection && node === control?.focus && "setSelectionRange" in node) node.setSelectionRange(...selection);
}

function draw(block, context) {
  const build = BLOCKS[block.type];
  const inner = build ? build(block, context) : h("p", { class: "bk-unknown" }, context.words("blocks.unknown", block.type));
  return h("div", { class: `bk-block bk-${block.type}`, dataset: { block: block.block_id } }, inner);
}

function section(block, context) {
  const id = newId();
  const text = block.text && h("div", { class: "bk-text", id }, textObject(block.text, context));
  const fields = block.fields && h("div", { class: "bk-fields" }, block.fields.map((field) => h("div", { class: "bk-text" }, textObject(field, context))));
  const naming = text && !["button", "workflow_button", "image", "overflow"].includes(block.accessory?.type) ? { "aria-labelledby": id } : {};
  const accessory = block.accessory && h("div", { class: "bk-accessory" }, element(block.accessory, block, context, naming));
  return [h("div", { class: "bk-main" }, text, fields), accessory];
}

function contextBlock(block, context) {
  return block.elements.map((one) => (one.type === "image" ? element(one, block, context) : h("span", { class: "bk-text" }, textObject(one, context))));
}

function actions(block, context) {
  return block.elements.map((one) => element(one, block, context));
}

function input(block, context) {
  const given = block.element;
  const id = newId();
  const [labelId, hintId] = [`${id}-label`, `${id}-hint`];
  const optional = block.optional && h("span", { class: "bk-optional" }, ` ${context.words("blocks.optional")}`);
  const label = h(GROUPS.has(given.type) ? "span" : "label", { id: labelId, class: "bk-label", for: GROUPS.has(given.type) ? null : id }, plainText(block.label), optional);
  const hint = block.hint && h("p", { id: hintId, class: "bk-hint" }, plainText(block.hint));
  const naming = { id, "aria-labelledby": labelId, "aria-describedby": hint ? hintId : null, "aria-required": block.optional || GROUPS.has(given.type) ? null : true };
  return [label, element(given, block, context, naming), hint];
}
