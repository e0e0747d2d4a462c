/** What people press: buttons, and the menu behind three dots. */

import { press } from "./dispatch.js";
import { h } from "./h.js";
import { isLink, plainText } from "./mrkdwn.js";

export function button(site) {
  const { element, context } = site;
  const props = { type: "button", id: site.props.id, class: ["bk-button", element.style && `bk-${element.style}`].filter(Boolean).join(" ") };
  const arrow = isLink(element.url) && h("span", { class: "bk-away", role: "img", "aria-label": context.words("blocks.newTab") }, "↗");
  const node = h("button", { ...props, "aria-label": element.accessibility_label ?? null, dataset: { action: element.action_id } }, plainText(element.text), arrow);
  node.addEventListener("click", () => press(node, site, { value: element.value }, () => visit(element.url)));
  return node;
}

function visit(address) {
  if (isLink(address)) window.open(address, "_blank", "noopener,noreferrer");
}

export function overflow(site) {
  const { element, context, props } = site;
  const open = h("button", { ...props, type: "button", class: "bk-button bk-overflow", "aria-label": context.words("blocks.more"), "aria-haspopup": "menu", popovertarget: `${props.id}-menu` }, "⋯");
  const entries = element.options.map((option) => h("button", { type: "button", role: "menuitem", class: "bk-entry" }, plainText(option.text), describing(option)));
  const menu = h("div", { id: `${props.id}-menu`, popover: "auto", role: "menu", class: "bk-menu" }, entries);
  entries.forEach((entry, index) => entry.addEventListener("click", () => choose(element.options[index])));
  menu.addEventListener("toggle", ({ newState }) => newState === "open" && entries[0].focus());
  menu.addEventListener("keydown", (event) => rove(event, entries));
  return h("span", { class: "bk-overflow-place" }, open, menu);

  function choose(option) {
    menu.hidePopover();
    press(open, site, { selected: option.value }, () => visit(option.url));
  }
}

function describing(option) {
  return option.description && h("span", { class: "bk-description" }, plainText(option.description));
}

function rove(event, entries) {
  if (event.key === "Escape") event.stopPropagation();
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}
