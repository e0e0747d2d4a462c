/** The forms the app has opened: a stack of up to three, of which the top one is shown. */

import { Blocks } from "./blocklist.js";
import { collect, showErrors } from "./blocks.js";
import { h } from "./h.js";
import { troubleTyping } from "./trouble.js";

const FIELDS = "input, select, textarea, [role=combobox]";

export class Modal {
  #view = null;
  #opener = null;
  #busy = false;

  constructor(session) {
    const { words } = session;
    this.session = session;
    this.title = h("h2", { id: "modal-title" });
    this.below = h("p", { class: "modal-below" });
    this.cross = h("button", { type: "button", class: "quiet", title: words("closeAll"), "aria-label": words("closeAll"), onclick: () => this.#close(true) }, "✕");
    this.blocks = new Blocks(session, "modal");
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.closer = h("button", { type: "button", class: "button", onclick: () => this.#close(false) });
    this.submitter = h("button", { type: "submit", class: "button primary" });
    this.root = h(
      "dialog",
      { class: "modal", "aria-labelledby": "modal-title", oncancel: (event) => this.#cancel(event), onkeydown: (event) => this.#key(event) },
      this.#form(),
    );
    session.addEventListener("sight", () => this.#update());
    // Asked when the form opens it is too late: a pressed button is disabled, and has lost the focus.
    document.addEventListener("focusin", ({ target }) => !this.root.contains(target) && (this.#opener = target));
  }

  #form() {
    const head = h("div", { class: "modal-head" }, h("div", {}, this.title, this.below), this.cross);
    const body = h("div", { class: "modal-body" }, this.blocks.root);
    const foot = h("div", { class: "modal-foot" }, this.trouble, this.closer, this.submitter);
    const send = (event) => {
      event.preventDefault();
      this.#submit();
    };
    // The browser's own complaints would hide ours.
    return h("form", { novalidate: true, onsubmit: send }, head, body, foot);
  }

  #update() {
    const { views } = this.session.sight;
    const top = views.at(-1);
    if (!top) return this.#vanish();
    this.below.textContent = views.length > 1 ? this.session.words("formsBelow", views.length - 1) : "";
    const another = top.id !== this.#view?.id;
    if (another || top.hash !== this.#view.hash) this.#draw(top);
    this.#view = top;
    if (!this.root.open) this.root.showModal();
    if (another || !this.root.contains(document.activeElement)) this.#begin();
  }

  #draw(view) {
    const { words } = this.session;
    this.title.textContent = view.title.text;
    this.blocks.show(view);
    this.closer.textContent = view.close?.text ?? words("close");
    this.submitter.hidden = !view.submit;
    this.submitter.textContent = view.submit?.text ?? "";
    this.#tell("");
  }

  #begin() {
    this.root.querySelector(".modal-body").scrollTop = 0;
    const first = this.blocks.root.querySelector(FIELDS);
    (first ?? (this.submitter.hidden ? this.closer : this.submitter)).focus();
  }

  #vanish() {
    if (!this.root.open) return;
    this.root.close();
    this.#view = null;
    // The dialog has given the focus back already, but in Chromium without a caret: typing would go nowhere.
    document.activeElement.blur();
    this.#opener?.focus();
    // What opened it may be gone, or a button that only shows under the pointer.
    if (document.activeElement === document.body) document.querySelector(".composer-field").focus();
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.#close(false);
  }

  /** A phone's way back, and what else asks the dialog to close; nested dialogs ask too. */
  #cancel(event) {
    if (event.target !== this.root) return;
    event.preventDefault();
    this.#close(false);
  }

  async #close(all) {
    if (this.#busy) return;
    await this.#during(() => this.session.act("close_view", all ? { all_views: true } : {}));
  }

  async #submit() {
    if (this.#busy || this.submitter.hidden) return;
    const { values, errors } = collect(this.blocks.root);
    showErrors(this.blocks.root, errors);
    if (Object.keys(errors).length) return;
    const answer = await this.#during(() => this.session.act("submit", { values, view_id: this.#view.id }));
    const shown = answer.result?.shown;
    if (shown?.type === "errors") showErrors(this.blocks.root, shown.errors);
  }

  /** While the app works the form takes no second press; what goes wrong is said above the buttons. */
  async #during(work) {
    this.#setBusy(true);
    const answer = await work();
    await this.session.refresh();
    this.#setBusy(false);
    this.#tell(troubleTyping(answer, this.session));
    return answer;
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.root.setAttribute("aria-busy", busy);
    for (const button of [this.closer, this.submitter, this.cross]) button.setAttribute("aria-disabled", busy);
  }

  #tell(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }
}
