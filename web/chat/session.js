// The visitor's session: asked from the gateway, and remembered in this browser so that a reload goes on where it was.

/** @typedef {{ token: string, userId: string, conversationId: string, resume: string, resumed: boolean }} Session */

/** What went wrong when the gateway answered; `code` is one of docs/errors.md. */
export class GatewayRefusal extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** @param {string} site */
export function createSessionKeeper(site) {
  const key = `ventanilla.chat.${site}`;
  return {
    /** @returns {Promise<Session>} */
    async open() {
      const resume = read(key);
      const session = await ask({ site, ...(resume === null ? {} : { resume }) });
      write(key, session.resume);
      return session;
    },
    forget() {
      write(key, null);
    },
  };
}

/**
 * @param {object} body
 * @returns {Promise<Session>}
 */
async function ask(body) {
  const response = await fetch('/api/webchat/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new GatewayRefusal(answer?.error?.code ?? 'INTERNAL');
  return answer;
}

// Storage may be forbidden (private windows, framed pages): the chat works then too, a reload just begins anew.
/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string | null} value
 */
function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to keep it in.
  }
}
