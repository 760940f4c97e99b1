import { z } from 'zod';
import { idField, instantField } from '../routing/fields.ts';
import { periodFields } from './schema.ts';

/** `?report=indicadores&limit=20`. */
export const editionsQuery = z.strictObject({
  report: idField.optional(),
  after: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const editionParams = z.strictObject({ id: idField });
export const editionFileQuery = z.strictObject({ format: z.enum(['csv', 'xlsx', 'pdf']).default('pdf') });
export const makeBody = z.strictObject({
  report: idField,
  ...periodFields,
  company: z.string().min(1).max(200).nullable().default(null).describe('For a report that is made for each customer'),
});
export const decideBody = z.strictObject({
  verdict: z.enum(['accepted', 'returned']),
  text: z.string().max(2_000).default('').describe('What is to be put right; needed when it is returned'),
});

/** A report as it was handed in. */
export const editionBody = z.object({
  id: z.string(),
  report: z.string(),
  label: z.string(),
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  company: z.string().nullable(),
  madeAt: instantField,
  madeBy: z.string(),
  issue: z.number(),
  state: z.enum(['made', 'accepted', 'returned']),
  needsAccepting: z.boolean(),
  remarks: z.array(
    z.object({
      by: z.string(),
      at: instantField,
      verdict: z.enum(['accepted', 'returned']),
      text: z.string().nullable(),
    }),
  ),
  deliveries: z.array(
    z.object({
      to: z.string(),
      name: z.string().nullable(),
      state: z.enum(['waiting', 'sent', 'failed', 'left']),
      at: instantField.nullable(),
      code: z.string().nullable(),
    }),
  ),
  tables: z.array(z.object({ title: z.string(), rows: z.number() })),
});
export const editionsBody = z.object({ items: z.array(editionBody), next: z.string().nullable() });
export const offersBody = z.object({
  reports: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      every: z.enum(['day', 'week', 'month', 'quarter', 'halfYear', 'year']).nullable(),
      perCompany: z.boolean(),
      needsAccepting: z.boolean(),
      recipients: z.array(z.string()),
    }),
  ),
  companies: z.array(z.string()),
});
