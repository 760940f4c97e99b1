import { z } from 'zod';
import { code, time } from './words.ts';

/** A day of the week. */
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** Opening hours (P6). `date` = YYYY-MM-DD. Several periods of one day make breaks between them. */
export const calendarSchema = z.strictObject({
  open: z.array(z.strictObject({ days: z.array(weekday).min(1), from: time, to: time })).min(1),
  holidays: z.strictObject({
    /** ISO 3166 country whose public holidays are closed days; null = none. */
    country: z.string().length(2).nullable(),
    extra: z.array(z.string().date()),
    removed: z.array(z.string().date()),
  }),
  /** EXS-04: minutes of the agent's own meal pause. */
  mealMinutes: z.number().int().nonnegative(),
});

/**
 * Further calendars by name, next to `calendar`, whose name is `default`. The name `natural` is always there: round the
 * clock, holidays included. MAS-12, MAS-14, ALI-46.
 */
export const calendarsSchema = z.record(code, calendarSchema).default({});
