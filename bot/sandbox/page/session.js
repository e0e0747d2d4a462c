/** Who looks, at what, and what they see. Fires "sight" when there is something new to show, "connection", and "restarted". */

import * as api from "./api.js";
import { trouble } from "./trouble.js";

export class Session extends EventTarget {
  user = "";
  channel = "";
  thread = null;
  tab = "messages";
  sight = null;
  channels = new Map();
  /** Seconds the sandbox clock is ahead of this computer's. */
  ahead = 0;
  connected = true;
  /** What went wrong when the app's home was opened. */
  homeTrouble = "";
  #fetching = null;
  #stale = false;
  #inApp = false;
  #entered = "";

  constructor(world, words) {
    super();
    this.world = world;
    this.words = words;
    this.people = new Map(world.people.map((person) => [person.id, person]));
    window.addEventListener("hashchange", () => this.#arrive());
  }

  get me() {
    return this.people.get(this.user);
  }

  get place() {
    return this.channels.get(this.channel);
  }

  get now() {
    return Date.now() / 1000 + this.ahead;
  }

  get inApp() {
    return this.isApp(this.place);
  }

  isApp(place) {
    return place?.kind === "im" && place.with.includes(this.world.bot.id);
  }

  address(channel, user = this.user) {
    return `#${user}/${channel}`;
  }

  start() {
    this.#arrive();
    api.live(
      ({ boot, beat }) => (boot !== this.world.boot || beat !== this.sight?.beat) && this.refresh(),
      (connected) => this.#connection(connected),
    );
  }

  become(user) {
    location.hash = this.address(this.channel, user);
  }

  openThread(ts) {
    this.thread = ts;
    this.#show();
  }

  openTab(tab) {
    this.tab = tab;
    this.#openHome();
    this.#show();
  }

  /** The app is told, and answers with what is to be seen there. */
  async #openHome() {
    this.homeTrouble = trouble(await this.act("open_home", { tab: this.tab }), this);
    this.#show();
  }

  /** Do something as this person. */
  act(verb, details) {
    return this.order(verb, { user: this.user, ...details });
  }

  /** Do something to the sandbox itself. */
  async order(verb, details = {}) {
    const answer = await api.control(verb, details);
    if (answer.unreachable) this.#connection(false);
    else this.refresh();
    return answer;
  }

  /** Fetch what is seen now: one fetch at a time, and one more for all that happened meanwhile. */
  refresh() {
    this.#stale = true;
    this.#fetching ??= this.#catchUp();
    return this.#fetching;
  }

  async #catchUp() {
    try {
      while (this.#stale) {
        this.#stale = false;
        await this.#fetch();
      }
    } catch (error) {
      if (!(error instanceof api.Unreachable)) throw error;
      this.#connection(false);
    } finally {
      this.#fetching = null;
    }
  }

  async #fetch() {
    const { user, channel } = this;
    const sight = await api.sight(user, channel);
    if (user !== this.user || channel !== this.channel) {
      this.#stale = true;
    } else if (sight.boot && sight.boot !== this.world.boot) {
      this.dispatchEvent(new Event("restarted"));
    } else if (sight.open) {
      this.#take(sight);
    } else {
      location.replace(this.address(this.#elsewhere(sight)));
    }
  }

  #take(sight) {
    this.sight = sight;
    this.channels = new Map(sight.channels.map((channel) => [channel.id, channel]));
    this.ahead = sight.now - Date.now() / 1000;
    this.channel = sight.open.id;
    this.#inApp = this.inApp;
    this.#enter();
    this.#markRead();
    this.#show();
  }

  /** The app hears when its conversation is opened. */
  #enter() {
    const address = this.address(this.channel);
    if (address === this.#entered) return;
    this.#entered = address;
    if (this.inApp) this.#openHome();
  }

  /** Where to be when the address names no conversation this person sees: the app again, or their first channel with the app. */
  #elsewhere(sight) {
    const app = sight.channels.find((channel) => this.isApp(channel));
    const channel = sight.channels.find((one) => one.member && one.bot);
    return (this.#inApp ? app : (channel ?? app)).id;
  }

  #markRead() {
    if (this.place.unread && !document.hidden && this.tab === "messages") this.act("read", { channel: this.channel });
  }

  #arrive() {
    const [user, channel = ""] = location.hash.slice(1).split("/");
    this.user = this.people.has(user) ? user : this.world.people[0].id;
    this.channel = channel;
    this.thread = null;
    this.tab = "messages";
    this.refresh();
  }

  #connection(connected) {
    if (connected) this.refresh();
    if (connected === this.connected) return;
    this.connected = connected;
    this.dispatchEvent(new Event("connection"));
  }

  #show() {
    if (this.sight) this.dispatchEvent(new Event("sight"));
  }
}
