/** Blocks that are a card of their own. */

import { element } from "./elements.js";
import { h } from "./h.js";
import { image } from "./images.js";
import { link, plainText, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const SIGNS = { info: "i", warning: "!", error: "✗", success: "✓" };

export function card(block, context) {
  const words = ["title", "subtitle", "body", "subtext"].map((name) => block[name] && h("div", { class: `bk-card-${name}` }, textObject(block[name], context)));
  const head = h("div", { class: "bk-card-head" }, block.icon && image(block.icon, "bk-thumbnail"), h("div", { class: "bk-main" }, words));
  const buttons = block.actions && h("div", { class: "bk-row" }, block.actions.map((one) => element(one, block, context)));
  return h("article", { class: "bk-box" }, block.hero_image && image(block.hero_image, "bk-picture"), head, buttons);
}

export function carousel(block, context) {
  return h("div", { class: "bk-carousel-row", tabindex: "0", role: "group" }, block.elements.map((one) => card(one, context)));
}

export function alert(block, context) {
  const level = SIGNS[block.level] ? block.level : "default";
  const sign = SIGNS[level] && h("span", { class: "bk-alert-sign", "aria-hidden": true }, SIGNS[level]);
  return h("div", { class: `bk-box bk-alert-${level}`, role: "note" }, sign, h("div", { class: "bk-text" }, textObject(block.text, context)));
}

export function video(block, context) {
  const title = plainText(block.title);
  const origin = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  return h(
    "article",
    { class: "bk-box" },
    origin && h("div", { class: "bk-card-subtext" }, origin),
    h("div", { class: "bk-card-title" }, link(block.title_url ?? block.video_url, [title], context)),
    block.description && h("div", {}, plainText(block.description)),
    image({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "bk-picture"),
  );
}

/** An account elsewhere that one may connect. */
export function authProvider(block, context) {
  const { words } = context;
  const said = [block.description, block.connected_identity, block.connected_context].filter(Boolean);
  const address = block.is_connected ? block.disconnect_url : block.auth_url;
  const door = address && link(address, [words(block.is_connected ? "blocks.disconnect" : "blocks.connect")], context);
  const main = h("div", { class: "bk-main" }, h("div", { class: "bk-card-title" }, plainText(block.name)), said.map((text) => h("div", { class: "bk-card-subtext" }, plainText(text))));
  const icon = block.icon_url && image({ image_url: block.icon_url, alt_text: "" }, "bk-thumbnail");
  return h("article", { class: "bk-box bk-card-head" }, icon, main, door, block.accessory && element(block.accessory, block, context));
}

export function file(block) {
  return h("article", { class: "bk-box" }, `📄 ${block.external_id}`);
}

/** A box with a title around other blocks; `draw` makes each of them. */
export function container(block, context, draw) {
  const title = block.rich_text_title ? richText(block.rich_text_title, context) : plainText(block.title);
  const subtitle = block.subtitle && h("div", { class: "bk-card-subtitle" }, textObject(block.subtitle, context));
  const inner = block.child_blocks.map((one) => draw(one, context));
  if (!block.is_collapsible) return h("div", { class: "bk-box" }, h("div", { class: "bk-card-title" }, title), subtitle, inner);
  return h("details", { class: "bk-box", open: !block.default_collapsed }, h("summary", { class: "bk-card-title" }, title), subtitle, inner);
}
