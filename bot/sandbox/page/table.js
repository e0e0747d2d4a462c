/** The table and data_table blocks. */

import { h } from "./h.js";
import { richText } from "./rich_text.js";

const PAGE = 100;

/** A table shown page by page. */
export function dataTable(block, context) {
  const { words } = context;
  const size = block.page_size ?? PAGE;
  const shown = table(block, context);
  const rows = [...shown.querySelectorAll("tbody tr")];
  if (rows.length <= size) return shown;
  const where = h("span", { role: "status" });
  const turn = (sign, name, step) => h("button", { type: "button", class: "bk-button", title: words(name), "aria-label": words(name), onclick: () => show(at + step) }, sign);
  const [before, after] = [turn("‹", "blocks.pageBefore", -size), turn("›", "blocks.pageAfter", size)];
  let at = 0;
  const show = (from) => {
    at = from;
    rows.forEach((row, index) => (row.hidden = index < at || index >= at + size));
    where.textContent = words("blocks.rows", at + 1, Math.min(at + size, rows.length), rows.length);
    before.disabled = at === 0;
    after.disabled = at + size >= rows.length;
  };
  show(0);
  return [shown, h("div", { class: "bk-row bk-pages" }, before, where, after)];
}

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
