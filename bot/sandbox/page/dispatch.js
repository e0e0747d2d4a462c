/** Telling the bot what a person pressed or changed. */

import { confirmed } from "./confirm.js";
import { plainState } from "./fields.js";
import { h } from "./h.js";
import { clearError } from "./validation.js";

/** A person works on this control: it keeps what it holds when the page is drawn anew, and its error is gone. */
export function touch(control) {
  control.touched = true;
  clearError(control);
}

/** A person changed this control. In an input block the bot hears of it only if it asked to. */
export async function changed(control) {
  touch(control);
  if (control.block.type !== "input" || control.block.dispatch_action) await send(control);
}

async function send(control) {
  const { element, block, context, node } = control;
  if (!(await confirmed(element.confirm, context))) {
    control.write(control.sent);
    return;
  }
  control.sent = control.state();
  await whileBusy(node, () => context.act({ action_id: element.action_id, block_id: block.block_id, selected: plainState(control) }));
}

/** A press on a button or a menu entry; `more` is its value or what was selected, `first` what happens as soon as the person is sure. */
export async function press(node, { element, block, context }, more, first) {
  if (node.disabled || !(await confirmed(element.confirm, context))) return;
  first();
  const hadFocus = node === document.activeElement;
  node.disabled = true;
  await whileBusy(node, () => context.act({ action_id: element.action_id, block_id: block.block_id, ...more }));
  node.disabled = false;
  if (hadFocus && document.activeElement === document.body) node.focus();
}

/** Runs `work`; what goes wrong is said below the block it happened in. */
async function whileBusy(node, work) {
  const block = node.closest(".bk-block");
  block?.querySelector(":scope > .bk-failed")?.remove();
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    block?.append(h("p", { class: "bk-error bk-failed", role: "alert" }, error.message));
  } finally {
    node.removeAttribute("aria-busy");
  }
}
