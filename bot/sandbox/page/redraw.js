/** Drawing blocks anew under a person's hands. */

import { render, shape } from "./blocks.js";
import { controlsIn, held } from "./fields.js";
import { arrange } from "./keyed.js";

/** Makes `root` show `blocks`. Those that did not change stay, with an open menu too; in the others nothing is lost of what a person typed and where they were. */
export function redraw(root, blocks, context) {
  const place = whereabouts(root);
  const kept = held(root);
  const touched = keysOf(kept);
  const at = { ...context, values: merged(context.values, kept), restoring: Boolean(place) };
  arrange(root, blocks, { key: (block) => block.block_id, sign: shape, make: (block) => render([block], at).firstElementChild });
  for (const control of controlsIn(root)) control.touched = touched.has(keyOf(control));
  if (place && !place.node.isConnected) goBack(root, place);
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
  return { node: active, key: keyOf(control), value: active.value, selection: text && [active.selectionStart, active.selectionEnd] };
}

function goBack(root, { key, value, selection }) {
  const control = controlsIn(root).find((one) => keyOf(one) === key);
  const boxes = control ? [...control.node.querySelectorAll("[type=checkbox], [type=radio]")] : [];
  const node = boxes.find((box) => box.value === value) ?? control?.focus;
  node?.focus();
  if (node && selection && node === control.focus && "setSelectionRange" in node) node.setSelectionRange(...selection);
}
