import { z } from 'zod';
import { idField, instantField, typedText } from '../routing/fields.ts';

const band = z.enum(['send', 'ask', 'none']);
const state = z.enum(['open', 'drafted', 'dismissed']);

/** `?days=90&limit=50&state=open`. */
export const demandQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(730).default(90),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: state.optional(),
});
export const clusterParams = z.strictObject({ id: idField });
export const entryParams = z.strictObject({ id: idField });

/** A cluster of badly served questions. */
export const clusterBody = z.object({
  id: z.string(),
  question: z.string(),
  state,
  draftId: z.string().nullable(),
  people: z.number(),
  asked: z.number(),
  agentMinutes: z.number(),
  troubles: z.object({ none: z.number(), notSolved: z.number(), handedOver: z.number(), wrongEntry: z.number() }),
  firstAt: instantField,
  lastAt: instantField,
  examples: z.array(z.string()),
});
export const clustersBody = z.object({ items: z.array(clusterBody) });

const entryFields = {
  title: typedText(160).optional(),
  audience: z.enum(['support', 'sales']).default('support'),
  type: z.string().max(60).default('solucion').describe('Type of the entry, as for other entries'),
  module: z.string().max(60).optional(),
};
export const draftOfCluster = z.strictObject(entryFields);
export const draftOfConversation = z.strictObject({ conversationId: idField, ...entryFields });
export const draftBody = z.object({ entryId: z.string(), examples: z.array(z.string()) });

/** `?questions=1000`: how many of the last ones. */
export const replayQuery = z.strictObject({ questions: z.coerce.number().int().min(1).max(5_000).default(1_000) });
const answer = z.object({ band, first: z.string().nullable() });
export const replayBody = z.object({
  entryId: z.string(),
  questions: z.number(),
  gains: z.number(),
  losses: z.number(),
  changes: z.array(
    z.object({
      question: z.string(),
      asked: z.number(),
      before: answer,
      after: answer,
      effect: z.enum(['gain', 'loss', 'change']),
    }),
  ),
});

export const effectQuery = z.strictObject({ weeks: z.coerce.number().int().min(1).max(104).default(12) });
export const effectBody = z.object({
  weeks: z.array(
    z.object({
      week: z.string().describe('Monday, YYYY-MM-DD'),
      asked: z.number(),
      sent: z.number(),
      solved: z.number(),
      handedOver: z.number(),
    }),
  ),
});

export const correctionBody = z.strictObject({
  conversationId: idField,
  entryId: idField.nullable().describe('The entry that should have answered; null = none does'),
});
