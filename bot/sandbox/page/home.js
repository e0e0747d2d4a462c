/** The app's home tab. */

import { Blocks } from "./blocklist.js";
import { h } from "./h.js";

export class Home {
  constructor(session) {
    this.session = session;
    this.empty = h("p", { class: "empty", role: "status" });
    this.blocks = new Blocks(session, "home");
    this.root = h("div", { class: "panel home", id: "panel-home", role: "tabpanel", "aria-label": session.words("tab_home"), hidden: true }, this.empty, this.blocks.root);
  }

  update() {
    const { home } = this.session.sight;
    this.empty.hidden = Boolean(home);
    this.empty.textContent = this.session.homeTrouble || this.session.words("emptyHome");
    this.blocks.root.hidden = !home;
    if (home) this.blocks.show(home);
  }
}
