/** What the page itself says, in Danish, Norwegian and English. */

import { BLOCK_WORDS } from "./block_words.js";
import { da } from "./words_da.js";
import { en } from "./words_en.js";
import { nb } from "./words_nb.js";

const LANGUAGES = {
  da: { ...da, ...BLOCK_WORDS.da },
  nb: { ...nb, ...BLOCK_WORDS.nb },
  en: { ...en, ...BLOCK_WORDS.en },
};

/** `words("nb")("replies", 3)`: a sentence, with what belongs into it. A key without words stands for itself. */
export function words(language) {
  const own = LANGUAGES[language] ?? LANGUAGES.en;
  return (key, ...args) => {
    const found = own[key] ?? key;
    return typeof found === "function" ? found(...args) : found;
  };
}
