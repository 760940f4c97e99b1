import { z } from 'zod';
import { idField, instantField, typedText } from '../routing/fields.ts';

const localDate = z.iso.date().describe('YYYY-MM-DD, a local day of the organisation');
const reasons = [
  'counted',
  'publishedBefore',
  'duplicate',
  'sameContent',
  'undone',
  'rejected',
  'notAPerson',
  'wayNotCounted',
  'notAPublication',
] as const;
const reason = z.enum(reasons).describe('Why it counts or not: docs/knowledge.md');
const why = typedText(500).refine((text) => text.trim() !== '', 'say why');
const clientId = idField.describe('Yours: the same id again changes nothing');

/** `?month=2026-11`; without it, this month. */
export const monthQuery = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write it as YYYY-MM')
    .optional(),
});
/** `?week=2026-W48`; without it, the week that is to be verified now. */
export const weekQuery = z.strictObject({
  week: z
    .string()
    .regex(/^\d{4}-W\d{2}$/, 'write it as YYYY-Www')
    .optional(),
});
/** Days that an absence must touch. */
export const absenceQuery = z.strictObject({ from: localDate.optional(), to: localDate.optional() });
export const idParams = z.strictObject({ id: idField });

const verdictBody = z.object({
  ...{ seq: z.number(), entryId: z.string(), title: z.string(), at: instantField, reason },
});

/** Figures of a month. */
export const monthBody = z.object({
  month: z.string(),
  perMonth: z.number(),
  perWorkingDay: z.number(),
  seq: z.number().describe('Last event that was read: the same log gives the same figures'),
  asOf: instantField,
  agents: z.array(
    z.object({
      agentId: z.string(),
      name: z.string(),
      workingDays: z.number(),
      presentDays: z.number(),
      month: z.object({
        target: z.number(),
        counted: z.number(),
        corrected: z.number(),
        total: z.number(),
        shortfall: z.number(),
        met: z.boolean(),
        behindPace: z.number(),
      }),
      days: z.array(
        z.object({
          date: localDate,
          status: z.enum(['met', 'missed', 'open', 'free', 'absent', 'outside']),
          total: z.number(),
        }),
      ),
      missedDays: z.number(),
      improved: z.number(),
      reused: z.object({ entries: z.number(), conversations: z.number() }),
      verdicts: z.array(verdictBody),
    }),
  ),
});

/** The lead's list of a week. */
export const weekBody = z.object({
  week: z.string(),
  from: localDate,
  to: localDate,
  dueAt: instantField.nullable(),
  pending: z.number(),
  agents: z.array(
    z.object({
      agentId: z.string(),
      name: z.string(),
      items: z.array(
        z.object({
          entryId: z.string(),
          title: z.string(),
          url: z.string(),
          kind: z.enum(['new', 'improved']),
          at: instantField,
          reason: reason.nullable(),
          state: z.enum(['pending', 'verified', 'rejected']),
          note: z.string().nullable(),
        }),
      ),
    }),
  ),
});

export const newAbsence = z.strictObject({
  id: clientId,
  agentId: idField,
  from: localDate,
  to: localDate,
  reason: why,
});
export const absenceBody = z.object({
  id: z.string(),
  agentId: z.string(),
  from: localDate,
  to: localDate,
  reason: z.string(),
  by: z.string(),
  at: instantField,
  withdrawn: z.object({ by: z.string(), at: instantField }).nullable(),
});

export const newCorrection = z.strictObject({
  id: clientId,
  agentId: idField,
  day: localDate,
  amount: z
    .number()
    .int()
    .min(-31)
    .max(31)
    .refine((amount) => amount !== 0, 'it must not be 0'),
  reason: why,
});
export const correctionBody = z.object({
  id: z.string(),
  agentId: z.string(),
  day: localDate,
  amount: z.number(),
  reason: z.string(),
  by: z.string(),
  at: instantField,
});

export const newVerification = z.strictObject({
  id: clientId,
  entryId: idField,
  verdict: z.enum(['verified', 'rejected']),
  reason: why.nullable().default(null),
});
export const verificationBody = z.object({
  id: z.string(),
  entryId: z.string(),
  verdict: z.enum(['verified', 'rejected']),
  reason: z.string().nullable(),
  by: z.string(),
  at: instantField,
});
