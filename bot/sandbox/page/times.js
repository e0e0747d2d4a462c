/** Moments of the sandbox clock as people read them. Moments are Unix seconds. */

export const ZONE = "Europe/Copenhagen";
const LOCALES = { da: "da-DK", nb: "nb-NO", en: "en-GB" };
const formats = new Map();

function format(language, options) {
  const key = language + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALES[language] ?? "en-GB", { timeZone: ZONE, ...options }));
  return formats.get(key);
}

const written = (language, options) => (moment) => format(language, options).format(moment * 1000);

/** Everything this page writes of days and times, in one language. */
export function times(language) {
  return {
    clock: written(language, { hour: "2-digit", minute: "2-digit" }),
    second: written(language, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    day: written(language, { weekday: "long", day: "numeric", month: "long" }),
    full: written(language, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }),
  };
}

/** The date in the zone, as YYYY-MM-DD. */
export const dateOf = (moment) => wall(moment).slice(0, 10);

/** What calendar and clock show in the zone, as YYYY-MM-DDTHH:MM. */
export function wall(moment) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = Object.fromEntries(format("en", options).formatToParts(moment * 1000).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

const asUtc = (shown) => Date.parse(`${shown}Z`) / 1000;

/** The moment at which the zone shows `shown` (YYYY-MM-DDTHH:MM). */
export function momentOf(shown) {
  const wanted = asUtc(shown);
  let moment = wanted;
  // Twice, since the first guess may fall on the other side of a change of the clocks.
  for (let turn = 0; turn < 2; turn += 1) moment += wanted - asUtc(wall(moment));
  return moment;
}

/** The date so many days or months later; for months always its first day. */
export function later(date, { days = 0, months = 0 }) {
  const [year, month, day] = date.split("-").map(Number);
  const moved = months ? Date.UTC(year, month - 1 + months, 1) : Date.UTC(year, month - 1, day + days);
  return new Date(moved).toISOString().slice(0, 10);
}
