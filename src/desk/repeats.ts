import { createHmac } from 'node:crypto';
import type { Clock } from '../contracts/clock.ts';
import type { RepeatGuard } from '../contracts/repeats.ts';
import { AppError } from '../errors/app-error.ts';
import type { ApiRepeatRepository } from '../storage/repositories/api-repeats.ts';

const HOUR_MS = 3_600_000;
/** How long a key is remembered. */
const KEEP_MS = 7 * 24 * HOUR_MS;

/**
 * Remembers keys for a week. The deed itself is found again by its key in the ticket's log, so nothing of an answer has to
 * be kept here. `key` = random bits outside the database: what was asked cannot be guessed from its digest.
 */
export function createRepeatGuard(deps: {
  readonly repeats: ApiRepeatRepository;
  readonly key: Buffer;
  readonly clock: Clock;
}): RepeatGuard {
  const { repeats, key, clock } = deps;
  const digest = (purpose: string, parts: readonly string[]) =>
    createHmac('sha256', key)
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url');
  let sweptAt = 0;
  return {
    async check({ caller, key: given, asked }) {
      const now = clock.now();
      if (now.getTime() - sweptAt >= HOUR_MS) {
        sweptAt = now.getTime();
        await repeats.forget(new Date(now.getTime() - KEEP_MS));
      }
      const print = digest('repeat asked', [asked]);
      const kept = await repeats.keep({ _id: digest('repeat', [caller, given]), print, at: now });
      if (kept.print !== print) throw new AppError('IDEMPOTENCY_KEY_REUSED');
    },
  };
}
