/** The thread in its side panel: the message, its replies, and where one answers. */

import { Composer } from "./composer.js";
import { h } from "./h.js";
import { Timeline } from "./timeline.js";

export class Thread {
  #shown = null;

  constructor(session, times) {
    const { words } = session;
    this.session = session;
    this.timeline = new Timeline(session, times, { inThread: true, label: words("thread") });
    this.composer = new Composer(session, { inThread: true });
    const close = h("button", { type: "button", class: "quiet", "aria-label": words("closeThread"), onclick: () => session.openThread(null) }, "✕");
    this.root = h(
      "aside",
      { class: "thread", hidden: true, "aria-label": words("thread"), onkeydown: (event) => event.key === "Escape" && !event.defaultPrevented && session.openThread(null) },
      h("div", { class: "pane-head" }, h("h2", {}, words("thread")), close),
      this.timeline.root,
      this.composer.root,
    );
    session.addEventListener("sight", () => this.#update());
  }

  #update() {
    const { thread, channel, sight } = this.session;
    const messages = thread ? sight.open.messages.filter((message) => [message.ts, message.thread_ts].includes(thread)) : [];
    const inside = this.root.contains(document.activeElement);
    const another = thread !== this.#shown;
    this.root.hidden = messages.length === 0;
    this.timeline.show(messages, `${channel}/${thread}`);
    this.composer.update();
    if (another && messages.length) this.composer.focus();
    if (this.root.hidden && inside) this.#giveBack();
    this.#shown = thread;
  }

  /** The focus goes to the message the thread hangs on. */
  #giveBack() {
    const message = document.querySelector(`.conversation [data-key="${CSS.escape(this.#shown)}"]`);
    (message ?? document.querySelector(".composer-field")).focus();
  }
}
