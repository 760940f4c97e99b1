import { z } from 'zod';
import { idField, instantField, pageFields, pageOf, spanQueryOf, typedText } from '../routing/fields.ts';

const marks = z.record(z.string().max(60), z.number().int().nullable()).describe('By criterion; null: does not apply');
const flag = z.enum(['true', 'false']).optional();

export const idParams = z.strictObject({ id: idField });
export const reviewQuery = z.strictObject({
  ...pageFields,
  state: z.enum(['open', 'done']).optional(),
  agent: idField.optional(),
  period: z.string().max(20).optional(),
  appealed: flag,
});
export const spanQuery = spanQueryOf({});

const formBody = z.object({
  code: z.string(),
  label: z.string(),
  marks: z.enum(['fiveSteps', 'yesNo']),
  facts: z.array(z.string()),
  criteria: z.array(z.object({ code: z.string(), label: z.string(), weight: z.number(), critical: z.boolean() })),
});

/** A case of an audit. */
export const reviewBody = z.object({
  id: z.string(),
  audit: z.string(),
  label: z.string(),
  sampleId: z.string(),
  number: z.number().int().describe('Its place in the draw; the first is 1'),
  period: z.string(),
  channel: z.string(),
  conversationId: z.string(),
  agentId: z.string().nullable().describe('null: the bot alone'),
  from: instantField,
  to: instantField,
  form: formBody.nullable(),
  state: z.enum(['open', 'done']),
  reviewer: z.string().nullable(),
  doneAt: instantField.nullable(),
  marks,
  score: z.number().nullable().describe('0 to 100'),
  criticals: z.array(z.string()),
  comment: z.string().nullable(),
  answer: z.object({ kind: z.enum(['reply', 'appeal']), text: z.string(), at: instantField }).nullable(),
  decision: z
    .object({
      outcome: z.enum(['kept', 'changed']),
      note: z.string(),
      by: z.string(),
      at: instantField,
      before: z.number().nullable(),
    })
    .nullable(),
  calibrations: z.array(z.object({ reviewer: z.string(), score: z.number().nullable(), at: instantField })),
});
export const reviewsBody = pageOf(reviewBody);
export const openReviewBody = z.object({
  review: reviewBody,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export const submitBody = z.strictObject({ marks: marks.default({}), comment: typedText(4_000).default('') });
export const answerBody = z.strictObject({
  kind: z.enum(['reply', 'appeal']),
  text: typedText(4_000).refine((text) => text.trim() !== '', 'write something'),
});
export const decideBody = z.strictObject({
  marks: marks.nullable().default(null).describe('New marks; null: the result stays'),
  note: typedText(4_000).refine((text) => text.trim() !== '', 'say why'),
});
export const figuresBody = z.object({
  agents: z.array(
    z.object({
      agentId: z.string().nullable(),
      reviews: z.number(),
      average: z.number().nullable(),
      lowest: z.number().nullable(),
      criticals: z.number(),
      appeals: z.number(),
      criteria: z.record(z.string(), z.number()),
    }),
  ),
  preSend: z
    .object({ generated: z.number(), held: z.number(), reviewed: z.number(), least: z.number().nullable() })
    .nullable(),
});

const sampleBody = z.object({
  id: z.string(),
  audit: z.string(),
  label: z.string(),
  channel: z.string(),
  period: z.string(),
  from: instantField,
  to: instantField,
  seed: z.string(),
  population: z.number(),
  populationDigest: z.string(),
  size: z.number(),
  drawnAt: instantField,
  done: z.number(),
});
export const samplesBody = z.object({ items: z.array(sampleBody) });
export const checkBody = z.object({
  sample: sampleBody,
  ok: z.boolean(),
  populationNow: z.number(),
  populationDigestNow: z.string(),
  drawn: z.array(z.string()),
  stored: z.array(z.string()),
});

export const heldQuery = z.strictObject({ ...pageFields, conversation: idField.optional(), all: flag });
export const heldBody = z.object({
  id: z.string(),
  conversationId: z.string(),
  channel: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  text: z.string().nullable(),
  state: z.enum(['waiting', 'approved', 'sent', 'returned', 'failed']),
  heldAt: instantField,
  dueAt: instantField,
  overdue: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: instantField.nullable(),
  note: z.string().nullable(),
  failure: z.string().nullable(),
});
export const heldListBody = pageOf(heldBody).extend({ form: formBody.nullable() });
export const verdictBody = z.strictObject({
  approved: z.boolean(),
  note: typedText(4_000).nullable().default(null),
  marks: marks.default({}),
});
