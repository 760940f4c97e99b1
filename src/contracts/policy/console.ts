import { z } from 'zod';

/** How people of the desk sign in to the console, and how long they stay (EXS-78). */
export const consoleSchema = z.strictObject({
  /** Whoever has one of these roles signs in with a second factor, without exception. */
  requireTotpFor: z.array(z.enum(['agent', 'lead', 'admin'])).default([]),
  /** A session that nobody used for so long is over. */
  idleMinutes: z.number().int().min(5).max(1_440).default(240),
  /** A session is over after so long, however much it was used. */
  sessionHours: z.number().int().min(1).max(24).default(12),
  /** Characters of a password, at least. */
  passwordLength: z.number().int().min(10).max(64).default(10),
});

/** The rules of signing in. */
export type ConsoleRules = z.infer<typeof consoleSchema>;
