/** Where one writes: messages, and commands for the app. What is typed is kept for each conversation, also over a reload. */

import { Completion, choices, usage } from "./completion.js";
import { h } from "./h.js";
import { icon } from "./icon.js";
import { openMenu } from "./menu.js";
import { placeTitle } from "./names.js";
import { trouble, troubleTyping } from "./trouble.js";

export class Composer {
  #address = "";
  #sending = false;

  constructor(session, { inThread = false }) {
    const { words } = session;
    this.session = session;
    this.inThread = inThread;
    this.field = h("textarea", { class: "composer-field", rows: "1", oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onclick: () => this.#suggest() });
    this.field.disabled = true; // until it is known for whom and where one writes
    this.completion = new Completion(this.field, words("suggestions"), (choice) => this.#complete(choice));
    this.hint = h("p", { class: "composer-hint" });
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.send = h("button", { type: "button", class: "send", title: words("send"), "aria-label": words("send"), onclick: () => this.#send() }, icon("send"));
    this.box = h("div", { class: "composer-box" }, this.#shortcuts(), this.field, this.send);
    this.absent = h("div", { class: "absent", hidden: true });
    this.root = h("div", { class: "composer" }, this.trouble, this.completion.root, this.box, this.absent, this.hint);
  }

  focus() {
    this.field.focus();
  }

  update() {
    const { session } = this;
    const address = [session.user, session.channel, this.inThread ? session.thread : ""].join("/");
    if (address !== this.#address) this.#enter(address);
    const { place, words } = session;
    const allowed = place.member && !place.archived;
    this.box.hidden = !allowed;
    this.absent.hidden = allowed;
    if (!allowed) this.#refuse(place);
    const label = this.inThread ? words("replyIn") : words("writeTo", placeTitle(place, session));
    this.field.placeholder = label;
    this.field.setAttribute("aria-label", label);
  }

  #enter(address) {
    this.#address = address;
    this.field.disabled = false;
    this.field.value = sessionStorage.getItem(this.#draft) ?? "";
    this.completion.show([]);
    this.#tell("");
    this.#typed({ suggesting: false });
  }

  get #draft() {
    return `draft:${this.#address}`;
  }

  #refuse(place) {
    const { session } = this;
    const { words } = session;
    const join = async () => this.#tell(trouble(await session.act("join", { channel: place.id }), session));
    const button = place.archived || place.private ? null : h("button", { type: "button", class: "quiet", onclick: join }, words("join"));
    this.absent.replaceChildren(h("span", {}, words(place.archived ? "archived" : "notMember", placeTitle(place, session))), button ?? "");
  }

  #shortcuts() {
    const { session } = this;
    const { words, world } = session;
    const global = world.shortcuts.filter((shortcut) => shortcut.type === "global");
    if (!global.length || this.inThread) return null;
    const run = async (callback_id) => this.#tell(trouble(await session.act("shortcut", { callback_id }), session));
    const items = global.map((one) => ({ label: one.name, hint: one.description, run: () => run(one.callback_id) }));
    const open = (event) => openMenu(event.currentTarget, items);
    return h("button", { type: "button", class: "bolt", title: words("shortcuts"), "aria-label": words("shortcuts"), "aria-haspopup": "menu", onclick: open }, icon("bolt"));
  }

  #typed({ suggesting = true } = {}) {
    const { value } = this.field;
    if (value) sessionStorage.setItem(this.#draft, value);
    else sessionStorage.removeItem(this.#draft);
    this.hint.textContent = usage(value, this.session);
    this.send.disabled = !value.trim();
    if (suggesting) this.#suggest();
  }

  #suggest() {
    const { value, selectionStart, selectionEnd } = this.field;
    const found = selectionStart === selectionEnd ? choices(value, selectionStart, this.session) : [];
    this.completion.show(found);
  }

  #complete(choice) {
    const { value, selectionStart } = this.field;
    this.field.setRangeText(`${choice.insert} `, choice.from, value[selectionStart] === " " ? selectionStart + 1 : selectionStart, "end");
    this.completion.show([]);
    this.#typed({ suggesting: false });
  }

  #key(event) {
    if (event.isComposing) return;
    const sends = event.key === "Enter" && !event.shiftKey;
    const whole = this.completion.chosen?.insert === this.field.value;
    if (!(sends && whole) && this.completion.key(event)) return;
    if (!sends) return;
    event.preventDefault();
    this.#send();
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text || this.#sending) return;
    const address = this.#address;
    this.#busy(true);
    const sentence = await this.#deliver(text);
    this.#busy(false);
    if (!sentence) sessionStorage.removeItem(`draft:${address}`);
    if (address !== this.#address) return;
    this.#tell(sentence);
    if (!sentence && this.field.value.trim() === text) this.field.value = "";
    this.#typed({ suggesting: false });
  }

  /** The sentence about what went wrong, or "". */
  async #deliver(text) {
    const { session } = this;
    const { words, world, channel } = session;
    if (!text.startsWith("/")) {
      const where = this.inThread ? { channel, thread_ts: session.thread } : { channel };
      const answer = await session.act("message", { ...where, text });
      // A message stands even when the app did not hear of it; it is told again later.
      return answer.ok ? "" : troubleTyping(answer, session);
    }
    if (this.inThread) return words("noCommandsHere");
    const [, command, rest] = /^(\S+)\s*([^]*)$/.exec(text);
    if (!world.commands.some((one) => one.command === command)) return words("noSuchCommand", command);
    return troubleTyping(await session.act("command", { channel, command, text: rest }), session);
  }

  #busy(busy) {
    this.#sending = busy;
    this.box.setAttribute("aria-busy", busy);
    this.completion.show([]);
  }

  #tell(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }
}
