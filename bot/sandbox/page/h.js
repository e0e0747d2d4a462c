/**
 * `h("button", {class: "wide", disabled: true, onclick: press}, "Save", icon)` builds a DOM node; what data says is only ever text.
 *
 * Functions become listeners, `dataset` and `style` take objects, `value`, `checked` and the like are set as properties, everything else is an attribute.
 * An attribute that is false, null or undefined is left out, as are such children; lists of children are flattened.
 */
const PROPERTIES = new Set(["value", "checked", "selected", "indeterminate", "htmlFor", "textContent"]);

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  node.append(...children.flat(Infinity).filter(isShown));
  for (const [name, value] of Object.entries(props ?? {})) give(node, name, value);
  return node;
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== true;
}

function give(node, name, value) {
  if (typeof value === "function") node.addEventListener(name.replace(/^on/, "").toLowerCase(), value);
  else if (name === "dataset") for (const [key, text] of Object.entries(value)) setData(node, key, text);
  else if (name === "style" && typeof value === "object") setStyle(node, value);
  else if (value === undefined || value === null) return;
  else if (PROPERTIES.has(name)) node[name] = value;
  else if (name.startsWith("aria-") && value === false) node.setAttribute(name, "false");
  else if (value !== false) node.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : value);
}

function setData(node, key, text) {
  if (text !== undefined && text !== null) node.dataset[key] = text;
}

function setStyle(node, style) {
  for (const [name, value] of Object.entries(style ?? {})) node.style.setProperty(name, value);
}
