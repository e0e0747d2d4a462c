/** Slack's confirm object as a dialog. */

import { h } from "./h.js";
import { plainText, textObject } from "./mrkdwn.js";

/** Whether the person said yes; Escape and the deny button are no. */
export function confirmed(confirm, context) {
  if (!confirm) return Promise.resolve(true);
  const { words } = context;
  const dialog = h(
    "dialog",
    { class: "bk-confirm", "aria-labelledby": "bk-confirm-title", "aria-describedby": "bk-confirm-text" },
    h("h2", { id: "bk-confirm-title" }, plainText(confirm.title) || words("blocks.sure")),
    h("div", { id: "bk-confirm-text", class: "bk-text" }, textObject(confirm.text, context)),
    h(
      "form",
      { method: "dialog", class: "bk-confirm-buttons" },
      h("button", { class: "bk-button", value: "no" }, plainText(confirm.deny) || words("blocks.cancel")),
      h("button", { class: `bk-button bk-${confirm.style ?? "primary"}`, value: "yes", autofocus: true }, plainText(confirm.confirm) || words("blocks.yes")),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
