import type { WhatsappStop } from '../../src/contracts/whatsapp.ts';

/** What follows the end of a connection. */
export type AfterClose =
  | { readonly type: 'reconnect'; readonly waitMs: number }
  | { readonly type: 'stop'; readonly reason: WhatsappStop };

const FIRST_MS = 1_000;
const MOST_MS = 5 * 60_000;
/** A session that breaks so often in a row does not mend by itself. */
const MAX_BROKEN = 5;

/** Codes that only a person can help with. */
const stops: Readonly<Record<number, WhatsappStop>> = {
  401: 'loggedOut',
  403: 'banned',
  405: 'tooOld',
  411: 'mismatch',
  440: 'replaced',
};

/**
 * What the code of a disconnection asks for: 515 now, others later and ever later with full jitter, and those that another try
 * makes worse not at all. `failures`: connections in a row that did not hold. Pure.
 */
export function afterClose(code: number, failures: number, random: () => number): AfterClose {
  const stop = stops[code];
  if (stop !== undefined) return { type: 'stop', reason: stop };
  if (code === 500 && failures >= MAX_BROKEN) return { type: 'stop', reason: 'broken' };
  if (code === 515) return { type: 'reconnect', waitMs: 0 };
  const step = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return { type: 'reconnect', waitMs: Math.max(200, Math.round(step * random())) };
}

/** The code in the error of a disconnection; 428 when it has none. */
export function codeOf(error: unknown): number {
  const output = typeof error === 'object' && error !== null && 'output' in error ? error.output : undefined;
  const code = typeof output === 'object' && output !== null && 'statusCode' in output ? output.statusCode : undefined;
  return typeof code === 'number' ? code : 428;
}
