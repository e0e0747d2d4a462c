/** A list of messages, oldest first, that stays where its reader is. */

import { h } from "./h.js";
import { arrange } from "./keyed.js";
import { messageNode, signature } from "./message.js";
import { author } from "./names.js";
import { dateOf, later } from "./times.js";

const CLOSE_PX = 60;
const TOGETHER_S = 300;

export class Timeline {
  #shown = "";

  /** `inThread`: no reply counts, no days. */
  constructor(session, times, { inThread = false, label }) {
    this.session = session;
    this.times = times;
    this.inThread = inThread;
    this.list = h("div", { class: "messages" });
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.#toEnd() }, session.words("newMessages"));
    this.scroller = h("div", { class: "scroller", role: "log", "aria-live": "off", "aria-label": label, tabindex: "0", onscroll: () => this.#scrolled() }, this.list);
    this.root = h("div", { class: "timeline" }, this.scroller, this.jump);
    new ResizeObserver(() => this.#atEnd && this.#toEnd()).observe(this.scroller);
  }

  #atEnd = true;

  /** `address` tells one conversation from another: a new one is shown from its end. Return the messages that arrived since last time. */
  show(messages, address) {
    const another = address !== this.#shown;
    const stays = !another && !this.#atEnd;
    this.#shown = address;
    const fresh = arrange(this.list, this.#items(messages), {
      key: (item) => item.key,
      sign: (item) => (item.day ? item.day : signature(item)),
      make: (item) => (item.day ? this.#divider(item.day) : messageNode(item, this.session, this.times)),
    });
    const arrived = another ? [] : messages.filter((message) => fresh.some((node) => node.dataset.key === message.ts));
    if (!stays) this.#toEnd();
    else if (arrived.length) this.jump.hidden = false;
    return arrived;
  }

  #items(messages) {
    const items = [];
    let before = null;
    for (const message of messages) {
      const date = dateOf(Number(message.ts));
      const newDay = !before || dateOf(Number(before.ts)) !== date;
      if (newDay && !this.inThread) items.push({ key: `day-${date}`, day: this.#dayName(date, Number(message.ts)) });
      items.push({ key: message.ts, message, inThread: this.inThread, continued: !newDay && this.#together(before, message) });
      before = message;
    }
    return items;
  }

  #together(before, message) {
    const plain = [before, message].every((one) => !one.is_ephemeral && one.subtype !== "tombstone" && !one.reply_count);
    return plain && author(before, this.session).id === author(message, this.session).id && Number(message.ts) - Number(before.ts) < TOGETHER_S;
  }

  #dayName(date, moment) {
    const today = dateOf(this.session.now);
    if (date === today) return this.session.words("today");
    if (date === later(today, { days: -1 })) return this.session.words("yesterday");
    return this.times.day(moment);
  }

  #divider(name) {
    return h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name));
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < CLOSE_PX;
    if (this.#atEnd) this.jump.hidden = true;
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#atEnd = true;
    this.jump.hidden = true;
  }
}
