/** Drawing blocks anew under a person's hands. */

import { render } from "./blocks.js";
import { controlsIn, held } from "./fields.js";

/** Draws `root` anew without losing what a person typed and where they were. */
export function redraw(root, blocks, context) {
  const place = whereabouts(root);
  const values = merged(context.values, held(root));
  const touched = keysOf(held(root));
  root.replaceChildren(render(blocks, { ...context, values, restoring: Boolean(place) }));
  for (const control of controlsIn(root)) control.touched = touched.has(keyOf(control));
  if (place) goBack(root, place);
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
  const boxes = control ? [...control.node.querySelectorAll("[type=checkbox], [type=radio]")] : [];
  const node = boxes.find((box) => box.value === value) ?? control?.focus;
  node?.focus();
  if (selection && node === control?.focus && "setSelectionRange" in node) node.setSelectionRange(...selection);
}
