/** The rich_text block: sections, lists, quotes, preformatted text, and what stands inside a line. */

import { formatted } from "./dates.js";
import { emoji } from "./emoji.js";
import { h } from "./h.js";
import { broadcast, channelMention, link, userMention } from "./mrkdwn.js";

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark", client_highlight: "mark" };
const ORDERS = ["decimal", "lower-alpha", "lower-roman"];
const BULLETS = ["disc", "circle", "square"];

export function richText(block, context) {
  return h("div", { class: "bk-rich" }, (block.elements ?? []).map((element) => part(element, context)));
}

/** The rich text that a plain textarea holds; null when it holds nothing. */
export function richTextOf(text) {
  if (!text.trim()) return null;
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

/** What of a rich text fits into a textarea. */
export function plainOf(value) {
  if (!value) return "";
  if (value.text !== undefined) return value.text;
  if (value.type === "link") return value.url;
  if (value.type === "emoji") return `:${value.name}:`;
  const between = ["rich_text", "rich_text_list"].includes(value.type) ? "\n" : "";
  return (value.elements ?? []).map(plainOf).join(between);
}

function part(element, context) {
  switch (element.type) {
    case "rich_text_list":
      return list(element, context);
    case "rich_text_quote":
      return h("blockquote", { class: "bk-quote" }, inlines(element, context));
    case "rich_text_preformatted":
      return h("pre", { class: "bk-pre" }, inlines(element, context));
    default:
      return h("p", { class: "bk-line" }, inlines(element, context));
  }
}

function list(element, context) {
  const ordered = element.style === "ordered";
  const depth = element.indent ?? 0;
  const kinds = ordered ? ORDERS : BULLETS;
  const style = { "margin-inline-start": `${depth * 1.5}em`, "list-style-type": kinds[depth % kinds.length] };
  const items = element.elements.map((item) => h("li", {}, inlines(item, context)));
  const border = element.border ? "bk-list bk-list-bordered" : "bk-list";
  return h(ordered ? "ol" : "ul", { class: border, style, start: ordered ? (element.offset ?? 0) + 1 : null }, items);
}

function inlines(element, context) {
  return (element.elements ?? []).map((inline) => styled(inlineNode(inline, context), inline.style));
}

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style[name] ? h(tag, { class: name === "code" ? "bk-code" : null }, inner) : inner), node);
}

function inlineNode(inline, context) {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "link":
      return link(inline.url, inline.text ? [inline.text] : [], context);
    case "user":
      return userMention(inline.user_id, context);
    case "channel":
      return channelMention(inline.channel_id, context);
    case "broadcast":
      return broadcast(inline.range);
    case "usergroup":
      return broadcast(inline.usergroup_id);
    case "emoji":
      return emoji(inline.name) ?? `:${inline.name}:`;
    case "date":
      return date(inline, context);
    case "color":
      return h("span", { class: "bk-colour" }, h("span", { class: "bk-swatch", style: { background: inline.value } }), inline.value);
    default:
      return inline.text ?? inline.url ?? inline.fallback ?? "";
  }
}

function date(inline, context) {
  const node = h("time", { datetime: new Date(inline.timestamp * 1000).toISOString() }, formatted(inline.timestamp, inline.format, context));
  return inline.url ? link(inline.url, [node], context) : node;
}
