import { z } from 'zod';
import { fileReviews } from '../../contracts/envelope.ts';
import { routineSources } from '../../contracts/policy/service.ts';
import { idField, instantField, typedText } from '../routing/fields.ts';

const flag = z.enum(['true', 'false']).optional();
const evidence = z.strictObject({ kind: z.enum(['text', 'link']), text: typedText(2_000).min(1) });

export const idParams = z.strictObject({ id: idField });
export const listQuery = z.strictObject({
  history: flag,
  all: flag.describe('Those of everybody; for leads'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const runBody = z.object({
  id: z.string(),
  routine: z.string(),
  label: z.string(),
  every: z.enum(['day', 'week', 'month', 'quarter', 'halfYear', 'year']),
  moment: z.enum(['start', 'during', 'end']).nullable(),
  period: z.string(),
  owner: z.string().nullable().describe('null: of everybody with one of the roles'),
  roles: z.array(z.string()),
  from: instantField,
  dueAt: instantField,
  state: z.enum(['open', 'overdue', 'done']),
  items: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      list: z.enum(routineSources).nullable(),
      lines: z
        .array(
          z.object({
            id: z.string(),
            label: z.string(),
            kind: z.enum(['ticket', 'question', 'entry', 'agent', 'review', 'link']),
          }),
        )
        .nullable(),
      needsEvidence: z.boolean(),
      needsCount: z.boolean(),
      count: z.number().nullable(),
      done: z.boolean(),
      by: z.string().nullable(),
      at: instantField.nullable(),
      evidence: z.array(
        z.object({
          kind: z.enum(['text', 'link', 'file']),
          text: z.string().describe('Of a file: its name'),
          file: z.object({ fileId: z.string(), size: z.number(), review: z.enum(fileReviews).nullable() }).nullable(),
        }),
      ),
    }),
  ),
  signedBy: z.string().nullable(),
  signedAt: instantField.nullable(),
  note: z.string().nullable(),
});
export const runsBody = z.object({ items: z.array(runBody) });
export const tickBody = z.strictObject({
  item: z.string().min(1).max(60),
  done: z.boolean(),
  evidence: z.array(evidence).max(10).default([]),
  count: z.number().int().min(0).max(100_000).nullable().optional().describe('How many there were'),
});
/** A file of a checklist in an address. */
export const fileParams = z.strictObject({ id: idField, fileId: idField });
/** Where a file belongs, and how it is called. */
export const fileQuery = z.strictObject({
  item: z.string().min(1).max(60),
  name: typedText(200).min(1).describe('File name; redacted before it is kept'),
});
export const signBody = z.strictObject({ note: typedText(2_000).default('') });
