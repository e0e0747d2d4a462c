/** What menus offer: groups of items {key, text, description, state}, whichever kind of menu it is. */

import { plainText } from "./mrkdwn.js";

/** The groups of a menu whose offer is known without asking the bot. */
export function offers(element, context) {
  if (element.type.endsWith("static_select")) return optionGroups(element.option_groups ?? element.options ?? []);
  return [{ label: "", items: ids(element, context).map((id) => item(id, context)) }];
}

/** Options as the bot gave them, grouped or not. */
export function optionGroups(found) {
  if (!found.some((one) => one.options)) return [{ label: "", items: found.map((one) => item(one)) }];
  return found.map((group) => ({ label: plainText(group.label), items: group.options.map((one) => item(one)) }));
}

/** A chosen state, an option or an id, as an item. */
export function item(state, context) {
  if (typeof state === "string") return { key: state, text: nameOf(state, context), state };
  return { key: state.value, text: plainText(state.text), description: plainText(state.description), state };
}

function ids(element, context) {
  if (element.type.endsWith("users_select")) return [...context.people.values()].filter((person) => !person.deleted).map((person) => person.id);
  const channels = [...context.channels.values()].filter((channel) => !channel.archived);
  const offered = element.type.endsWith("channels_select") ? (channel) => kindOf(channel) === "public" : (channel) => passes(channel, element.filter, context);
  return channels.filter(offered).map((channel) => channel.id);
}

function passes(channel, filter, context) {
  if (filter?.exclude_bot_users && channel.kind === "im" && channel.with?.includes(context.bot?.id)) return false;
  return !filter?.include || filter.include.includes(kindOf(channel));
}

function kindOf(channel) {
  if (channel.kind !== "channel") return channel.kind;
  return channel.private ? "private" : "public";
}

function nameOf(id, context) {
  const person = context.people.get(id) ?? (id === context.bot?.id ? context.bot : undefined);
  if (person) return withReal(person);
  const channel = context.channels.get(id);
  if (!channel) return id;
  return channel.kind === "channel" ? `#${channel.name}` : (channel.with ?? []).map((one) => nameOf(one, context)).join(", ") || channel.name;
}

/** "Anne Holm" says enough of Anne; a name chosen freely stands before the real one. */
function withReal({ name, real_name: real }) {
  if (!real) return name;
  return real.includes(name) ? real : `${name} (${real})`;
}
