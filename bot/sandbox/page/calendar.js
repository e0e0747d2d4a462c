/** A month to pick a day from. Days are YYYY-MM-DD. */

import { h } from "./h.js";
import { later } from "./times.js";

const MONDAY = "2024-01-01";
const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const MONTHS = { PageUp: -1, PageDown: 1 };

export class Calendar {
  #shown = "";
  #chosen = "";
  #today = "";

  /** `pick` gets the day. */
  constructor(words, pick) {
    this.words = words;
    this.pick = pick;
    this.title = h("strong", { class: "bk-month", "aria-live": "polite" });
    const turn = (sign, name, months) => {
      const go = () => this.#go(later(this.#shown, { months }));
      return h("button", { type: "button", class: "quiet", title: words(name), "aria-label": words(name), onclick: go }, sign);
    };
    const head = h("div", { class: "bk-calendar-head" }, turn("‹", "blocks.monthBefore", -1), this.title, turn("›", "blocks.monthAfter", 1));
    const names = Array.from({ length: 7 }, (_, index) => later(MONDAY, { days: index }));
    const weekdays = h("tr", {}, names.map((day) => h("th", { scope: "col", abbr: this.#say(day, { weekday: "long" }) }, this.#say(day, { weekday: "short" }))));
    this.weeks = h("tbody", { onkeydown: (event) => this.#key(event) });
    this.root = h("div", { class: "bk-calendar" }, head, h("table", {}, h("thead", {}, weekdays), this.weeks));
  }

  /** Show the month of `day`. */
  show(day, chosen, today) {
    this.#chosen = chosen;
    this.#today = today;
    this.#go(day);
  }

  focus() {
    this.weeks.querySelector("[tabindex='0']").focus();
  }

  #say(day, options) {
    return new Intl.DateTimeFormat(this.words("blocks.locale"), { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));
  }

  #go(day) {
    this.#shown = day;
    this.title.textContent = this.#say(day, { month: "long", year: "numeric" });
    const first = `${day.slice(0, 8)}01`;
    const start = later(first, { days: -((new Date(`${first}T00:00Z`).getUTCDay() + 6) % 7) });
    const weeks = Array.from({ length: 6 }, (_, week) => later(start, { days: 7 * week })).filter((monday) => monday < later(first, { months: 1 }));
    this.weeks.replaceChildren(...weeks.map((monday) => this.#week(monday)));
  }

  #week(monday) {
    return h("tr", {}, Array.from({ length: 7 }, (_, index) => h("td", {}, this.#day(later(monday, { days: index })))));
  }

  #day(day) {
    if (day.slice(0, 7) !== this.#shown.slice(0, 7)) return null;
    const state = { "aria-pressed": day === this.#chosen, "aria-current": day === this.#today ? "date" : null, tabindex: day === this.#shown ? "0" : "-1", autofocus: day === this.#shown };
    const name = this.#say(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    return h("button", { type: "button", ...state, "aria-label": name, onclick: () => this.pick(day) }, String(Number(day.slice(8))));
  }

  #key(event) {
    const days = DAYS[event.key];
    const months = MONTHS[event.key];
    if (!days && !months) return;
    event.preventDefault();
    this.#go(later(this.#shown, days ? { days } : { months }));
    this.focus();
  }
}
