/** What to tell a person when something went wrong, in the language of the page. */

const KINDS = { operation_timeout: "timeout", http_timeout: "timeout", dispatch_failed: "failed", http_error: "failed", connection_failed: "failed" };

/** What to tell a person when what they did was not allowed or the app did not answer well; empty when all went well. */
export function trouble(answer, session) {
  const { words, world } = session;
  if (answer.unreachable) return words("unreachable");
  if (!answer.ok) return refused(answer, words);
  const { error, status } = answer.result ?? {};
  if (!error) return "";
  const kind = KINDS[error] ?? "invalid";
  return words(kind === "failed" && !status ? "botAway" : `bot_${kind}`, world.bot.name, status);
}

/** The sandbox gives its reason in English, for those who look behind. */
function refused({ error }, words) {
  console.info(error);
  return words("refused");
}

/** The options the app offers for what is typed. What it throws says what to tell the person. */
export async function suggested(session, details) {
  const answer = await session.act("suggest", details);
  const sentence = trouble(answer, session);
  if (sentence) throw new Error(sentence);
  const { options, option_groups: groups } = answer.result.shown;
  return groups ?? options;
}

/** The same where something was typed. */
export function troubleTyping(answer, session) {
  const sentence = trouble(answer, session);
  return sentence && answer.ok ? `${sentence} ${session.words("typedKept")}` : sentence;
}
