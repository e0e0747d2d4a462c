/**
 * The controls on the page: what each holds now, what it held when it was sent, and who answers for it.
 *
 * A control is {node, focus, state(), write(state)} plus its element, block and context. Its state has the form Slack uses for
 * both `initial_…` and `state.values`: a text, an option object, a list of ids.
 */

const TEXT = { field: "value", initial: "initial_value" };
const OPTION = { field: "selected_option", initial: "initial_option" };
const OPTIONS = { field: "selected_options", initial: "initial_options" };
const named = (what) => ({ field: `selected_${what}`, initial: `initial_${what}` });

const HOLDERS = {
  plain_text_input: TEXT,
  email_text_input: TEXT,
  url_text_input: TEXT,
  number_input: TEXT,
  rich_text_input: { field: "rich_text_value", initial: "initial_value" },
  static_select: OPTION,
  external_select: OPTION,
  radio_buttons: OPTION,
  multi_static_select: OPTIONS,
  multi_external_select: OPTIONS,
  checkboxes: OPTIONS,
  users_select: named("user"),
  conversations_select: named("conversation"),
  channels_select: named("channel"),
  multi_users_select: named("users"),
  multi_conversations_select: named("conversations"),
  multi_channels_select: named("channels"),
  datepicker: named("date"),
  timepicker: named("time"),
  datetimepicker: named("date_time"),
  file_input: { field: "files", initial: "" },
};

const controls = new WeakMap();

/** What was typed before, else the initial value, else null. */
export function standing({ element, block, context }) {
  const { field, initial } = HOLDERS[element.type];
  const entry = context.values?.[block.block_id]?.[element.action_id];
  return (entry && field in entry ? entry[field] : element[initial]) ?? null;
}

/** Makes `control` one of the page's, showing what it shows at first. */
export function register(site, control) {
  Object.assign(control, site, { touched: false });
  control.node.dataset.bkControl = site.element.action_id ?? "";
  controls.set(control.node, control);
  control.write(standing(site));
  control.sent = control.state();
  return control;
}

export function controlsIn(root) {
  return [...root.querySelectorAll("[data-bk-control]")].map((node) => controls.get(node));
}

/** The state as people's clicks and forms are sent: option values instead of options, unless only the bot knows the options. */
export function plainState(control) {
  const state = control.state();
  if (control.element.type.endsWith("external_select")) return state;
  if (Array.isArray(state)) return state.map((one) => one.value ?? one);
  return control.element.type === "rich_text_input" ? state : (state?.value ?? state);
}

export function isEmpty(state) {
  return state === null || state === "" || (Array.isArray(state) && !state.length);
}

/** What people changed under `root`, in the form of `view.state.values`. */
export function held(root) {
  const values = {};
  for (const control of controlsIn(root).filter((control) => control.touched)) {
    const { element, block } = control;
    (values[block.block_id] ??= {})[element.action_id] = { type: element.type, [HOLDERS[element.type].field]: control.state() };
  }
  return values;
}
