/** The sandbox clock, and going forwards in time. */

import { h } from "./h.js";
import { dateOf, later, momentOf } from "./times.js";
import { trouble } from "./trouble.js";
import { WhenField } from "./when.js";

const MORNING = "07:25";
const TICK_MS = 1000;

export class Clock {
  #travelling = false;

  /** `face` is where the time is shown besides, in the top bar. */
  constructor(session, times, face) {
    const { words } = session;
    this.session = session;
    this.times = times;
    this.face = face;
    this.shown = h("time", { class: "clock-time" });
    this.status = h("p", { class: "clock-status", role: "status" });
    const props = { id: "chosen-moment", "aria-label": words("chosenMoment") };
    this.wish = new WhenField({ kind: "moment", words, props, today: () => dateOf(session.now) });
    this.root = h(
      "section",
      { class: "clock", "aria-labelledby": "clock-title" },
      h("h2", { id: "clock-title" }, words("clock")),
      this.shown,
      h("div", { class: "clock-jumps" }, this.#jump("inTenMinutes", tenMinutes), this.#jump("tomorrowMorning", tomorrow), this.#jump("nextMonth", nextMonth)),
      this.#chosen(),
      this.status,
    );
    session.addEventListener("sight", () => this.#tick());
    setInterval(() => this.#tick(), TICK_MS);
  }

  #jump(key, moment) {
    const go = () => this.#travel(moment(this.session.now));
    return h("button", { type: "button", class: "button", onclick: go }, this.session.words(key));
  }

  #chosen() {
    const go = (event) => {
      event.preventDefault();
      const moment = this.wish.value && momentOf(this.wish.value);
      if (moment > this.session.now) this.#travel(moment);
      else this.#refuse(moment ? "forwardsOnly" : "whichMoment");
    };
    return h("form", { class: "clock-chosen", onsubmit: go }, this.wish.node, h("button", { type: "submit", class: "button" }, this.session.words("travel")));
  }

  #refuse(key) {
    this.status.textContent = this.session.words(key);
    this.wish.input.focus();
  }

  #tick() {
    if (!this.session.sight) return;
    const { now, words } = this.session;
    const text = this.times.full(now);
    if (this.shown.textContent !== text) this.shown.textContent = text;
    const face = this.#travelling ? words("travelling") : text;
    if (this.face.textContent !== face) this.face.textContent = face;
  }

  async #travel(moment) {
    if (this.#travelling) return;
    const { session } = this;
    this.#busy(true);
    this.status.textContent = session.words("travelling");
    const answer = await session.order("travel_to", { moment });
    await session.refresh();
    this.#busy(false);
    this.status.textContent = trouble(answer, session) || session.words("reached", this.times.full(session.now));
  }

  #busy(busy) {
    this.#travelling = busy;
    this.root.setAttribute("aria-busy", busy);
    for (const button of this.root.querySelectorAll("button")) button.setAttribute("aria-disabled", busy);
    this.#tick();
  }
}

const tenMinutes = (now) => now + 600;
const tomorrow = (now) => momentOf(`${later(dateOf(now), { days: 1 })}T${MORNING}`);
const nextMonth = (now) => momentOf(`${later(dateOf(now), { months: 1 })}T${MORNING}`);
