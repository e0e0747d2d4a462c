/** A small menu that opens at a button. */

import { h } from "./h.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Open it; `items` are {label, hint?, run}. Choosing, Escape and a click elsewhere close it, and the focus goes back to the button. */
export function openMenu(button, items) {
  const menu = h("div", { class: "menu", role: "menu", popover: "auto", onkeydown: walk });
  const choose = (item) => {
    menu.hidePopover();
    item.run();
  };
  menu.append(...items.map((item) => entry(item, choose)));
  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  document.body.append(menu);
  menu.showPopover({ source: button });
  settle(menu, button);
  menu.firstElementChild.focus();
}

function entry(item, choose) {
  const hint = item.hint ? h("small", {}, item.hint) : null;
  return h("button", { type: "button", role: "menuitem", onclick: () => choose(item) }, item.label, hint);
}

/** Beside the button, within the window. */
function settle(menu, button) {
  const { left, top, bottom } = button.getBoundingClientRect();
  const below = bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${below ? bottom + 4 : Math.max(8, top - menu.offsetHeight - 4)}px`;
}

function walk(event) {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...event.currentTarget.children];
  const at = entries.indexOf(document.activeElement);
  entries[(at + step + entries.length) % entries.length].focus();
}
