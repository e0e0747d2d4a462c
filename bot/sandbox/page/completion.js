/** What could be meant by what is being typed: commands at the beginning, people and channels anywhere. */

import { h } from "./h.js";
import { placeName } from "./names.js";

const MOST = 8;
let lists = 0;

/** The choices for the word before the caret: [{insert, label, hint, from}], `from` being where that word begins. */
export function choices(text, caret, session) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return commands(before, session);
  const [, sign, word] = /(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u.exec(before) ?? [];
  if (!sign) return [];
  const from = caret - word.length - 1;
  const found = sign === "@" ? people(session) : places(session);
  return found.filter(({ names }) => names.some((name) => name.toLowerCase().startsWith(word.toLowerCase()))).slice(0, MOST).map((one) => ({ ...one, from }));
}

/** How the command that is typed goes on, or "". */
export function usage(text, session) {
  const [, name] = /^(\/\S+)\s/.exec(text) ?? [];
  const command = session.world.commands.find((one) => one.command === name);
  return command?.usage_hint ? `${name} ${command.usage_hint}` : "";
}

function commands(before, session) {
  return session.world.commands
    .filter((one) => one.command.startsWith(before))
    .map((one) => ({ insert: one.command, label: [one.command, one.usage_hint].filter(Boolean).join(" "), hint: one.description, from: 0 }));
}

function people(session) {
  const { bot } = session.world;
  const everybody = [...session.people.values()].filter((person) => !person.deleted);
  const named = everybody.map((one) => ({ insert: `@${one.key}`, label: one.name, hint: one.real_name, names: [one.key, one.name, ...one.real_name.split(" ")] }));
  return [...named, { insert: `@${bot.name}`, label: bot.name, hint: session.words("app"), names: [bot.name] }];
}

function places(session) {
  const open = [...session.channels.values()].filter((place) => place.kind === "channel" && !place.archived);
  return open.map((place) => ({ insert: `#${place.name}`, label: `#${placeName(place, session)}`, hint: place.topic, names: [place.name] }));
}

/** The list above a text field. `accept` gets the choice that was taken. */
export class Completion {
  #choices = [];
  #at = 0;

  constructor(field, label, accept) {
    this.field = field;
    this.accept = accept;
    this.id = `completion-${(lists += 1)}`;
    this.root = h("ul", { class: "completion", role: "listbox", id: this.id, "aria-label": label, hidden: true });
    field.setAttribute("aria-autocomplete", "list"); // a text field of several lines may not be a combobox
    field.setAttribute("aria-controls", this.id);
    field.addEventListener("blur", () => this.show([]));
  }

  get open() {
    return this.#choices.length > 0;
  }

  get chosen() {
    return this.#choices[this.#at];
  }

  show(found) {
    this.#choices = found;
    this.#at = 0;
    this.#draw();
  }

  /** True when the key was for the list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(step);
    else if (event.key === "Tab" || event.key === "Enter") this.accept(this.chosen);
    else if (event.key === "Escape") this.show([]);
    else return false;
    event.preventDefault();
    return true;
  }

  #move(step) {
    this.#at = (this.#at + step + this.#choices.length) % this.#choices.length;
    this.#draw();
  }

  #draw() {
    this.root.hidden = !this.open;
    this.root.replaceChildren(...this.#choices.map((choice, index) => this.#row(choice, index)));
    if (this.open) this.field.setAttribute("aria-activedescendant", `${this.id}-${this.#at}`);
    else this.field.removeAttribute("aria-activedescendant");
    this.root.children[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #row(choice, index) {
    // Pressing must not take the focus from the field.
    const take = (event) => {
      event.preventDefault();
      this.accept(choice);
    };
    return h(
      "li",
      { role: "option", id: `${this.id}-${index}`, "aria-selected": index === this.#at, onmousedown: take },
      h("span", {}, choice.label),
      h("small", {}, choice.hint),
    );
  }
}
