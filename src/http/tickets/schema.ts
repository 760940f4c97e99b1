import { z } from 'zod';
import { ticketEventTypes } from '../../contracts/ticket.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';

/** Filter of a ticket list. */
export const listQuery = z.strictObject({
  ...pageFields,
  state: z.string().max(64).optional(),
  assignee: z.string().max(200).optional(),
  conversationId: idField.optional(),
});
/** A ticket in an address. */
export const ticketParams = z.strictObject({ id: idField });
/** The state to move to, with an optional note for the history. */
export const moveBody = z.strictObject({
  to: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'write the code of a state, see /api/policy'),
  note: typedText(4_000).optional(),
});
/** Who gets it; null = nobody. */
export const assignBody = z.strictObject({ assignee: idField.nullable() });

/** A ticket. */
export const ticketBody = z.object({
  id: z.string(),
  organisation: z.string(),
  folio: z.string(),
  state: z.string(),
  phase: z.string(),
  requesterLabel: z.string(),
  agentLabel: z.string(),
  subject: z.string(),
  description: z.string(),
  reason: z.enum(['estimate', 'elapsed', 'request', 'manual']).describe('Why it was opened'),
  diagnosis: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  complexity: z.enum(['sencillo', 'complejo']).nullable(),
  area: z.string(),
  assignee: z.string().nullable(),
  conversationId: z.string().nullable(),
  contactId: z.string().nullable(),
  openedAt: instantField,
  updatedAt: instantField,
  dueAt: instantField.nullable(),
  closedAt: instantField.nullable(),
});

const eventBody = z.object({
  at: instantField,
  actor: z.object({ role: z.string(), id: z.string() }),
  type: z.enum(ticketEventTypes),
  from: z.string().nullable(),
  to: z.string().nullable(),
  note: z.string().nullable(),
});

/** A page of tickets. */
export const listBody = pageOf(ticketBody);
/** A ticket with its history and the moves that the caller may make. */
export const detailBody = z.object({
  ticket: ticketBody,
  events: z.array(eventBody),
  moves: z.array(z.object({ to: z.string(), label: z.string() })),
});
