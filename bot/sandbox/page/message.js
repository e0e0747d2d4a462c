/** One message of a conversation. */

import { render, mrkdwn } from "./blocks.js";
import { fileList } from "./files.js";
import { h } from "./h.js";
import { icon } from "./icon.js";
import { openMenu } from "./menu.js";
import { author, avatar } from "./names.js";
import { ZONE } from "./times.js";
import { suggested, trouble } from "./trouble.js";

/**
 * What blocks need to know of where they stand. What goes wrong when an element is used is thrown, and said where the element is.
 * `typed()` is what stands in the form around it, which the app hears of with every click.
 */
export function context(session, surface, where, values = {}, typed = () => ({})) {
  const { world, people, channels, words } = session;
  return {
    surface, people, channels, words, values,
    bot: world.bot,
    zone: ZONE,
    me: session.user,
    now: session.now,
    act: async (action) => {
      const sentence = trouble(await session.act("click", { ...where, ...action, ...typed() }), session);
      if (sentence) throw new Error(sentence);
    },
    suggest: (action_id, typed) => suggested(session, { ...where, action_id, typed }),
  };
}

/** All that a message's look depends on. */
export const signature = (item) => JSON.stringify([item.message, item.continued, item.inThread]);

/** `item` is {message, continued, inThread}; `continued`: it follows one of the same author and needs no heading. */
export function messageNode(item, session, times) {
  const { message, continued } = item;
  const from = author(message, session);
  const body = h("div", { class: "message-body" });
  const node = h(
    "article",
    { class: looks(item), tabindex: "-1", "aria-label": `${from.name}, ${times.clock(Number(message.ts))}` },
    h("div", { class: "message-margin" }, continued ? null : avatar(from.id, from.name)),
    body,
  );
  if (message.is_ephemeral) body.append(h("p", { class: "only-you" }, session.words("onlyYou")));
  if (!continued) body.append(heading(message, from, session, times));
  body.append(content(message, session));
  if (message.edited) body.append(h("span", { class: "edited" }, session.words("edited")));
  if (message.reply_count && !item.inThread) body.append(threadLink(message, session));
  const tools = toolbar(item, session, body);
  if (tools) node.append(tools);
  return node;
}

function looks({ message, continued }) {
  return ["message", continued && "continued", message.is_ephemeral && "ephemeral"].filter(Boolean).join(" ");
}

function heading(message, from, session, times) {
  const moment = Number(message.ts);
  return h(
    "header",
    { class: "message-head" },
    h("strong", { title: from.title }, from.name),
    from.app ? h("span", { class: "badge" }, session.words("app")) : null,
    h("time", { datetime: new Date(moment * 1000).toISOString(), title: times.full(moment) }, times.clock(moment)),
  );
}

function content(message, session) {
  if (message.subtype === "tombstone") return h("p", { class: "tombstone" }, session.words("tombstone"));
  const at = context(session, "message", { channel: session.channel, ts: message.ts });
  const own = session.people.has(message.user);
  // What people type is kept as they typed it in blocks; in the text, names have become references.
  const main = message.blocks?.length && !own ? render(message.blocks, at) : h("div", { class: "message-text" }, mrkdwn(message.text ?? "", at));
  const files = message.files?.length ? fileList(message.files, session) : null;
  return h("div", { class: "message-content" }, main, (message.attachments ?? []).map((one) => attachment(one, at)), files);
}

function attachment(one, at) {
  const color = /^[0-9a-f]{3,8}$/i.test(one.color ?? "") ? `#${one.color}` : one.color;
  const inside = one.blocks ? render(one.blocks, at) : mrkdwn(one.text ?? one.fallback ?? "", at);
  return h("div", { class: "attachment", style: color ? { "--bar": color } : {} }, inside);
}

function complain(body, sentence) {
  body.querySelector(":scope > .trouble")?.remove();
  if (sentence) body.append(h("p", { class: "trouble", role: "alert" }, sentence));
}

function threadLink(message, session) {
  const open = () => session.openThread(message.ts);
  return h("button", { type: "button", class: "thread-link", onclick: open }, session.words("replies", message.reply_count));
}

function toolbar({ message, inThread }, session, body) {
  const { words, world } = session;
  if (message.is_ephemeral || message.subtype === "tombstone") return null;
  const shortcuts = world.shortcuts.filter((shortcut) => shortcut.type === "message");
  const reply = () => session.openThread(message.ts);
  const items = shortcuts.map((shortcut) => ({
    label: shortcut.name,
    hint: world.bot.name,
    run: async () => {
      const details = { callback_id: shortcut.callback_id, channel: session.channel, ts: message.ts };
      complain(body, trouble(await session.act("shortcut", details), session));
    },
  }));
  const more = (event) => openMenu(event.currentTarget, items);
  if (inThread && !items.length) return null;
  return h(
    "div",
    { class: "message-tools", role: "group", "aria-label": words("messageTools") },
    inThread ? null : h("button", { type: "button", title: words("reply"), "aria-label": words("reply"), onclick: reply }, icon("reply")),
    items.length ? h("button", { type: "button", title: words("more"), "aria-label": words("more"), "aria-haspopup": "menu", onclick: more }, "⋯") : null,
  );
}
