import { isNoGuess } from '../limits/no-guess.ts';
import type { Limiter } from '../limits/rate-limits.ts';

/** Whose password or code is tried, and from where. */
export interface Guess {
  /** The plain login, or the session that asks. */
  readonly person: string;
  readonly address: string;
  /** The browser that this person used before; null: an unknown one. */
  readonly device: string | null;
}

/** Counts failed tries for one person. */
export interface Guesses {
  /** Does what a guess tries, and counts it unless it was right. Throws RATE_LIMITED, and what `work` throws. */
  attempt<T>(guess: Guess, work: () => Promise<T>): Promise<T>;
}

/**
 * Who guesses at a person's password has to wait, and nobody else: a browser that the person has used before is counted by
 * itself, so that a stranger cannot lock them out. Windows end by themselves; nothing is locked for good.
 */
export function createGuesses(limits: { readonly account: Limiter; readonly anywhere: Limiter }): Guesses {
  return {
    async attempt({ person, address, device }, work) {
      const key = device === null ? `${person}|${address}` : `${person}|device|${device}`;
      const taken: (() => Promise<void>)[] = [];
      // Taken before and given back after: many at once must not slip through.
      await limits.account.take(key);
      taken.push(() => limits.account.giveBack(key));
      if (device === null) {
        await limits.anywhere.take(person);
        taken.push(() => limits.anywhere.giveBack(person));
      }
      try {
        const result = await work();
        for (const giveBack of taken) await giveBack();
        return result;
      } catch (error) {
        if (isNoGuess(error)) for (const giveBack of taken) await giveBack();
        throw error;
      }
    },
  };
}
