import { z } from 'zod';

/** A short name that rules point at. */
export const code = z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _');
/** Name of a fact of a case: a field of the diagnosis, `customerClass`, or one of the policy's own. */
export const fact = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9_]*$/, 'use letters, digits and _, beginning with a small letter');
/** A time of day. */
export const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write the time as HH:MM, 00:00 to 24:00');
/** What people read. */
export const label = z.string().min(1);
/** Facts and the values with which a rule holds; absent = always. */
export const when = z.record(fact, z.array(z.string()));
/** Who may do something to a ticket. */
export const doer = z.enum(['agent', 'lead', 'admin', 'requester', 'system']);
/** How long: `days` are natural; `workingDays` are counted on a calendar. */
export const unit = z.enum(['minutes', 'hours', 'days', 'workingDays']);
/** A length of time. */
export const duration = z.strictObject({ amount: z.number().positive(), unit });
