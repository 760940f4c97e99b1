import { z } from 'zod';
import { vaultKinds } from '../vault.ts';

/** Requirements 2.4, MAS-132: how people hand over what must not stand in a chat. */
export const vaultSchema = z.strictObject({
  enabled: z.boolean(),
  /** Kinds that may be asked for. */
  kinds: z.array(z.enum(vaultKinds)).min(1),
  /** Hours that a link works. */
  linkHours: z.number().int().min(1).max(24),
  /** Days that a value is kept when its ticket does not close before. */
  keepDays: z.number().int().min(1).max(7),
  /** Seconds that a revealed value stays on the agent's screen. */
  revealSeconds: z.number().int().min(5).max(120),
  /** Roles that may reveal. */
  roles: z.array(z.enum(['agent', 'lead', 'admin'])).min(1),
});
