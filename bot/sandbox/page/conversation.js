/** The open conversation: its heading, its messages or the app's home tab, and where one writes. */

import { Composer } from "./composer.js";
import { h } from "./h.js";
import { Home } from "./home.js";
import { icon } from "./icon.js";
import { author, placeName, placeTitle } from "./names.js";
import { Timeline } from "./timeline.js";

const TABS = ["messages", "home"];

export class Conversation {
  constructor(session, times, announce) {
    const { words } = session;
    this.session = session;
    this.announce = announce;
    this.title = h("h1", { class: "place-title" });
    this.topic = h("p", { class: "place-topic" });
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": words("tabs"), onkeydown: (event) => this.#walk(event) });
    this.timeline = new Timeline(session, times, { label: words("messages") });
    this.beginning = h("p", { class: "empty" });
    this.timeline.list.before(this.beginning);
    this.composer = new Composer(session, {});
    this.messages = h("div", { class: "panel", id: "panel-messages" }, this.timeline.root, this.composer.root);
    this.home = new Home(session);
    this.heading = h("div", { class: "place-heading" }, this.title, this.topic);
    this.root = h("main", { class: "conversation" }, h("div", { class: "place" }, this.heading, this.tabs), this.messages, this.home.root);
    session.addEventListener("sight", () => this.#update());
  }

  #update() {
    const { session } = this;
    const home = session.inApp && session.world.home && session.tab === "home";
    this.#head();
    this.messages.hidden = home;
    this.home.root.hidden = !home;
    if (home) this.home.update();
    this.beginning.textContent = session.words("beginning", placeTitle(session.place, session));
    const messages = session.sight.open.messages.filter(standsInChannel);
    const arrived = this.timeline.show(messages, session.address(session.channel));
    for (const message of arrived) this.#announce(message);
    this.composer.update();
  }

  #head() {
    const { session } = this;
    const { place, words } = session;
    const sign = place.kind === "channel" ? (place.private ? icon("lock") : "#") : "";
    this.title.replaceChildren(h("span", { class: "sign" }, sign), placeName(place, session));
    const members = place.kind === "im" ? "" : words("members", place.members);
    this.topic.textContent = [members, place.topic].filter(Boolean).join(" · ");
    this.#drawTabs();
  }

  #drawTabs() {
    const { session } = this;
    this.tabs.hidden = !(session.inApp && session.world.home);
    const names = this.tabs.hidden ? [] : TABS;
    if (this.tabs.childElementCount !== names.length) this.tabs.replaceChildren(...names.map((name) => this.#tab(name)));
    for (const tab of this.tabs.children) {
      const chosen = tab.dataset.tab === session.tab;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  #tab(name) {
    const open = () => this.session.openTab(name);
    return h("button", { type: "button", role: "tab", dataset: { tab: name }, "aria-controls": `panel-${name}`, onclick: open }, this.session.words(`tab_${name}`));
  }

  #walk(event) {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = [...this.tabs.children].find((tab) => tab !== document.activeElement);
    other.focus();
    other.click();
  }

  #announce(message) {
    const from = author(message, this.session);
    if (from.id !== this.session.user) this.announce(`${from.name}: ${plain(message.text ?? "")}`);
  }
}

/** Replies stand in their thread, unless they were also sent to the channel. */
function standsInChannel(message) {
  return !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
}

/** A message's text without marks, to be read aloud. */
function plain(text) {
  return text.replace(/<([^>|]*\|)?([^>]*)>/g, "$2").replace(/[*_~`]/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
