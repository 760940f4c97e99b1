import { z } from 'zod';
import { instantField, typedText } from '../routing/fields.ts';
import { ticketBody } from '../tickets/schema.ts';
import { systemField } from './webhook-schema.ts';

const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'write a code of the policy, see /api/policy');
/** A number in an outside system: a code, never a sentence. */
const referenceField = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ./#:_-]{0,119}$/u,
    'write the number as the outside system shows it, at most 120 characters',
  );

/** The header that makes a repeat safe. */
export const repeatHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,100}$/, 'write 8 to 100 visible characters')
    .optional()
    .describe('The same key again does nothing twice; remembered for a week'),
});
/** A ticket in an address, by its id or its folio. */
export const ticketParams = z.strictObject({
  ticket: z
    .string()
    .regex(/^[\w.:@~|-]{1,200}$/, 'write an id or a folio')
    .describe('Id or folio'),
});
/** What to look for: a folio, or a number in an outside system. */
export const findQuery = z.strictObject({
  folio: z.string().min(1).max(40).optional(),
  reference: referenceField.optional(),
  system: systemField.optional().describe('Only in this system'),
});
/** To another state of the policy. */
export const stateBody = z.strictObject({
  to: code,
  note: typedText(4_000).optional(),
  internal: z.boolean().default(false).describe('The note is for the desk only'),
  solutionType: code.optional(),
  closingCode: code.optional(),
});
/** A comment. */
export const commentBody = z.strictObject({
  text: typedText(4_000).refine((text) => text.trim() !== '', 'is empty'),
  internal: z.boolean().default(false).describe('For the desk only; else the requester reads it too'),
});
/** The ticket's number in the outside system. */
export const referenceBody = z.strictObject({ system: systemField, id: referenceField });

/** A ticket with its numbers elsewhere and what may be done to it. */
export const outsideTicketBody = z.object({
  ticket: ticketBody,
  references: z.array(z.object({ system: z.string(), id: z.string() })),
  moves: z
    .array(z.object({ to: z.string(), label: z.string(), needs: z.array(z.string()) }))
    .describe('States that the caller may move it to, with what each needs'),
  comments: z
    .array(z.object({ at: instantField, by: z.string(), text: z.string(), internal: z.boolean() }))
    .describe('Notes, oldest first'),
});
/** Tickets that were found. */
export const foundBody = z.object({ items: z.array(outsideTicketBody) });
