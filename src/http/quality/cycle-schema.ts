import { z } from 'zod';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';

const words = typedText(4_000).refine((text) => text.trim() !== '', 'write something');

export const cycleParams = z.strictObject({ id: idField });
export const findingParams = z.strictObject({ id: idField, finding: idField });
export const cyclesQuery = z.strictObject({ ...pageFields });

const summaryFields = {
  id: z.string(),
  label: z.string(),
  period: z.string(),
  from: instantField,
  to: instantField,
  state: z.enum(['draft', 'delivered', 'copied', 'answered', 'evaluated']),
  findings: z.number().int(),
  answered: z.number().int(),
  dueAt: instantField.nullable().describe('Until when answers are awaited; null: no copy was sent yet'),
  overdue: z.boolean(),
  may: z
    .object({ write: z.boolean(), copy: z.boolean(), answer: z.boolean(), evaluate: z.boolean() })
    .describe('What the viewer may do now'),
};
const said = { by: z.string(), at: instantField };

const findingBody = z.object({
  id: z.string(),
  number: z.number().int(),
  review: z
    .object({
      id: z.string(),
      label: z.string(),
      caseNumber: z.number().int(),
      criterion: z.string(),
      mark: z.number(),
      comment: z.string().nullable(),
    })
    .nullable()
    .describe('null: written by hand'),
  conversationId: z.string().nullable(),
  agentId: z.string().nullable(),
  text: z.string().nullable(),
  leftOut: z.boolean(),
  answer: z.object({ action: z.string(), text: z.string(), ...said }).nullable(),
  evaluation: z.object({ verdict: z.enum(['accepted', 'insufficient']), text: z.string(), ...said }).nullable(),
});

/** Audit reports of a list. */
export const cyclesBody = pageOf(z.object(summaryFields)).extend({
  takesPart: z.boolean().describe('Whether the viewer writes, passes on, answers or evaluates such reports'),
});
/** An audit report with all that is in it. */
export const cycleBody = z.object({
  ...summaryFields,
  reviewed: z.number().int(),
  unreviewed: z.number().int(),
  summary: z.string().nullable(),
  deliveredAt: instantField.nullable(),
  copiedAt: instantField.nullable(),
  conclusion: z.object({ text: z.string(), ...said }).nullable(),
  turn: z.object({ posts: z.array(z.string()), people: z.array(z.string()) }).nullable(),
  items: z.array(findingBody),
});

export const addBody = z.strictObject({
  id: idField.describe('Of the client: the same again adds nothing'),
  text: words,
});
export const wordBody = z.strictObject({ text: typedText(4_000).default(''), leftOut: z.boolean().default(false) });
export const deliverBody = z.strictObject({ summary: typedText(4_000).default('') });
export const replyBody = z.strictObject({ action: words, text: words });
export const evaluateBody = z.strictObject({ verdict: z.enum(['accepted', 'insufficient']), text: words });
export const concludeBody = z.strictObject({ text: words });
