/** Block Kit as Slack draws it. What a form holds is collected and checked in validation.js. */

import { alert, authProvider, card, carousel, container, file, video } from "./cards.js";
import { chart } from "./charts.js";
import { element, newId } from "./elements.js";
import { h } from "./h.js";
import { imageBlock } from "./images.js";
import { markdown } from "./markdown.js";
import { plainText, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { dataTable, table } from "./table.js";
import { plan, taskCard } from "./tasks.js";

export { confirmed } from "./confirm.js";
export { held } from "./fields.js";
export { mrkdwn } from "./mrkdwn.js";
export { collect, showErrors } from "./validation.js";

const BLOCKS = {
  header,
  section,
  context: contextBlock,
  actions,
  context_actions: actions,
  divider: () => h("hr", { class: "bk-rule" }),
  image: imageBlock,
  input,
  rich_text: richText,
  markdown: (block, context) => markdown(block.text, context),
  table,
  data_table: dataTable,
  data_visualization: chart,
  task_card: taskCard,
  plan,
  video,
  file,
  alert,
  card,
  carousel,
  auth_provider: authProvider,
  container: (block, context) => container(block, context, draw),
};
const GROUPS = new Set(["checkboxes", "radio_buttons"]);

export function render(blocks, context) {
  const fragment = document.createDocumentFragment();
  fragment.append(...(blocks ?? []).map((block) => draw(block, context)));
  return fragment;
}

/** All that a block's look depends on, whatever the order of its fields. */
export function shape(value) {
  const sorted = (one) => Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(value, (_, one) => (one && typeof one === "object" && !Array.isArray(one) ? sorted(one) : one));
}

function draw(block, context) {
  const build = BLOCKS[block.type];
  const inner = build ? build(block, context) : h("p", { class: "bk-unknown" }, context.words("blocks.unknown", block.type));
  return h("div", { class: `bk-block bk-${block.type}`, dataset: { block: block.block_id } }, inner);
}

/** Below the name of the conversation, or in a form below its title, which is of the second level. */
function header({ text, level = 1 }, { surface }) {
  return h(`h${level + (surface === "modal" ? 2 : 1)}`, { class: `bk-heading bk-level-${level}` }, plainText(text));
}

function section(block, context) {
  const id = newId();
  const text = block.text && h("div", { class: "bk-text", id }, textObject(block.text, context));
  const fields = block.fields && h("div", { class: "bk-fields" }, block.fields.map((field) => h("div", { class: "bk-text" }, textObject(field, context))));
  const naming = text && !["button", "workflow_button", "image", "overflow"].includes(block.accessory?.type) ? { "aria-labelledby": id } : {};
  const accessory = block.accessory && h("div", { class: "bk-accessory" }, element(block.accessory, block, context, naming));
  return [h("div", { class: "bk-main" }, text, fields), accessory];
}

function contextBlock(block, context) {
  return block.elements.map((one) => (one.type === "image" ? element(one, block, context) : h("span", { class: "bk-text" }, textObject(one, context))));
}

function actions(block, context) {
  return block.elements.map((one) => element(one, block, context));
}

function input(block, context) {
  const given = block.element;
  const group = GROUPS.has(given.type);
  const id = newId();
  const [labelId, hintId] = [`${id}-label`, `${id}-hint`];
  const optional = block.optional && h("span", { class: "bk-optional" }, ` ${context.words("blocks.optional")}`);
  const label = h(group ? "span" : "label", { id: labelId, class: "bk-label", for: group ? null : id }, plainText(block.label), optional);
  const hint = block.hint && h("p", { id: hintId, class: "bk-hint" }, plainText(block.hint));
  const required = !block.optional && !group;
  const naming = { id, "aria-labelledby": labelId, "aria-describedby": hint && hintId, "aria-required": required || null };
  return [label, element(given, block, context, naming), hint];
}
