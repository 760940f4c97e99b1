import type { Clock } from '../../src/contracts/clock.ts';
import type { ModelUsageRepository } from '../../src/storage/repositories/model-usage.ts';
import type { ModelSettings } from './endpoint.ts';

/** Tokens and money of one request. */
export interface Spending {
  readonly tokens: number;
  readonly cost: number;
}

/** A part of the day's budget that was set aside; `settle` puts the true figures in its place. */
export interface Receipt {
  settle(spent: Spending): Promise<void>;
}

/** What may be spent in a day (LLM10). */
export interface Budget {
  /** Sets aside, or null when the day's limit is reached. */
  reserve(most: Spending): Promise<Receipt | null>;
}

/** Money is counted in millionths, because only whole numbers add up alike everywhere. */
const MICRO = 1_000_000;

/**
 * The day's budget of an organisation, in the database: it survives restarts, and several processes share it. What is
 * under way counts as if it were as large as it may get. A crash in between leaves it counted so.
 */
export function createBudget(
  { usage, clock, organisation }: { usage: ModelUsageRepository; clock: Clock; organisation: string },
  daily: ModelSettings['daily'],
): Budget {
  const costMicros = daily.cost === null ? null : Math.round(daily.cost * MICRO);
  const limits = { requests: daily.requests, tokens: daily.tokens, costMicros };
  return {
    async reserve(most) {
      const day = { organisation, day: clock.now().toISOString().slice(0, 10) };
      const added = { requests: 1, tokens: most.tokens, costMicros: microsOf(most.cost) };
      if (!(await usage.add(day, added, limits))) return null;
      return {
        settle: (spent) =>
          usage.correct(day, {
            requests: 0,
            tokens: spent.tokens - most.tokens,
            costMicros: microsOf(spent.cost) - added.costMicros,
          }),
      };
    },
  };
}

function microsOf(cost: number): number {
  return Math.round(cost * MICRO);
}
