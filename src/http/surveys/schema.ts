import { z } from 'zod';
import { checkStates } from '../../contracts/verification.ts';
import { idField, instantField, spanQueryOf, typedText } from '../routing/fields.ts';

const written = (max: number) => typedText(max).refine((text) => text.trim() !== '', 'write something');

export const idParams = z.strictObject({ id: idField });
export const spanQuery = spanQueryOf({});
export const commentQuery = spanQueryOf({
  survey: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const scale = z.object({ min: z.number(), max: z.number() });
export const surveysBody = z.object({
  surveys: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['satisfaction', 'nps', 'complaints', 'verification']),
      question: z.string(),
      scale: scale.nullable(),
      response: z.object({
        asked: z.number(),
        answered: z.number(),
        refused: z.number(),
        expired: z.number(),
        open: z.number(),
      }),
      answers: z.number().describe('Given in the span'),
      average: z.number().nullable(),
      satisfiedShare: z.number().nullable().describe('0 to 1: scores in the upper quarter of the scale'),
      nps: z
        .object({ promoters: z.number(), passives: z.number(), detractors: z.number(), score: z.number().nullable() })
        .nullable()
        .describe('MAS-122: share of promoters less share of detractors, -100 to 100'),
      distribution: z.array(z.object({ score: z.number(), count: z.number() })),
      byWeek: z.array(z.object({ from: instantField, answers: z.number(), average: z.number().nullable() })),
    }),
  ),
});
export const commentsBody = z.object({
  items: z.array(
    z.object({
      survey: z.string(),
      score: z.number().nullable(),
      comment: z.string(),
      at: instantField,
      conversationId: z.string().nullable(),
      ticketId: z.string().nullable(),
      agentId: z.string().nullable(),
    }),
  ),
});

export const checkQuery = z.strictObject({
  state: z.enum(checkStates).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const checkBody = z.object({
  id: z.string(),
  survey: z.string(),
  label: z.string(),
  reason: z.enum(['case', 'lowAnswer']),
  ticketId: z.string().nullable(),
  folio: z.string().nullable(),
  conversationId: z.string().nullable(),
  agentId: z.string().nullable(),
  score: z.number().nullable(),
  state: z.enum(checkStates),
  month: z.string(),
  calls: z.array(
    z.object({
      at: instantField,
      day: z.string(),
      by: z.string(),
      contacted: z.boolean(),
      satisfied: z.boolean().nullable(),
      observations: z.string(),
    }),
  ),
  attempts: z.number(),
  nextDay: z.string().nullable(),
  followUp: z.object({ by: z.string(), at: instantField, note: z.string() }).nullable(),
  at: instantField,
  closedAt: instantField.nullable(),
  person: z
    .object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() })
    .nullable()
    .describe('Whom to call; null: nothing is known'),
});
export const checksBody = z.object({ items: z.array(checkBody) });
export const callBody = z.strictObject({
  contacted: z.boolean(),
  satisfied: z.boolean().nullable().default(null),
  observations: typedText(4_000).default(''),
});
export const followUpBody = z.strictObject({ note: written(4_000) });

export const actionBody = z.object({
  id: z.string(),
  survey: z.string(),
  kind: z.enum(['corrective', 'improvement']),
  text: z.string(),
  by: z.string(),
  at: instantField,
  doneBy: z.string().nullable(),
  doneAt: instantField.nullable(),
});
export const actionsBody = z.object({ items: z.array(actionBody) });
export const newAction = z.strictObject({
  id: idField.describe('Yours: the same id again changes nothing'),
  survey: z.string().min(1).max(60),
  kind: z.enum(['corrective', 'improvement']),
  text: written(2_000),
});
