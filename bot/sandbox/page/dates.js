/** Wall time and Unix time: Slack's pickers and its `<!date^…>`, in the zone of the person who looks. */

const FORMATS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  day_divider_pretty: { weekday: "long", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};
const DAY = 86_400;

/** Slack's format string with its `{tokens}` filled in. */
export function formatted(seconds, format, context) {
  return format.replace(/\{(\w+)\}/g, (whole, token) => filled(seconds, token, context) ?? whole);
}

function filled(seconds, token, context) {
  const locale = context.words("blocks.locale");
  const now = context.now ?? Date.now() / 1000;
  if (token === "ago") return ago(seconds - now, locale);
  if (token.endsWith("_pretty")) {
    const relative = nearDay(seconds, now, locale, context.zone);
    if (relative) return relative;
  }
  const options = FORMATS[token] ?? FORMATS[token.replace("_pretty", "")];
  return options && new Intl.DateTimeFormat(locale, { ...options, timeZone: context.zone }).format(seconds * 1000);
}

function ago(difference, locale) {
  const [unit, size] = [["day", DAY], ["hour", 3600], ["minute", 60], ["second", 1]].find(([, size]) => Math.abs(difference) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(difference / size), unit);
}

/** "yesterday", "today" or "tomorrow"; undefined for any other day. */
function nearDay(seconds, now, locale, zone) {
  const day = (moment) => Date.parse(wallTime(moment, zone).slice(0, 10)) / 1000 / DAY;
  const days = day(seconds) - day(now);
  return Math.abs(days) <= 1 ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day") : undefined;
}

/** "YYYY-MM-DDTHH:MM" of a moment, as a datetime-local input holds it. */
export function wallTime(seconds, zone) {
  const parts = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(seconds * 1000);
  return parts.replace(" ", "T");
}

/** The moment a wall time means. In the hour the clocks skip or repeat, one of the two possible answers. */
export function unixTime(wall, zone) {
  const asIfUtc = Date.parse(`${wall}Z`) / 1000;
  if (Number.isNaN(asIfUtc)) return null;
  const offset = (moment) => Date.parse(`${wallTime(moment, zone)}Z`) / 1000 - moment;
  const guess = asIfUtc - offset(asIfUtc);
  return asIfUtc - offset(guess);
}
