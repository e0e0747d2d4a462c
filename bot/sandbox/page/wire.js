/** Every request between the workspace and the app, newest first. */

import * as api from "./api.js";
import { h } from "./h.js";
import { arrange } from "./keyed.js";

const MOST = 200;
const ARROWS = { to_bot: "→", to_slack: "←" };

export class Wire {
  #entries = [];
  #fetching = false;
  #stale = false;
  #open = false;

  constructor(session, times) {
    const { words } = session;
    this.session = session;
    this.times = times;
    this.only = h("input", { type: "checkbox", id: "only-problems", onchange: () => this.#draw() });
    this.empty = h("p", { class: "empty" }, words("wireEmpty"));
    this.list = h("div", { class: "wire-list" });
    this.root = h(
      "section",
      { class: "wire", "aria-labelledby": "wire-title" },
      h("div", { class: "wire-head" }, h("h2", { id: "wire-title" }, words("wire")), h("label", { for: "only-problems" }, this.only, words("onlyProblems"))),
      this.empty,
      this.list,
    );
    session.addEventListener("sight", () => this.#follow());
  }

  /** The record is only fetched while somebody looks at it. */
  set open(open) {
    this.#open = open;
    this.#follow();
  }

  async #follow() {
    this.#stale = true;
    if (!this.#open || this.#fetching) return;
    this.#fetching = true;
    try {
      while (this.#stale) await this.#fetch();
    } catch (error) {
      // The session notices by itself that the sandbox is gone.
      if (!(error instanceof api.Unreachable)) throw error;
    } finally {
      this.#fetching = false;
    }
  }

  async #fetch() {
    this.#stale = false;
    const news = await api.wire(this.#entries[0]?.number ?? 0);
    this.#entries = [...news.reverse(), ...this.#entries].slice(0, MOST);
    this.#draw();
  }

  #draw() {
    const shown = this.only.checked ? this.#entries.filter(isProblem) : this.#entries;
    this.empty.hidden = shown.length > 0;
    this.empty.textContent = this.session.words(this.only.checked ? "noProblems" : "wireEmpty");
    arrange(this.list, shown, { key: (entry) => String(entry.number), sign: (entry) => String(entry.number), make: (entry) => this.#row(entry) });
  }

  #row(entry) {
    const { words, world } = this.session;
    const direction = entry.direction === "to_bot" ? words("toApp", world.bot.name) : words("fromApp", world.bot.name);
    const bad = isProblem(entry);
    const details = h("div", { class: "wire-detail" });
    return h(
      "details",
      { class: bad ? "wire-entry bad" : "wire-entry", ontoggle: (event) => event.currentTarget.open && this.#unfold(details, entry) },
      h(
        "summary",
        {},
        h("span", { class: `arrow ${entry.direction}`, role: "img", "aria-label": direction, title: direction }, ARROWS[entry.direction]),
        h("code", { class: "wire-method" }, entry.method),
        entry.fault ? h("span", { class: "badge warn" }, entry.fault) : null,
        h("span", { class: "wire-status" }, entry.status || "—"),
        h("span", { class: "wire-ms" }, `${Math.round(entry.ms)} ms`),
        h("span", { class: "wire-verdict" }, bad ? "✗ " : "✓ ", bad ? words("problem") : words("valid")),
      ),
      details,
    );
  }

  #unfold(details, entry) {
    const { words } = this.session;
    const problems = entry.problems.length ? h("ul", { class: "wire-problems" }, entry.problems.map((problem) => h("li", {}, problem))) : null;
    details.replaceChildren(
      h("p", { class: "wire-when" }, `${words("realTime")} ${this.times.second(entry.time)}`),
      problems ?? "",
      part(words("request"), entry.request),
      part(words("answer"), entry.answer),
    );
  }
}

const isProblem = ({ problems, status }) => problems.length > 0 || status < 200 || status > 299;

function part(title, body) {
  return h("section", {}, h("h3", {}, title), h("pre", { tabindex: "0" }, formatted(body)));
}

/** JSON with indents; what is no JSON as it came. */
function formatted(body) {
  if (typeof body !== "string") return JSON.stringify(body, null, 2);
  if (!body) return "—";
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
