/** A field for a day, a time or both, in the page's language: one types it, or picks it from a calendar and a list. */

import { Calendar } from "./calendar.js";
import { h } from "./h.js";
import { icon } from "./icon.js";

const DAY = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./ -] ?(\d{1,2})[./ -] ?(\d{4}))$/;
const TIME = /^(\d{1,2})(?:[.:]?(\d{2}))?$/;
const BOTH = /^(.+?)(?:T|,? +(?:(?:kl\.?|at) *)?)([\d.:]+)$/;
const NINE = 18;
const two = (number) => String(number).padStart(2, "0");

function readDay(text) {
  const [, year, month, day, ownDay, ownMonth, ownYear] = DAY.exec(text) ?? [];
  const parts = [year ?? ownYear, month ?? ownMonth, day ?? ownDay].map(Number);
  const moment = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2]));
  return moment.getUTCDate() === parts[2] && moment.getUTCMonth() === parts[1] - 1 ? `${parts[0]}-${two(parts[1])}-${two(parts[2])}` : "";
}

function readTime(text) {
  const [, hour, minute = "0"] = TIME.exec(text) ?? [];
  return Number(hour) < 24 && Number(minute) < 60 ? `${two(hour)}:${two(minute)}` : "";
}

/** What a person wrote as YYYY-MM-DD, HH:MM or YYYY-MM-DDTHH:MM; "" where it is none, or not finished. */
const READ = {
  date: readDay,
  time: readTime,
  moment: (text) => {
    const [, day = "", time = ""] = BOTH.exec(text) ?? [];
    const parts = [readDay(day), readTime(time)];
    return parts.every(Boolean) ? parts.join("T") : "";
  },
};

function written(value, locale) {
  const options = { day: { year: "numeric", month: "2-digit", day: "2-digit" }, time: { hour: "2-digit", minute: "2-digit" } };
  const format = (moment, kind) => new Intl.DateTimeFormat(locale, { ...options[kind], timeZone: "UTC" }).format(new Date(`${moment}Z`));
  const [day, time] = value.includes(":") && !value.includes("T") ? ["", value] : value.split("T");
  return [day && format(`${day}T00:00`, "day"), time && format(`2000-01-01T${time}`, "time")].filter(Boolean).join(" ");
}

/**
 * `kind` is date, time or moment; `props` are the text field's, `today()` is YYYY-MM-DD. `settled` runs when a person has picked something,
 * pressed Enter or left the field. Its `value` is "" or has the form of READ; `unread()`: something is there that is no day or time.
 */
export class WhenField {
  constructor({ kind, words, props, today, settled }) {
    Object.assign(this, { kind, words, today, settled });
    const shape = [kind !== "time" && words("blocks.shapeDay"), kind !== "date" && words("blocks.shapeTime")].filter(Boolean).join(" ");
    this.input = h("input", { placeholder: shape, ...props, type: "text", autocomplete: "off", class: "bk-field", onchange: () => this.#settle() });
    const menuId = `${props.id}-when`;
    const label = words(kind === "time" ? "blocks.pickTime" : "blocks.pickDay");
    this.opener = h("button", { type: "button", class: "bk-when-open", popovertarget: menuId, title: label, "aria-label": label, "aria-haspopup": "dialog" }, icon(kind === "time" ? "clock" : "calendar"));
    this.calendar = kind === "time" ? null : new Calendar(words, (day) => this.#pick(day, ""));
    this.hours = kind === "date" ? null : this.#halfHours();
    const inside = { id: menuId, class: "bk-when-menu", popover: "auto", role: "dialog", "aria-label": label };
    this.menu = h("div", { ...inside, onbeforetoggle: (event) => event.newState === "open" && this.#open() }, this.calendar?.root, this.hours);
    this.menu.addEventListener("toggle", (event) => event.newState === "open" && this.#scroll());
    // Escape closes the calendar and not the form around it.
    this.menu.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    this.node = h("div", { class: `bk-when bk-when-${kind}` }, this.input, this.opener, this.menu);
  }

  get value() {
    return READ[this.kind](this.input.value.trim());
  }

  set value(value) {
    this.input.value = value ? written(value, this.words("blocks.locale")) : "";
  }

  unread() {
    return Boolean(this.input.value.trim()) && !this.value;
  }

  #settle() {
    if (this.value) this.value = this.value;
    this.settled?.();
  }

  /** The day and the time there are so far, each "" if missing. */
  get #parts() {
    const text = this.input.value.trim();
    if (this.kind === "date") return [this.value, ""];
    if (this.kind === "time") return ["", this.value];
    return this.value ? this.value.split("T") : [readDay(text), readTime(text)];
  }

  #open() {
    const [day, time] = this.#parts;
    this.calendar?.show(day || this.today(), day, this.today());
    const first = this.calendar ? null : this.#hour;
    for (const hour of this.hours?.children ?? []) {
      hour.setAttribute("aria-pressed", hour.value === time);
      hour.toggleAttribute("autofocus", hour === first);
    }
  }

  /** The chosen one in the list, else nine o'clock. */
  get #hour() {
    const hours = [...(this.hours?.children ?? [])];
    return hours.find((one) => one.value === this.#parts[1]) ?? hours[NINE];
  }

  #scroll() {
    if (this.hours) this.hours.scrollTop = this.#hour.offsetTop - this.hours.offsetTop;
  }

  #pick(day, time) {
    const [oldDay, oldTime] = this.#parts;
    this.value = [day || oldDay, time || oldTime].filter(Boolean).join("T");
    if (!this.value) {
      this.#open();
      return day ? this.#hour.focus() : this.calendar.focus();
    }
    this.menu.hidePopover();
    this.input.focus();
    return this.settled?.();
  }

  #halfHours() {
    const times = Array.from({ length: 48 }, (_, half) => `${two(Math.floor(half / 2))}:${half % 2 ? "30" : "00"}`);
    const one = (time) => h("button", { type: "button", value: time, onclick: () => this.#pick("", time) }, written(time, this.words("blocks.locale")));
    return h("div", { class: "bk-hours", role: "group", "aria-label": this.words("blocks.times"), onkeydown: walk }, times.map(one));
  }
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = step > 0 ? event.target.nextElementSibling : event.target.previousElementSibling;
  next?.focus();
}
