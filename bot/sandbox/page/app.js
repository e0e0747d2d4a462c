/** The workspace: one person's view of it, and a pane with what happens behind it. */

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { Conversation } from "./conversation.js";
import { Faults } from "./faults.js";
import { h } from "./h.js";
import { icon } from "./icon.js";
import { Modal } from "./modal.js";
import { placeTitle } from "./names.js";
import { Session } from "./session.js";
import { Sidebar } from "./sidebar.js";
import { Thread } from "./thread.js";
import { times as timesIn } from "./times.js";
import { Wire } from "./wire.js";
import { words as wordsIn } from "./words.js";

const RESTARTED = "restarted";
const ROOM_FOR_PANE = "(min-width: 1100px)";
const RETRY_MS = 3000;

start();

async function start() {
  const world = await patiently(api.world);
  document.documentElement.lang = world.language;
  const session = new Session(world, wordsIn(world.language));
  build(session, timesIn(world.language));
  session.start();
}

/** Until the sandbox is there. */
async function patiently(fetch) {
  try {
    return await fetch();
  } catch (error) {
    if (!(error instanceof api.Unreachable)) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    return patiently(fetch);
  }
}

function build(session, times) {
  const live = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  const announce = (sentence) => (live.textContent = sentence);
  const face = h("span");
  const wire = new Wire(session, times);
  const clock = new Clock(session, times, face);
  const pane = h("aside", { class: "pane", id: "pane", "aria-label": session.words("behind") }, clock.root, new Faults(session).root, wire.root);
  const sidebar = new Sidebar(session).root;
  const columns = h("div", { class: "columns" }, sidebar, new Conversation(session, times, announce).root, new Thread(session, times).root, pane);
  document.body.append(bar(session), topBar(session, face, sidebar, paneSwitch(session, pane, wire)), columns, new Modal(session).root, live);
  session.addEventListener("sight", () => name(session));
}

/** The window's title says who one is: several windows may be several people. */
function name(session) {
  const unread = [...session.channels.values()].some((channel) => channel.unread) ? "• " : "";
  document.title = `${unread}${session.me.name} · ${placeTitle(session.place, session)} · ${session.world.team.name}`;
}

/** A calm line at the top: no connection, or another sandbox than before. */
function bar(session) {
  const { words } = session;
  const text = h("span");
  const dismiss = h("button", { type: "button", class: "quiet", onclick: () => (root.hidden = true) }, words("close"));
  const root = h("div", { class: "bar", role: "status", hidden: true }, text, dismiss);
  const say = (sentence, closable) => {
    root.hidden = !sentence;
    text.textContent = sentence;
    dismiss.hidden = !closable;
  };
  if (sessionStorage.getItem(RESTARTED)) say(words("restarted"), true);
  sessionStorage.removeItem(RESTARTED);
  session.addEventListener("connection", () => say(session.connected ? "" : words("noConnection"), false));
  session.addEventListener("restarted", () => {
    sessionStorage.setItem(RESTARTED, "yes");
    location.reload();
  });
  return root;
}

function topBar(session, face, sidebar, toggle) {
  const { words, world } = session;
  const drawer = h("button", { type: "button", class: "drawer-switch", "aria-label": words("conversations"), "aria-expanded": false, "aria-controls": "sidebar" }, "☰");
  const open = (shown) => {
    sidebar.classList.toggle("open", shown);
    drawer.setAttribute("aria-expanded", shown);
  };
  drawer.addEventListener("click", () => open(!sidebar.classList.contains("open")));
  window.addEventListener("hashchange", () => open(false));
  document.addEventListener("click", (event) => !sidebar.contains(event.target) && event.target !== drawer && open(false));
  sidebar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    drawer.focus();
  });
  return h("header", { class: "top" }, drawer, h("strong", { class: "top-team" }, world.team.name), h("span", { class: "top-clock" }, icon("clock"), " ", face), toggle);
}

function paneSwitch(session, pane, wire) {
  const button = h("button", { type: "button", class: "pane-switch", "aria-controls": "pane" }, session.words("behind"));
  const set = (open) => {
    pane.hidden = !open;
    wire.open = open;
    button.setAttribute("aria-expanded", open);
  };
  button.addEventListener("click", () => set(pane.hidden));
  set(matchMedia(ROOM_FOR_PANE).matches);
  return button;
}
