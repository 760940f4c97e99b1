import { z } from 'zod';
import { weekday } from './calendars.ts';

/** How many new entries each agent owes the knowledge base (EXS-39..EXS-41, EXS-52, AMB-09). */
export const quotaSchema = z.strictObject({
  perMonth: z.number().int().positive(),
  perWorkingDay: z.number().int().nonnegative(),
  /** Everybody with one of these roles, without exception (EXS-41). */
  roles: z.array(z.enum(['agent', 'lead', 'admin'])).min(1),
  /** How an entry may come into the base to count. */
  ways: z.array(z.enum(['console', 'api', 'cli', 'import'])).min(1),
  /** An entry that its author archives within this many days of its first publication does not count. */
  undoneWithinDays: z.number().int().nonnegative(),
  /** At the end of the agent's day. Null: nobody is reminded. */
  reminder: z
    .strictObject({ minutesBeforeClose: z.number().int().nonnegative(), behindPaceBy: z.number().int().positive() })
    .nullable(),
  /** The lead's weekly list is due on this day of the week after. Null: no verification. */
  verification: z.strictObject({ weekday }).nullable(),
});
