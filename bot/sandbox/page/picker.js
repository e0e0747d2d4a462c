/** Menus with a search field: several choices at once, and choices the bot is asked for. */

import { changed, touch } from "./dispatch.js";
import { register } from "./fields.js";
import { h } from "./h.js";
import { plainText } from "./mrkdwn.js";
import { item, offers, optionGroups } from "./offers.js";

const PAUSE = 250;
const LEAST_TYPED = 3;

export function picker(site) {
  const control = register(site, new Picker(site));
  control.listen();
  return control.node;
}

class Picker {
  #chosen = [];
  #asked = 0;
  #timer;

  constructor({ element, context, props }) {
    const { words } = context;
    this.several = element.type.startsWith("multi_");
    this.external = element.type.endsWith("external_select");
    this.chips = h("ul", { class: "bk-chips" });
    const menuId = `${props.id}-menu`;
    const opening = { role: "combobox", "aria-haspopup": "dialog", "aria-expanded": false, "aria-controls": menuId, popovertarget: menuId };
    this.focus = h("button", { ...props, ...opening, type: "button", class: "bk-field bk-picker-open" });
    const asking = { "aria-label": words("blocks.search"), placeholder: words("blocks.search") };
    this.search = h("input", { type: "search", class: "bk-field", autocomplete: "off", autofocus: true, ...asking });
    this.list = h("div", { class: "bk-picker-list", role: "group", "aria-label": words("blocks.choices") });
    this.status = h("p", { class: "bk-note", role: "status" });
    const naming = { role: "dialog", "aria-label": words("blocks.choices") };
    this.menu = h("div", { id: menuId, popover: "auto", class: "bk-picker-menu", ...naming }, this.search, this.list, this.status);
    this.node = h("div", { class: "bk-picker" }, this.chips, this.focus, this.menu);
  }

  state() {
    return this.several ? this.#chosen : (this.#chosen[0] ?? null);
  }

  write(state) {
    this.#chosen = state === null ? [] : [state].flat();
    this.#showChosen();
  }

  listen() {
    this.search.addEventListener("input", () => this.#look());
    this.menu.addEventListener("beforetoggle", ({ newState }) => (newState === "open" ? this.#opened() : this.#closed()));
    this.menu.addEventListener("keydown", (event) => this.#onKey(event));
    this.focus.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.focus.click();
    });
  }

  #opened() {
    this.focus.setAttribute("aria-expanded", "true");
    this.search.value = "";
    this.#look();
  }

  /** The bot hears of all changes at once, when the menu closes. */
  #closed() {
    this.focus.setAttribute("aria-expanded", "false");
    if (keys(this.state(), this.context) !== keys(this.sent, this.context)) changed(this);
  }

  #showChosen() {
    const { element, context } = this;
    const items = this.#chosen.map((state) => item(state, context));
    const placeholder = plainText(element.placeholder) || context.words("blocks.choose");
    this.focus.textContent = this.several || !items.length ? placeholder : items[0].text;
    this.chips.replaceChildren(...(this.several ? items.map((one) => this.#chip(one)) : []));
  }

  #chip({ key, text }) {
    const remove = () => {
      this.#toggle(key, null);
      changed(this);
      this.focus.focus();
    };
    return h("li", { class: "bk-chip" }, text, h("button", { type: "button", "aria-label": this.context.words("blocks.remove", text), onclick: remove }, "×"));
  }

  /** Takes in `state`, or with null takes out what has this key. */
  #toggle(key, state) {
    const others = this.several ? this.#chosen.filter((one) => item(one, this.context).key !== key) : [];
    this.write(state === null ? others : [...others, state]);
  }

  #look() {
    if (this.external) this.#ask();
    else this.#offer(matching(offers(this.element, this.context), this.search.value));
  }

  /** Asks the bot after a pause in typing; an answer that comes after a later question is dropped. */
  #ask() {
    const { element, context } = this;
    const { words } = context;
    const asked = ++this.#asked;
    const typed = this.search.value.trim();
    const least = element.min_query_length ?? LEAST_TYPED;
    clearTimeout(this.#timer);
    if (typed.length < least) return this.#offer([], words("blocks.typeMore", least));
    this.#offer([], words("blocks.looking"));
    this.#timer = setTimeout(async () => {
      const answer = await context.suggest(element.action_id, typed).then(
        (options) => [optionGroups(options)],
        (error) => [[], error.message],
      );
      if (asked === this.#asked) this.#offer(...answer);
    }, PAUSE);
  }

  #offer(groups, status) {
    const title = (label) => (label ? [h("p", { class: "bk-picker-label" }, label)] : []);
    const found = groups.flatMap(({ label, items }) => [...title(label), ...items.map((one) => this.#choice(one))]);
    this.list.replaceChildren(...found);
    this.#say(status ?? (found.length ? "" : this.context.words("blocks.noMatch")));
    this.#limit();
  }

  #choice(one) {
    const ticked = this.#chosen.some((state) => item(state, this.context).key === one.key);
    const input = h("input", { type: this.several ? "checkbox" : "radio", name: `${this.focus.id}-choice`, value: one.key, checked: ticked });
    input.addEventListener("click", () => {
      touch(this);
      this.#toggle(one.key, input.checked ? one.state : null);
      this.#limit();
      if (!this.several) this.menu.hidePopover();
    });
    return h("label", { class: "bk-tick" }, input, h("span", {}, one.text, one.description && h("span", { class: "bk-description" }, one.description)));
  }

  /** No more than `max_selected_items`: the rest cannot be ticked. */
  #limit() {
    const most = this.element.max_selected_items ?? Infinity;
    const full = this.several && this.#chosen.length >= most;
    for (const input of this.list.querySelectorAll("input")) input.disabled = full && !input.checked;
    if (full) this.#say(this.context.words("blocks.tooMany", most));
    else if (this.several && this.list.childElementCount) this.#say("");
  }

  #say(text) {
    this.status.textContent = text;
  }

  /** Keys stay inside: Enter must not send the form, nor Escape close it or only empty the search field. */
  #onKey(event) {
    if (["Enter", "Escape"].includes(event.key)) event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      this.menu.hidePopover();
      return;
    }
    const inputs = [this.search, ...this.list.querySelectorAll("input:not(:disabled)")];
    const at = inputs.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) inputs[Math.min(Math.max(at + step, 0), inputs.length - 1)].focus();
    else if (event.key === "Enter") (at > 0 ? event.target : inputs[1])?.click();
    else return;
    event.preventDefault();
  }
}

function keys(state, context) {
  return JSON.stringify((state === null ? [] : [state].flat()).map((one) => item(one, context).key));
}

function matching(groups, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = (one) => `${one.text} ${one.description ?? ""}`.toLocaleLowerCase().includes(wanted);
  return groups.map(({ label, items }) => ({ label, items: items.filter(fits) })).filter(({ items }) => items.length);
}
