/** The blocks of a view, which the app may change while somebody fills them in: a block that stays the same keeps what is typed. */

import { render } from "./blocks.js";
import { h } from "./h.js";
import { arrange } from "./keyed.js";
import { context } from "./message.js";

export class Blocks {
  #view = "";

  constructor(session, surface, tell) {
    this.session = session;
    this.surface = surface;
    this.tell = tell;
    this.root = h("div", { class: "view-blocks" });
  }

  show(view) {
    if (view.id !== this.#view) this.root.replaceChildren();
    this.#view = view.id;
    const at = context(this.session, this.surface, { view_id: view.id }, this.tell, view.state.values);
    arrange(this.root, named(view.blocks), {
      key: (item) => item.key,
      sign: (item) => JSON.stringify(item.block),
      make: (item) => h("div", { class: "view-block" }, render([item.block], at)),
    });
  }
}

/** Blocks the app gave no name get a new one at every change; they are told apart by their place among their kind. */
function named(blocks) {
  const counts = new Map();
  return blocks.map((block) => {
    if (block.type === "input") return { key: block.block_id, block };
    const count = (counts.get(block.type) ?? 0) + 1;
    counts.set(block.type, count);
    return { key: `${block.type}-${count}`, block };
  });
}
