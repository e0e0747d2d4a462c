/** What the page itself says, in Danish, Norwegian and English. */

import { da } from "./words_da.js";
import { en } from "./words_en.js";
import { nb } from "./words_nb.js";

const LANGUAGES = { da, nb, en };

/** `words("nb")("replies", 3)`: a sentence, with what belongs into it. */
export function words(language) {
  const own = LANGUAGES[language] ?? en;
  return (key, ...args) => {
    const found = own[key] ?? en[key];
    if (found === undefined) throw new RangeError(`There are no words for ${key}.`);
    return typeof found === "function" ? found(...args) : found;
  };
}
