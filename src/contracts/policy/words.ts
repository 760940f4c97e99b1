import { z } from 'zod';

/** A short name that rules point at. */
export const code = z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _');
/** A time of day. */
export const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write the time as HH:MM, 00:00 to 24:00');
/** What people read. */
export const label = z.string().min(1);
/** Facts and the values with which a rule holds; absent = always. */
export const when = z.record(code, z.array(z.string()).min(1));
/** Who may do something to a ticket. */
export const doer = z.enum(['agent', 'lead', 'admin', 'requester', 'system']);
/** How long: `days` are natural; `workingDays` are counted on a calendar. */
export const unit = z.enum(['minutes', 'hours', 'days', 'workingDays']);
/** A length of time. */
export const duration = z.strictObject({ amount: z.number().positive(), unit });
