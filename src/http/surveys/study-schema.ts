import { z } from 'zod';
import { idField, instantField, typedText } from '../routing/fields.ts';

export const studyParams = z.strictObject({ name: z.string().min(1).max(60) });
export const drawParams = z.strictObject({ id: idField });
export const drawBody = z.object({
  ...{ id: z.string(), study: z.string(), period: z.string(), from: instantField, to: instantField, at: instantField },
  population: z.number().describe('Cases that were opened in the period and are over'),
  populationDigest: z.string(),
  seed: z.string(),
  cases: z.array(z.string()).describe('Drawn tickets, in the order of their lots'),
});
export const studiesBody = z.object({
  items: z.array(
    z.object({
      ...{ name: z.string(), label: z.string(), goal: z.string(), method: z.string() },
      every: z.enum(['day', 'week', 'month', 'quarter', 'halfYear', 'year']),
      ...{ confidence: z.number(), margin: z.number(), channels: z.array(z.string()), roles: z.array(z.string()) },
      questions: z.array(
        z.object({
          ...{ name: z.string(), question: z.string() },
          scale: z.object({ min: z.number(), max: z.number() }).nullable(),
        }),
      ),
      draws: z.array(drawBody),
    }),
  ),
});
export const checkBody = z.object({ ok: z.boolean(), population: z.number() });
export const casesBody = z.object({
  items: z.array(
    z.object({
      ...{ ticketId: z.string(), folio: z.string(), scores: z.record(z.string(), z.number().nullable()) },
      person: z
        .object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() })
        .nullable(),
    }),
  ),
});
export const answerBody = z.strictObject({
  ticketId: idField,
  scores: z
    .record(z.string().max(60), z.number().int().min(-100).max(1_000))
    .refine((scores) => Object.keys(scores).length > 0, 'answer at least one question'),
  comment: typedText(2_000).default(''),
});
export const resultsBody = z.object({
  items: z.array(
    z.object({
      ...{ survey: z.string(), answered: z.number(), mean: z.number().nullable() },
      counts: z.record(z.string(), z.number()).describe('How many gave each score'),
      margin: z.number().nullable().describe('Margin that so many answers reach, 0 to 1'),
    }),
  ),
});
