/** The table and data_table blocks. */

import { h } from "./h.js";
import { richText } from "./rich_text.js";

export function table(block, context) {
  const [head, ...rows] = block.rows;
  const cell = (tag, props) => (one, column) => h(tag, { ...props, class: styleOf(block, one, column) }, content(one, context));
  const named = block.row_header_column_index;
  const body = rows.map((row) => h("tr", {}, row.map((one, column) => (column === named ? cell("th", { scope: "row" }) : cell("td"))(one, column))));
  const caption = block.caption && h("caption", {}, block.caption);
  const top = h("thead", {}, h("tr", {}, head.map(cell("th", { scope: "col" }))));
  return h("div", { class: "bk-scroll", tabindex: "0" }, h("table", {}, caption, top, h("tbody", {}, body)));
}

function styleOf(block, cell, column) {
  const { align = cell.type === "raw_number" ? "right" : "left", is_wrapped: wraps = !block.column_settings } = block.column_settings?.[column] ?? {};
  return `bk-${align} ${wraps ? "bk-wraps" : "bk-straight"}`;
}

function content(cell, context) {
  return cell.type === "rich_text" ? richText(cell, context) : cell.text;
}
