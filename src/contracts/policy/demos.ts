import { z } from 'zod';
import { code, label } from './words.ts';

/** How demos are planned before sales schedules them (EXS-56, EXS-58, EXS-59). */
export const demosSchema = z.strictObject({
  /** Minutes that a demo takes at most. */
  maxMinutes: z.number().int().positive(),
  /** Whom demos are for. */
  audiences: z.array(z.strictObject({ code, label })).min(1),
  /** What somebody confirms, one by one, before a demo is confirmed. */
  rules: z
    .array(
      z.strictObject({
        code,
        label,
        /** Only with more attendees than this; 0: always. */
        moreThan: z.number().int().nonnegative().default(0),
      }),
    )
    .default([]),
});
