/** What people, the app and conversations are called, and their pictures. */

import { h } from "./h.js";

const HUES = 12;

/** Who wrote a message: {id, name, app, title}. */
export function author(message, session) {
  const { bot } = session.world;
  if (message.user === "USLACKBOT") return { id: "USLACKBOT", name: "Slackbot", app: true, title: "" };
  if (message.user === bot.id || message.bot_id) return { id: bot.id, name: message.username ?? bot.name, app: true, title: "" };
  return { id: message.user, name: personName(message.user, session), app: false, title: session.people.get(message.user)?.title ?? "" };
}

export const personName = (id, session) => session.people.get(id)?.name ?? (id === session.world.bot.id ? session.world.bot.name : id);

/** A conversation's name without its sign: the app, the other people, or the channel's own. */
export function placeName(place, session) {
  if (place.kind === "channel") return place.name;
  return place.with.map((id) => personName(id, session)).join(", ");
}

/** The same with # before a channel. */
export const placeTitle = (place, session) => (place.kind === "channel" ? "#" : "") + placeName(place, session);

/** A square with initials; the colour is always the same for one id. */
export function avatar(id, name) {
  const hue = ([...id].reduce((sum, letter) => sum * 31 + letter.codePointAt(0), 7) % HUES) * (360 / HUES);
  const initials = name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
  return h("span", { class: "avatar", "aria-hidden": true, style: { "--hue": hue } }, initials);
}

/** A person as a choice in a list: name, full name and what they are. */
export function personLabel(person, words) {
  const kinds = [person.title, person.is_admin && words("admin"), person.is_guest && words("guest"), person.is_stranger && words("stranger"), person.deleted && words("deactivated")];
  return [person.real_name, ...kinds].filter(Boolean).join(" · ");
}
