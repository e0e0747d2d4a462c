/** The blocks of a view, which the app may change while somebody fills them in. */

import { collect } from "./blocks.js";
import { h } from "./h.js";
import { context } from "./message.js";
import { redraw } from "./redraw.js";

export class Blocks {
  #view = null;

  constructor(session, surface) {
    this.session = session;
    this.surface = surface;
    this.root = h("div", { class: "view-blocks" });
  }

  show(view) {
    const before = this.#view;
    this.#view = view;
    const typed = () => ({ values: collect(this.root).values });
    const at = context(this.session, this.surface, { view_id: view.id }, view.state.values, typed);
    if (before?.id !== view.id) this.root.replaceChildren();
    this.#change(view.blocks, at);
  }

  /** What was typed stays, and a button that was pressed keeps the focus. */
  #change(blocks, at) {
    const { action } = document.activeElement.dataset;
    redraw(this.root, blocks, at);
    if (action && document.activeElement === document.body) this.root.querySelector(`[data-action="${CSS.escape(action)}"]`)?.focus();
  }
}
