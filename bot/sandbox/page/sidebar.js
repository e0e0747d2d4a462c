/** The team, who one is, and the conversations there are. */

import { h } from "./h.js";
import { icon } from "./icon.js";
import { arrange } from "./keyed.js";
import { avatar, personLabel, placeName } from "./names.js";

export class Sidebar {
  constructor(session) {
    const { words, world } = session;
    this.session = session;
    this.person = this.#personSwitch();
    this.another = h("a", { class: "quiet", target: "_blank", title: words("anotherWindow"), "aria-label": words("anotherWindow") }, icon("window"));
    this.channels = h("ul");
    this.directs = h("ul");
    this.apps = h("ul");
    this.root = h(
      "nav",
      { class: "sidebar", id: "sidebar", "aria-label": words("conversations") },
      h("p", { class: "team" }, world.team.name),
      h("div", { class: "acting" }, h("label", { for: "acting-as" }, words("actingAs")), h("div", { class: "acting-row" }, this.person, this.another)),
      section(words("channels"), this.channels),
      section(words("directMessages"), this.directs),
      section(words("apps"), this.apps),
    );
    session.addEventListener("sight", () => this.#update());
  }

  #personSwitch() {
    const { session } = this;
    const options = session.world.people.map((person) => h("option", { value: person.id, disabled: person.deleted }, personLabel(person, session.words)));
    return h("select", { id: "acting-as", onchange: (event) => session.become(event.currentTarget.value) }, options);
  }

  #update() {
    const { session } = this;
    this.person.value = session.user;
    this.another.href = session.address(session.channel);
    const places = [...session.channels.values()];
    this.#list(this.channels, places.filter((place) => place.kind === "channel"));
    this.#list(this.apps, places.filter((place) => session.isApp(place)));
    const directs = places.filter((place) => place.kind !== "channel" && !session.isApp(place));
    this.#list(this.directs, directs);
    this.directs.parentElement.hidden = !directs.length;
  }

  #list(list, places) {
    arrange(list, places, {
      key: (place) => place.id,
      sign: (place) => JSON.stringify([place.name, place.unread, place.archived, place.private, place.with, place.id === this.session.channel, this.session.user]),
      make: (place) => h("li", {}, this.#link(place)),
    });
  }

  #link(place) {
    const { session } = this;
    const current = place.id === session.channel;
    const looks = ["place-link", place.unread && "unread", place.archived && "dimmed"].filter(Boolean).join(" ");
    const count = h("span", { class: "count", "aria-label": session.words("unread", place.unread) }, place.unread);
    return h(
      "a",
      { class: looks, href: session.address(place.id), "aria-current": current ? "page" : null },
      this.#sign(place),
      h("span", { class: "place-name" }, placeName(place, session)),
      place.unread ? count : null,
    );
  }

  #sign(place) {
    if (place.kind === "channel") return h("span", { class: "sign", "aria-hidden": true }, place.private ? icon("lock") : "#");
    return avatar(place.with[0] ?? place.id, placeName(place, this.session));
  }
}

function section(title, list) {
  return h("section", {}, h("h2", {}, title), list);
}
