/** Menus of one, and boxes to tick: native controls. */

import { changed } from "./dispatch.js";
import { register, standing } from "./fields.js";
import { h } from "./h.js";
import { plainText, textObject } from "./mrkdwn.js";
import { item, offers } from "./offers.js";

export function select(site) {
  const { element, context } = site;
  const groups = withStart(offers(element, context), standing(site), context);
  const items = groups.flatMap((group) => group.items);
  const node = h("select", { ...site.props, class: "bk-field bk-select" }, nothing(site), groups.map(optgroup));
  const control = register(site, {
    node,
    focus: node,
    state: () => items.find((one) => one.key === node.value)?.state ?? null,
    write: (state) => (node.value = state ? item(state, context).key : ""),
  });
  node.addEventListener("change", () => changed(control));
  return node;
}

/** Who was chosen once may have left since; the menu shows them all the same. */
function withStart(groups, start, context) {
  const known = !start || groups.some((group) => group.items.some((one) => one.key === item(start, context).key));
  return known ? groups : [...groups, { label: "", items: [item(start, context)] }];
}

function nothing({ element, block, context }) {
  const free = block.type === "input" && block.optional;
  return h("option", { value: "", disabled: !free, hidden: !free }, plainText(element.placeholder) || context.words("blocks.choose"));
}

function optgroup({ label, items }) {
  const options = items.map((one) => h("option", { value: one.key }, one.description ? `${one.text} – ${one.description}` : one.text));
  return label ? h("optgroup", { label }, options) : options;
}

export function checkboxes(site) {
  const boxes = ticks(site, "checkbox");
  const chosen = () => boxes.filter(([, box]) => box.checked).map(([option]) => option);
  const write = (state) => boxes.forEach(([option, box]) => (box.checked = (state ?? []).some((one) => one.value === option.value)));
  return ticked(site, boxes, chosen, write);
}

export function radioButtons(site) {
  const boxes = ticks(site, "radio");
  const chosen = () => boxes.find(([, box]) => box.checked)?.[0] ?? null;
  const write = (state) => boxes.forEach(([option, box]) => (box.checked = state?.value === option.value));
  return ticked(site, boxes, chosen, write);
}

function ticks({ element, props }, type) {
  return element.options.map((option) => [option, h("input", { type, name: props.id, value: option.value })]);
}

function ticked(site, boxes, state, write) {
  const { id, "aria-label": label, "aria-labelledby": labelledby, "aria-describedby": describedby } = site.props;
  const role = site.element.type === "radio_buttons" ? "radiogroup" : "group";
  const naming = { role, "aria-label": label, "aria-labelledby": labelledby, "aria-describedby": describedby };
  const node = h("div", { class: "bk-ticks", id: `${id}-group`, ...naming }, boxes.map(([option, box]) => tick(option, box, site.context)));
  boxes[0][1].id = id;
  const control = register(site, { node, focus: boxes[0][1], state, write });
  node.addEventListener("change", () => changed(control));
  return node;
}

function tick(option, box, context) {
  const description = option.description && h("span", { class: "bk-description" }, textObject(option.description, context));
  return h("label", { class: "bk-tick" }, box, h("span", {}, textObject(option.text, context), description));
}
