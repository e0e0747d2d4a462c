/** The doors of the sandbox: what a person sees, what they do, and news while it happens. */

const RETRY_MS = 3000;

export class Unreachable extends Error {}

async function json(path, options) {
  try {
    const response = await fetch(path, options);
    return await response.json();
  } catch (error) {
    throw new Unreachable(path, { cause: error });
  }
}

export const world = () => json("/see/world");

export const sight = (user, channel) => json(`/see/sight?${new URLSearchParams({ user, channel })}`);

export const wire = (after) => json(`/see/wire?after=${after}`);

/** Do something: {ok, result} or {ok: false, error}; {ok: false, unreachable: true} when the sandbox is gone. */
export async function control(verb, details) {
  try {
    return await json(`/control/${verb}`, { method: "POST", body: JSON.stringify(details) });
  } catch (error) {
    if (error instanceof Unreachable) return { ok: false, unreachable: true };
    throw error;
  }
}

/**
 * News for as long as the page is looked at: browsers allow six connections to one host, and every hidden tab would hold one.
 * `hear` gets {boot, beat}; `connected` gets true or false.
 */
export function live(hear, connected) {
  let source = null;
  const close = () => {
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    source = new EventSource("/see/live?since=-1");
    source.onopen = () => connected(true);
    source.onmessage = (event) => hear(JSON.parse(event.data));
    source.onerror = () => {
      connected(false);
      if (source?.readyState === EventSource.CLOSED) setTimeout(open, RETRY_MS);
    };
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  open();
}
