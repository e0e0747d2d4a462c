/** Small pictures, drawn in style.css; whoever uses one gives its button a label. */

import { h } from "./h.js";

export const icon = (name) => h("span", { class: `icon icon-${name}`, "aria-hidden": true });
