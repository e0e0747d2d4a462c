/** Files that an app has put into a message: one line each, with a link that downloads it. */

import { h } from "./h.js";
import { icon } from "./icon.js";

const UNITS = ["byte", "kilobyte", "megabyte"];

export function fileList(files, session) {
  return h("ul", { class: "files" }, files.map((file) => h("li", {}, card(file, session))));
}

function card(file, session) {
  const address = `/see/file?${new URLSearchParams({ user: session.user, id: file.id })}`;
  return h(
    "a",
    { class: "file", href: address, download: file.name },
    icon("file"),
    h("span", { class: "file-name" }, file.title || file.name),
    h("span", { class: "file-about" }, `${file.filetype.toUpperCase()} · ${size(file.size)}`),
  );
}

/** 12 345 bytes as "12 kB", in the page's language. */
function size(bytes) {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const shown = { style: "unit", unit: UNITS[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: step < 2 ? 0 : 1 };
  return new Intl.NumberFormat(document.documentElement.lang, shown).format(bytes / 1000 ** step);
}
