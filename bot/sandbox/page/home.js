/** The app's home tab. */

import { Blocks } from "./blocklist.js";
import { h } from "./h.js";

export class Home {
  constructor(session) {
    this.session = session;
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.empty = h("p", { class: "empty" }, session.words("emptyHome"));
    this.blocks = new Blocks(session, "home", (sentence) => this.#tell(sentence));
    this.root = h("div", { class: "panel home", id: "panel-home", role: "tabpanel", hidden: true }, this.trouble, this.empty, this.blocks.root);
  }

  update() {
    const { home } = this.session.sight;
    this.empty.hidden = Boolean(home);
    this.blocks.root.hidden = !home;
    if (home) this.blocks.show(home);
  }

  #tell(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }
}
