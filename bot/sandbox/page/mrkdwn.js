/** Slack's mrkdwn, and what Block Kit's text objects become. */

import { formatted } from "./dates.js";
import { emoji, withEmoji } from "./emoji.js";
import { h } from "./h.js";

// Links and code inside marks are taken whole, and only in one way, so that no text makes the search explode.
const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    ":(?<emoji>[a-z0-9_+-]+):(?::skin-tone-[2-6]:)?",
    "(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?=\\S)(?<marked>(?:<[^<>\\n]*>|<(?![^<>\\n]*>)|`[^`\\n]*`|`(?![^`\\n]*`)|[^<`\\n])+?)(?<=\\S)\\k<mark>(?![\\p{L}\\p{N}])",
    "(?<line>\\n)",
  ].join("|"),
  "gu",
);
const MARKS = { "*": "strong", _: "em", "~": "s" };
const LINK = /^(https?:|mailto:|tel:|slack:)/i;

export function mrkdwn(text, context) {
  const fragment = document.createDocumentFragment();
  for (const [index, piece] of String(text ?? "").split("```").entries()) {
    if (index % 2) fragment.append(h("pre", { class: "bk-pre" }, unescaped(inCode(piece)).replace(/^\n/, "")));
    else fragment.append(...lines(index ? piece.replace(/^\n/, "") : piece, context));
  }
  return fragment;
}

/** A text object: `plain_text` or `mrkdwn`. */
export function textObject(object, context) {
  if (object?.type === "mrkdwn") return mrkdwn(object.text, context);
  return document.createTextNode(plainText(object));
}

/** A text object as a string, for labels, options and titles. */
export function plainText(object) {
  if (!object) return "";
  return object.emoji === false ? object.text : withEmoji(object.text);
}

/** A link people may click, or plain text when the address is of no kind a browser should open. */
export function link(address, shown, context) {
  const children = shown?.length ? shown : [address.replace(/^(mailto|tel):/, "")];
  if (!LINK.test(address)) return h("span", {}, children);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: context.words("blocks.newTab") }, children);
}

export function isLink(address) {
  return LINK.test(address ?? "");
}

export function userMention(id, context, fallback) {
  const name = context.people.get(id)?.name ?? (id === context.bot?.id ? context.bot.name : undefined) ?? fallback ?? id;
  return h("span", { class: ["bk-mention", context.me === id && "bk-mention-me"].filter(Boolean).join(" "), dataset: { user: id } }, `@${name}`);
}

export function channelMention(id, context, fallback) {
  return h("span", { class: "bk-mention", dataset: { channel: id } }, `#${context.channels.get(id)?.name ?? fallback ?? id}`);
}

export function broadcast(range) {
  return h("span", { class: "bk-mention bk-mention-me" }, `@${range}`);
}

function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Inside code a link stands as the words it was written with. */
function inCode(text) {
  return text.replace(/<((?:https?|mailto|tel):[^<>|\n]+)(?:\|([^<>\n]*))?>/g, (whole, address, label) => label || address);
}

/** Runs of quoted lines become quotes; everything else is read line by line. */
function lines(text, context) {
  const nodes = [];
  let quote = [];
  let plain = [];
  const flush = () => {
    if (quote.length) nodes.push(h("blockquote", { class: "bk-quote" }, inline(quote.join("\n"), context)));
    if (plain.length) nodes.push(...inline(plain.join("\n"), context));
    quote = [];
    plain = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (Boolean(quoted) !== quote.length > 0) flush();
    if (quoted) quote.push(quoted[1]);
    else plain.push(line);
  }
  flush();
  return nodes;
}

function inline(text, context) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(unescaped(text.slice(from, found.index)), inlineNode(found, context));
    from = found.index + found[0].length;
  }
  nodes.push(unescaped(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function inlineNode(found, context) {
  const { code, angle, emoji: name, mark, marked } = found.groups;
  if (code) return h("code", { class: "bk-code" }, unescaped(inCode(code)));
  if (angle) return reference(angle, context);
  if (name) return emoji(name) ?? found[0];
  if (mark) return h(MARKS[mark], {}, inline(marked, context));
  return h("br");
}

function reference(angle, context) {
  const [target, ...rest] = angle.split("|");
  const label = rest.length ? unescaped(rest.join("|")) : undefined;
  const id = target.slice(1);
  if (target.startsWith("@")) return userMention(id, context, label?.replace(/^@/, ""));
  if (target.startsWith("#")) return channelMention(id, context, label?.replace(/^#/, ""));
  if (target.startsWith("!")) return special(id, label, context);
  return link(unescaped(target), label ? [withEmoji(label)] : [], context);
}

function special(command, label, context) {
  const [name, ...parts] = command.split("^");
  if (name === "date") return date(parts, label, context);
  if (name === "subteam") return broadcast((label ?? parts[0]).replace(/^@/, ""));
  return ["here", "channel", "everyone"].includes(name) ? broadcast(name) : (label ?? `<!${command}>`);
}

function date([seconds, format, address], fallback, context) {
  if (!/^\d+$/.test(seconds ?? "") || !format) return fallback ?? "";
  const shown = formatted(Number(seconds), unescaped(format), context);
  const node = h("time", { datetime: new Date(seconds * 1000).toISOString(), title: fallback }, shown);
  return address ? link(unescaped(address), [node], context) : node;
}
