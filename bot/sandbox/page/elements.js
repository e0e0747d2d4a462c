/** Every element of Block Kit by its type. */

import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { checkboxes, radioButtons, select } from "./choices.js";
import { h } from "./h.js";
import { image } from "./images.js";
import { datePicker, fileInput, textInput } from "./inputs.js";
import { plainText } from "./mrkdwn.js";
import { picker } from "./picker.js";

const ELEMENTS = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
  static_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  external_select: picker,
  multi_static_select: picker,
  multi_external_select: picker,
  multi_users_select: picker,
  multi_conversations_select: picker,
  multi_channels_select: picker,
  datepicker: datePicker,
  timepicker: datePicker,
  datetimepicker: datePicker,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  rich_text_input: textInput,
  file_input: fileInput,
  image: ({ element }) => image(element, "bk-thumbnail"),
};
let made = 0;

export function newId() {
  made += 1;
  return `bk-${made}`;
}

/** An element of `block`; `naming` says how its control is called: an id and ARIA attributes. */
export function element(given, block, context, naming = {}) {
  const build = ELEMENTS[given.type];
  if (!build) return h("span", { class: "bk-unknown" }, context.words("blocks.unknown", given.type));
  const named = naming["aria-labelledby"] ? {} : { "aria-label": given.accessibility_label || plainText(given.placeholder) || context.words("blocks.choose") };
  const node = build({ element: given, block, context, props: { id: newId(), ...named, ...naming } });
  if (given.focus_on_load && context.surface !== "message" && !context.restoring) focusSoon(node);
  return node;
}

/** The node is not in the document yet, and a dialog moves the focus when it opens. */
function focusSoon(node) {
  setTimeout(() => (node.matches("input, select, textarea, button") ? node : node.querySelector("input, select, textarea, button"))?.focus());
}
