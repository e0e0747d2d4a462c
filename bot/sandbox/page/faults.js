/** Faults of the workspace one may order, to see how the app bears them. */

import { h } from "./h.js";
import { arrange } from "./keyed.js";
import { trouble } from "./trouble.js";

const KINDS = ["429", "500", "slow", "drop", "garbage", "internal_error"];
const METHODS = ["*", "chat.postMessage", "chat.update", "views.open", "response_url"];

export class Faults {
  constructor(session) {
    const { words } = session;
    this.session = session;
    this.kind = select(words("faultKind"), KINDS.map((kind) => [kind, words(`fault_${kind}`)]));
    this.method = select(words("faultMethod"), METHODS.map((method) => [method, method === "*" ? words("anyMethod") : method]));
    this.standing = h("ul", { class: "fault-list" });
    this.clear = h("button", { type: "button", class: "button", onclick: () => this.#do("no_faults", {}) }, words("noFaults"));
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.count = h("span", { class: "count", hidden: true });
    const order = (event) => {
      event.preventDefault();
      this.#do("fault", { kind: this.kind.value, method: this.method.value, times: 1 });
    };
    const form = h("form", { class: "fault-form", onsubmit: order }, this.kind, this.method, h("button", { type: "submit", class: "button" }, words("orderFault")));
    this.root = h("details", { class: "faults" }, h("summary", {}, words("faults"), this.count), form, this.standing, this.clear, this.trouble);
    session.addEventListener("sight", () => this.#update());
  }

  async #do(verb, details) {
    const sentence = trouble(await this.session.order(verb, details), this.session);
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }

  #update() {
    const { faults } = this.session.sight;
    const items = faults.map((fault, index) => ({ key: String(index), text: this.#told(fault) }));
    arrange(this.standing, items, { key: (item) => item.key, sign: (item) => item.text, make: (item) => h("li", {}, item.text) });
    this.clear.hidden = !faults.length;
    this.count.hidden = !faults.length;
    this.count.textContent = faults.length;
  }

  #told({ kind, method, times }) {
    const { words } = this.session;
    const where = method === "*" ? words("anyMethod") : method;
    return [KINDS.includes(kind) ? words(`fault_${kind}`) : kind, where, times ? words("times", times) : null].filter(Boolean).join(" · ");
  }
}

function select(label, choices) {
  return h("select", { "aria-label": label, title: label }, choices.map(([value, text]) => h("option", { value }, text)));
}
