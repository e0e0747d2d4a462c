/** The emoji people and bots use most, by Slack's names; any other name stays as it was written. */
const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", clap: "👏", wave: "👋", raised_hands: "🙌", pray: "🙏", ok_hand: "👌", muscle: "💪",
  point_right: "👉", point_left: "👈", point_up: "☝️", point_down: "👇", raised_hand: "✋", hand: "✋", writing_hand: "✍️", handshake: "🤝", eyes: "👀",
  smile: "😄", grinning: "😀", slightly_smiling_face: "🙂", blush: "😊", wink: "😉", joy: "😂", sweat_smile: "😅", thinking_face: "🤔", neutral_face: "😐",
  cry: "😢", sob: "😭", heart_eyes: "😍", sunglasses: "😎", see_no_evil: "🙈", robot_face: "🤖", heart: "❤️", green_heart: "💚", blue_heart: "💙", sparkles: "✨",
  star: "⭐", star2: "🌟", fire: "🔥", tada: "🎉", "100": "💯", rocket: "🚀", zap: "⚡", bulb: "💡", white_check_mark: "✅", heavy_check_mark: "✔️",
  ballot_box_with_check: "☑️", x: "❌", heavy_multiplication_x: "✖️", no_entry: "⛔", no_entry_sign: "🚫", warning: "⚠️", rotating_light: "🚨", question: "❓",
  exclamation: "❗", information_source: "ℹ️", bell: "🔔", no_bell: "🔕", lock: "🔒", unlock: "🔓", key: "🔑", link: "🔗", mag: "🔍", pencil: "📝", memo: "📝",
  pencil2: "✏️", pushpin: "📌", round_pushpin: "📍", paperclip: "📎", clipboard: "📋", page_facing_up: "📄", books: "📚", book: "📖", bar_chart: "📊",
  chart_with_upwards_trend: "📈", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  stopwatch: "⏱️", clock1: "🕐", clock3: "🕒", clock5: "🕔", phone: "☎️", telephone_receiver: "📞", email: "✉️", envelope: "✉️", speech_balloon: "💬",
  mega: "📣", loudspeaker: "📢", busts_in_silhouette: "👥", bust_in_silhouette: "👤", hospital: "🏥", stethoscope: "🩺", pill: "💊", syringe: "💉",
  microscope: "🔬", test_tube: "🧪", dna: "🧬", coffee: "☕", tea: "🍵", cake: "🍰", birthday: "🎂", sandwich: "🥪", green_salad: "🥗",
  fork_and_knife: "🍴", knife_fork_plate: "🍽️", bread: "🍞", apple: "🍎", sunny: "☀️", cloud: "☁️", umbrella: "☔", snowflake: "❄️", seedling: "🌱",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄", repeat: "🔁", gear: "⚙️", wrench: "🔧", hammer: "🔨",
  wastebasket: "🗑️", inbox_tray: "📥", outbox_tray: "📤", package: "📦", gift: "🎁", trophy: "🏆", dart: "🎯", computer: "💻", house: "🏠", door: "🚪",
  red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_yellow_circle: "🟡", white_circle: "⚪", black_circle: "⚫", one: "1️⃣", two: "2️⃣",
  three: "3️⃣", four: "4️⃣", five: "5️⃣", zzz: "💤", palm_tree: "🌴", "flag-dk": "🇩🇰", "flag-no": "🇳🇴", "flag-gb": "🇬🇧", gb: "🇬🇧",
};

export function emoji(name) {
  return Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined;
}

/** A text with `:names:` made pictures. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}
