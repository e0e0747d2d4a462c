/** What a bot is working on: the task_card and plan blocks. */

import { h } from "./h.js";
import { link } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const SIGNS = { pending: "○", in_progress: "◐", complete: "✓", error: "✗" };

export function taskCard(block, context) {
  return h("article", { class: "bk-box bk-task" }, task(block, context));
}

export function plan(block, context) {
  const tasks = (block.tasks ?? []).map((one) => h("li", { class: "bk-task" }, task(one, context)));
  return h("article", { class: "bk-box" }, h("div", { class: "bk-card-title" }, block.title), h("ol", { class: "bk-plan" }, tasks));
}

function task({ title, status, details, output, sources }, context) {
  const { words } = context;
  const sign = status && h("span", { class: `bk-status bk-status-${status}`, role: "img", "aria-label": words(`blocks.${status}`), title: words(`blocks.${status}`) }, SIGNS[status]);
  const links = (sources ?? []).map(({ url, text }) => h("li", {}, link(url, [text], context)));
  return [
    h("div", { class: "bk-task-head" }, sign, h("span", { class: "bk-card-title" }, title)),
    details && h("div", { class: "bk-card-subtext" }, richText(details, context)),
    output && richText(output, context),
    links.length > 0 && h("ul", { class: "bk-sources", "aria-label": words("blocks.sources") }, links),
  ];
}
