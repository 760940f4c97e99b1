/**
 * How libsignal's own lines begin. It prints sessions with their private keys to the console, and cannot be told not to.
 * test/channels/whatsapp/hardening.test.ts compares this with its source.
 */
export const libsignalLines: readonly string[] = [
  'Closing open session in favor of incoming prekey bundle',
  'Closing session:',
  'Decrypted message with closed session.',
  'Failed to decrypt message with any known session...',
  'Migrating session to:',
  'Opening session:',
  'Removing old closed session:',
  'Session already closed',
  'Session already open',
  'Session error:',
  'Session storage migration error: registrationId',
  'V1 session storage migration error: registrationId',
  'Unhandled bucket type (for naming):',
  'WARNING: Expected pubkey of length 33',
];

const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;

let isQuiet = false;

/** Keeps libsignal's lines off the console of this process; everything else goes through. Again and again changes nothing. */
export function quietLibsignal(output: Console = globalThis.console): void {
  if (isQuiet && output === globalThis.console) return;
  isQuiet ||= output === globalThis.console;
  for (const method of methods) {
    const write = output[method].bind(output);
    output[method] = (...words: unknown[]) => {
      if (!isOfLibsignal(words[0])) write(...words);
    };
  }
}

function isOfLibsignal(first: unknown): boolean {
  return typeof first === 'string' && libsignalLines.some((line) => first.startsWith(line));
}
