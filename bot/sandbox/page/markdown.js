/** The markdown block: the common part of Markdown that Slack draws. */

import { withEmoji } from "./emoji.js";
import { h } from "./h.js";
import { link, mrkdwn } from "./mrkdwn.js";

const INLINE = new RegExp(
  [
    "(?<code>`+)(?<coded>.+?)\\k<code>",
    "!?\\[(?<label>[^\\]]*)\\]\\((?<address>[^)\\s]+)[^)]*\\)",
    "(?<strong>\\*\\*|__)(?=\\S)(?<bold>.+?)(?<=\\S)\\k<strong>",
    "~~(?<struck>.+?)~~",
    "(?<![\\p{L}\\p{N}])(?<em>[*_])(?=\\S)(?<slanted>.+?)(?<=\\S)\\k<em>(?![\\p{L}\\p{N}])",
    "(?<mention><[@#!][^<>]+>)",
    "<?(?<bare>https?:\\/\\/[^\\s<>]+)>?",
    "\\\\(?<escaped>[\\\\`*_~\\[\\]()#>.!+-])",
  ].join("|"),
  "gu",
);
const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^\s*> ?/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const ROW = /^\s*\|?(.+?)\|?\s*$/;
const BELOW_HEAD = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

export function markdown(text, context) {
  return h("div", { class: "bk-markdown-text" }, pieces(text.split("\n"), context));
}

/** Takes piece after piece from the front of `lines`; the first kind that fits decides. */
function pieces(lines, context) {
  const nodes = [];
  while (lines.length) {
    const take = KINDS.find(([starts]) => starts(lines))[1];
    const node = take(lines, context);
    if (node) nodes.push(node);
  }
  return nodes;
}

const KINDS = [
  [([line]) => !line.trim(), (lines) => void lines.shift()],
  [([line]) => FENCE.test(line), fence],
  [([line]) => HEADING.test(line), heading],
  [([line]) => RULE.test(line), (lines) => lines.shift() && h("hr", { class: "bk-rule" })],
  [([line]) => QUOTE.test(line), quote],
  [([line]) => ITEM.test(line), list],
  [([line, next]) => line.includes("|") && BELOW_HEAD.test(next ?? ""), grid],
  [() => true, paragraph],
];

function takeWhile(lines, fits) {
  const end = lines.findIndex((line) => !fits(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function fence(lines) {
  const [, mark] = FENCE.exec(lines.shift());
  const inside = takeWhile(lines, (line) => !line.trim().startsWith(mark));
  lines.shift();
  return h("pre", { class: "bk-pre" }, inside.join("\n"));
}

function heading(lines, context) {
  const [, marks, text] = HEADING.exec(lines.shift());
  return h(`h${Math.min(marks.length + 1, 6)}`, { class: `bk-heading bk-level-${Math.min(marks.length, 3)}` }, inline(text, context));
}

function quote(lines, context) {
  const inside = takeWhile(lines, (line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, ""));
  return h("blockquote", { class: "bk-quote" }, pieces(inside, context));
}

/** Items of one depth; what is indented further belongs to the item above it. */
function list(lines, context) {
  const [, indent, sign] = ITEM.exec(lines[0]);
  const ordered = /\d/.test(sign);
  const items = [];
  const deeper = (line) => line.trim() && /^\s*/.exec(line)[0].length > indent.length;
  while (lines.length && ITEM.test(lines[0]) && ITEM.exec(lines[0])[1].length === indent.length && /\d/.test(ITEM.exec(lines[0])[2]) === ordered) {
    const text = ITEM.exec(lines.shift())[3];
    const inner = takeWhile(lines, deeper).map((line) => line.slice(indent.length + 2));
    items.push(h("li", {}, itemText(text, context), pieces(inner, context)));
  }
  return h(ordered ? "ol" : "ul", { class: "bk-list", start: ordered ? Number.parseInt(sign, 10) : null }, items);
}

function itemText(text, context) {
  const task = TASK.exec(text);
  if (!task) return inline(text, context);
  return [task[1] === " " ? "☐ " : "☑ ", inline(text.slice(task[0].length), context)];
}

function grid(lines, context) {
  const cells = (line) => ROW.exec(line)[1].split("|").map((cell) => cell.trim());
  const head = cells(lines.shift());
  const align = cells(lines.shift()).map((rule) => (rule.endsWith(":") ? (rule.startsWith(":") ? "bk-center" : "bk-right") : "bk-left"));
  const rows = takeWhile(lines, (line) => line.includes("|")).map(cells);
  const row = (tag, texts) => h("tr", {}, texts.map((text, column) => h(tag, { class: align[column] }, inline(text, context))));
  return h("div", { class: "bk-scroll" }, h("table", {}, h("thead", {}, row("th", head)), h("tbody", {}, rows.map((texts) => row("td", texts)))));
}

function paragraph(lines, context) {
  const first = lines.shift();
  const inside = [first, ...takeWhile(lines, (line) => line.trim() && ![FENCE, HEADING, RULE, QUOTE, ITEM].some((kind) => kind.test(line)))];
  return h("p", { class: "bk-line" }, inside.flatMap((line, index) => [index > 0 && h("br"), inline(line, context)]));
}

function inline(text, context) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(from, found.index)), inlineNode(found.groups, context));
    from = found.index + found[0].length;
  }
  return [...nodes, withEmoji(text.slice(from))];
}

function inlineNode(found, context) {
  if (found.coded) return h("code", { class: "bk-code" }, found.coded);
  if (found.address) return link(found.address, [found.label || found.address], context);
  if (found.bold) return h("strong", {}, inline(found.bold, context));
  if (found.struck) return h("s", {}, inline(found.struck, context));
  if (found.slanted) return h("em", {}, inline(found.slanted, context));
  if (found.mention) return mrkdwn(found.mention, context);
  return found.bare ? link(found.bare, [], context) : found.escaped;
}
