import { z } from 'zod';
import { attachmentSchema } from '../../contracts/envelope.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';

const short = typedText(200);
const optional = short.nullable().optional();

/** A person or company in an address. */
export const idParams = z.strictObject({ id: idField });
/** Which people of the list. */
export const listQuery = z.strictObject({
  ...pageFields,
  state: z.enum(['invited', 'active', 'inactive']).optional(),
  company: short.optional().describe('Name or alias'),
  due: z.stringbool().optional().describe('Only those whose review has fallen due (MAS-04)'),
});
/** A person to be put on the list. */
export const personBody = z.strictObject({
  name: short.min(1),
  mail: optional,
  phone: optional,
  company: optional.describe('Name or alias of a company'),
  type: optional,
  fields: z.record(z.string().max(64), typedText(500)).optional().describe('By the names of requesters.fields'),
});
/** `valid`: they still may open tickets; false takes them off the list. */
export const reviewBody = z.strictObject({ valid: z.boolean() });
/** A table, as text. */
export const importBody = z.strictObject({
  csv: z.string().min(1).max(200_000),
  dryRun: z.boolean().default(true).describe('Change nothing, say what would be done'),
});
const personOf = z.strictObject({ name: short, email: short.nullable().default(null) });
/** A company to be added, or changed by its name. */
export const companyBody = z.strictObject({
  name: short.min(1),
  aliases: z.array(short).max(50).optional(),
  contract: optional.describe("Code of the policy's contracts"),
  director: personOf.nullable().optional(),
  tellDirector: z.boolean().optional(),
  partner: personOf.nullable().optional(),
});
/** A request for new users, with the signed form as a file that is stored already. */
export const designationBody = z.strictObject({
  company: short.min(1),
  signer: short.min(1),
  signerPosition: short.min(1),
  date: z.iso.date().describe('On the form'),
  form: attachmentSchema,
  people: z
    .array(personBody.omit({ company: true }))
    .min(1)
    .max(50),
});
/** Why goes into the audit trail; a rejection needs it. */
export const decisionBody = z.strictObject({ approve: z.boolean(), reason: typedText(500).default('') });

/** A person of the list. */
export const requesterBody = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string().nullable(),
  phone: z.string().nullable(),
  companyId: z.string().nullable(),
  company: z.string().nullable(),
  type: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  state: z.enum(['invited', 'active', 'inactive']),
  source: z.enum(['import', 'desk', 'designation', 'registration']),
  createdAt: instantField,
  validatedAt: instantField.nullable(),
  validatedBy: z.string().nullable(),
  reviewDueAt: instantField.nullable(),
  isReviewDue: z.boolean(),
  invitedAt: instantField.nullable(),
});
/** An identification number, whole. */
export const lookUpBody = z.strictObject({ identification: z.string().trim().min(3).max(60) });
/** Who has it: mostly one, or nobody. */
export const foundBody = z.object({ items: z.array(requesterBody) });
/** A page of people. */
export const listBody = pageOf(requesterBody);
/** What an import did, or would do. */
export const importReport = z.object({
  dryRun: z.boolean(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  problems: z.array(z.object({ line: z.number(), problem: z.string() })),
});
const personView = z.object({ name: z.string(), email: z.string().nullable() }).nullable();
/** A company. */
export const companyView = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  contract: z.string().nullable(),
  director: personView,
  tellDirector: z.boolean(),
  partner: personView,
  active: z.number().describe('People of it who may open tickets now'),
});
/** All companies. */
export const companiesBody = z.object({ items: z.array(companyView) });
/** A designation and what became of it. */
export const designationView = z.object({
  id: z.string(),
  companyId: z.string(),
  company: z.string(),
  signer: z.string(),
  signerPosition: z.string(),
  date: z.string(),
  form: attachmentSchema,
  people: z.array(
    z.object({
      name: z.string(),
      mail: z.string().nullable(),
      phone: z.string().nullable(),
      fields: z.record(z.string(), z.string()),
    }),
  ),
  state: z.enum(['filed', 'approved', 'rejected']),
  filedAt: instantField,
  filedBy: z.object({ kind: z.string(), id: z.string() }),
  decidedAt: instantField.nullable(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
/** All designations, newest first. */
export const designationsBody = z.object({ items: z.array(designationView) });
