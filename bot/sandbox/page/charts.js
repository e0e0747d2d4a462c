/** The data_visualization block: pies, bars, lines and areas. Whoever cannot see the drawing gets its numbers as a table. */

import { h } from "./h.js";

const [WIDTH, HEIGHT] = [480, 220];
const PLOT = { left: 44, right: 8, top: 10, bottom: 26 };
const TICKS = 4;
const STEPS = [1, 2, 2.5, 5, 10];

export function chart({ title, chart: given }, context) {
  const number = new Intl.NumberFormat(context.words("blocks.locale"), { maximumFractionDigits: 2 });
  const drawn = given.type === "pie" ? pie(given, number) : plot(given, number);
  return h("figure", { class: "bk-figure bk-box" }, h("figcaption", { class: "bk-card-title" }, title), drawn);
}

const colour = (index) => `hsl(${(174 + index * 67) % 360} 48% ${index % 2 ? 58 : 42}%)`;

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

function legend(names) {
  const one = (name, index) => h("li", {}, h("span", { class: "bk-swatch", style: { background: colour(index) } }), name);
  return h("ul", { class: "bk-legend" }, names.map(one));
}

function pie({ segments }, number) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  const slices = segments.map(({ value }, index) => {
    const path = slice(before / total, (before += value) / total);
    return svg(path.tag, { ...path.attributes, fill: colour(index), stroke: "var(--ground)" });
  });
  const share = new Intl.NumberFormat(number.resolvedOptions().locale, { style: "percent" });
  const names = segments.map(({ label, value }) => `${label}: ${number.format(value)} (${share.format(value / total)})`);
  return h("div", { class: "bk-pie" }, svg("svg", { viewBox: "-101 -101 202 202", "aria-hidden": "true" }, slices), legend(names));
}

function slice(from, to) {
  if (to - from > 0.9999) return { tag: "circle", attributes: { r: 100 } };
  const at = (share) => `${100 * Math.sin(2 * Math.PI * share)} ${-100 * Math.cos(2 * Math.PI * share)}`;
  return { tag: "path", attributes: { d: `M0 0L${at(from)}A100 100 0 ${Number(to - from > 0.5)} 1 ${at(to)}Z` } };
}

function plot({ type, series, axis_config: { categories, x_label: across, y_label: up } }, number) {
  const rows = series.map(({ name, data }) => ({ name, values: categories.map((category) => data.find(({ label }) => label === category).value) }));
  const scale = scaleOf(rows.flatMap(({ values }) => values), categories.length);
  const axes = [...scale.ticks.map((value) => tick(value, scale, number)), ...categories.map((name, index) => label(name, scale.x(index + 0.5), HEIGHT - 8, "middle"))];
  const marks = rows.map(({ values }, index) => MARKS[type](values, index, rows.length, scale));
  return [
    up && h("div", { class: "bk-hint" }, up),
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "bk-plot", "aria-hidden": "true" }, axes, marks),
    across && h("div", { class: "bk-hint bk-center" }, across),
    legend(rows.map(({ name }) => name)),
    spoken(rows, categories, number),
  ];
}

/** From a little below the lowest value, or nought, to a little above the highest, in round steps. */
function scaleOf(values, count) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (high - low || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((one) => one * power >= rough) * power;
  const [bottom, top] = [Math.floor(low / step), Math.ceil((high || 1) / step)];
  const height = HEIGHT - PLOT.top - PLOT.bottom;
  const width = WIDTH - PLOT.left - PLOT.right;
  return {
    ticks: Array.from({ length: top - bottom + 1 }, (_, index) => (bottom + index) * step),
    x: (category) => PLOT.left + (width * category) / count,
    y: (value) => PLOT.top + (height * (top - value / step)) / (top - bottom),
  };
}

function label(text, x, y, anchor) {
  return svg("text", { x, y, "text-anchor": anchor }, text);
}

function tick(value, scale, number) {
  const y = scale.y(value);
  const line = svg("line", { x1: PLOT.left, x2: WIDTH - PLOT.right, y1: y, y2: y, class: value ? "bk-grid" : "bk-nought" });
  return svg("g", {}, line, label(number.format(value), PLOT.left - 6, y + 4, "end"));
}

const MARKS = { bar: bars, line: (values, index, _, scale) => line(values, index, scale, false), area: (values, index, _, scale) => line(values, index, scale, true) };

function bars(values, index, count, { x, y }) {
  const width = ((x(1) - x(0)) * 0.8) / count;
  const bar = (value, category) => {
    const [top, foot] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
    return svg("rect", { x: x(category + 0.1) + index * width, y: top, width: width * 0.92, height: foot - top, fill: colour(index) });
  };
  return svg("g", {}, values.map(bar));
}

function line(values, index, { x, y }, filled) {
  const points = values.map((value, category) => `${x(category + 0.5)},${y(value)}`);
  const ground = [`${x(values.length - 0.5)},${y(0)}`, `${x(0.5)},${y(0)}`];
  const area = filled ? [svg("polygon", { points: [...points, ...ground].join(" "), fill: colour(index), "fill-opacity": "0.35" })] : [];
  return svg("g", {}, area, svg("polyline", { points: points.join(" "), fill: "none", stroke: colour(index), "stroke-width": "2.5" }));
}

function spoken(rows, categories, number) {
  const head = h("tr", {}, h("td"), categories.map((name) => h("th", { scope: "col" }, name)));
  const body = rows.map(({ name, values }) => h("tr", {}, h("th", { scope: "row" }, name), values.map((value) => h("td", {}, number.format(value)))));
  return h("div", { class: "unseen" }, h("table", {}, head, body));
}
