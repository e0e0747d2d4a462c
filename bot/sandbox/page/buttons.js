/** What people press: buttons, and the menu behind three dots. */

import { press } from "./dispatch.js";
import { h } from "./h.js";
import { icon } from "./icon.js";
import { isLink, plainText } from "./mrkdwn.js";

export function button(site) {
  const { element, context } = site;
  const style = element.style ? `bk-button bk-${element.style}` : "bk-button";
  const arrow = isLink(element.url) && h("span", { class: "bk-away", role: "img", "aria-label": context.words("blocks.newTab") }, "↗");
  const props = { type: "button", id: site.props.id, class: style, "aria-label": element.accessibility_label };
  const node = h("button", { ...props, dataset: { action: element.action_id } }, plainText(element.text), arrow);
  node.addEventListener("click", () => press(node, site, { value: element.value }, () => visit(element.url)));
  return node;
}

export function iconButton(site) {
  const { element } = site;
  const name = element.accessibility_label || plainText(element.text);
  const node = h("button", { type: "button", id: site.props.id, class: "bk-button bk-icon-button", title: name, "aria-label": name }, element.icon === "trash" ? icon("trash") : name);
  node.addEventListener("click", () => press(node, site, { value: element.value }, () => {}));
  return node;
}

const THUMBS = { positive_button: "up", negative_button: "down" };

export function feedbackButtons(site) {
  const one = ([which, sign]) => {
    const { text, value, accessibility_label: label } = site.element[which];
    const name = label || plainText(text);
    const node = h("button", { type: "button", class: "bk-button bk-icon-button", title: name, "aria-label": name, "aria-pressed": false }, icon(sign));
    node.addEventListener("click", () => {
      for (const other of node.parentElement.children) other.setAttribute("aria-pressed", other === node);
      press(node, site, { selected: value }, () => {});
    });
    return node;
  };
  return h("span", { class: "bk-row" }, Object.entries(THUMBS).map(one));
}

function visit(address) {
  if (isLink(address)) window.open(address, "_blank", "noopener,noreferrer");
}

export function overflow(site) {
  const { element, context, props } = site;
  const menuId = `${props.id}-menu`;
  const opening = { "aria-label": context.words("blocks.more"), "aria-haspopup": "menu", popovertarget: menuId };
  const open = h("button", { ...props, ...opening, type: "button", class: "bk-button bk-overflow" }, "⋯");
  const entries = element.options.map(entry);
  const menu = h("div", { id: menuId, popover: "auto", role: "menu", class: "bk-menu" }, entries);
  entries.forEach((one, index) => one.addEventListener("click", () => choose(element.options[index])));
  entries[0].autofocus = true;
  menu.addEventListener("keydown", (event) => rove(event, entries));
  return h("span", { class: "bk-overflow-place" }, open, menu);

  function choose(option) {
    menu.hidePopover();
    press(open, site, { selected: option.value }, () => visit(option.url));
  }
}

function entry({ text, description }) {
  const more = description && h("span", { class: "bk-description" }, plainText(description));
  return h("button", { type: "button", role: "menuitem", class: "bk-entry" }, plainText(text), more);
}

function rove(event, entries) {
  if (event.key === "Escape") event.stopPropagation();
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}
