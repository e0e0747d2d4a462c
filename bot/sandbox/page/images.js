/** Pictures. A picture that lives in Slack's files is not here, so its description stands for it. */

import { h } from "./h.js";
import { plainText } from "./mrkdwn.js";

export function image(given, style) {
  const address = given.image_url ?? given.slack_file?.url;
  if (!/^(https?:|data:image\/)/i.test(address ?? "")) return h("span", { class: "bk-no-image" }, given.alt_text);
  return h("img", { src: address, alt: given.alt_text ?? "", title: given.alt_text ?? null, loading: "lazy", class: style });
}

export function imageBlock(block) {
  return h("figure", { class: "bk-figure" }, block.title && h("figcaption", {}, plainText(block.title)), image(block, "bk-picture"));
}
