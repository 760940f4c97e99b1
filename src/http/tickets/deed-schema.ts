import { z } from 'zod';
import { ticketRelations } from '../../contracts/ticket.ts';
import { idField, instantField, typedText } from '../routing/fields.ts';

const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'write a code of the policy, see /api/policy');
const factName = z.string().regex(/^[a-z][A-Za-z0-9_]{0,63}$/, 'write the name of a fact, see /api/policy');
// A fact is a code: whatever reads like a sentence, and could hold a secret, is refused (P4).
const factWord = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,79}$/u, 'write a code, at most 80 characters');
const note = typedText(4_000);
const reason = typedText(1_000);
/** The same key again does nothing twice. */
const key = z.string().min(8).max(100).optional().describe('Idempotency key: the same again does nothing twice');

/** The version that was read: when somebody changed the ticket since, the answer is TICKET_CHANGED. */
const ifVersion = z.number().int().min(1).optional().describe('Refused with TICKET_CHANGED when another one is stored');

/** Opens a ticket by hand. */
export const createBody = z.strictObject({
  key: z.string().min(8).max(100).describe('Idempotency key: the same again finds the same ticket'),
  subject: typedText(200),
  description: typedText(8_000),
  area: code.optional(),
  subarea: code.optional(),
  company: typedText(200).optional(),
  contactId: idField.optional(),
  conversationId: idField.optional(),
  facts: z.record(factName, z.union([factWord, z.number(), z.boolean()])).default({}),
  fields: z.record(factName, note).default({}),
});
/** To another state, with what it needs. */
export const moveBody = z.strictObject({
  to: code,
  note: note.optional(),
  internal: z.boolean().optional(),
  solutionType: code.optional(),
  closingCode: code.optional(),
  until: instantField.optional().describe('Until when a temporary solution holds'),
  key,
  ifVersion,
});
/** To an agent; null = nobody. */
export const assignBody = z.strictObject({ assignee: idField.nullable(), reason: reason.optional(), key, ifVersion });
/** To another area. */
export const routeBody = z.strictObject({
  area: code,
  subarea: code.nullable().optional(),
  reason: reason.optional(),
  key,
});
/** A priority by hand. */
export const priorityBody = z.strictObject({ priority: code, reason: reason.min(1), key, ifVersion });
/** Facts that rules ask about. */
export const factsBody = z.strictObject({
  facts: z.record(factName, z.union([factWord, z.number(), z.boolean(), z.null()])),
  key,
  ifVersion,
});
/** Data of the case. */
export const fieldsBody = z.strictObject({ fields: z.record(factName, note), key, ifVersion });
/** The classes that somebody confirms, by dimension. */
export const classifyBody = z.strictObject({ classes: z.record(factName, factWord), key, ifVersion });
/** A file of the desk. */
export const uploadQuery = z.strictObject({
  name: typedText(200).min(1).describe('File name; redacted before it is kept'),
  type: z.string().max(100).optional().describe('Media type of the file'),
  mark: code.optional().describe('Step that it is handed in with'),
  note: note.optional(),
  internal: z.enum(['true', 'false']).default('true').describe('`false`: its requester sees it too'),
  key,
});
/** Something done. */
export const markBody = z.strictObject({
  mark: code,
  note: note.optional(),
  file: z.string().max(64).optional().describe('A file of the ticket that meets the check of this mark'),
  key,
});
/** Files of the ticket go out as evidence. */
export const deliverBody = z.strictObject({
  files: z.array(z.string().max(64)).min(1).max(50),
  text: note.min(1),
  confirmed: z.array(code).max(50).default([]),
  disclaimer: z.boolean().default(false).describe('The disclaimer for files that can be edited goes with them'),
  key,
});
/** More than was asked at first. */
export const apartBody = z.strictObject({ text: note.min(1), key });
/** A word on the ticket. */
export const noteBody = z.strictObject({ text: note.min(1), internal: z.boolean(), key });
const word = typedText(80).min(1);
/** Words of the desk. */
export const tagsBody = z
  .strictObject({ add: z.array(word).max(20).default([]), remove: z.array(word).max(20).default([]), key })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'say a tag to put on or to take off');
/** Two tickets belong together. */
export const relateBody = z.strictObject({ relation: z.enum(ticketRelations), ticket: idField, key });
/** A duplicate ends in another ticket. */
export const mergeBody = z.strictObject({ into: idField, key });
/** Following a ticket. */
export const watchBody = z.strictObject({ watcher: idField, on: z.boolean(), key });
/** Up a ladder. */
export const escalateBody = z.strictObject({
  ladder: code,
  level: z.number().int().min(0).max(50).optional(),
  reason: reason.optional(),
  key,
});
/** The agreed date. */
export const dateBody = z.strictObject({ dueAt: instantField, reason: reason.optional(), key });
/** What is weighed: facts, a priority by hand, or a date agreed with the requester. */
export const foreseeBody = z
  .strictObject({ facts: factsBody.shape.facts.optional(), priority: code.optional(), dueAt: instantField.optional() })
  .refine((sent) => Object.values(sent).filter((one) => one !== undefined).length === 1, {
    message: 'send facts, a priority or an agreed date',
  });
/** One deed on several tickets; the same `key` again does nothing twice. */
export const bulkBody = z.strictObject({
  key: z.string().min(8).max(100),
  tickets: z.array(idField).min(1).max(100),
  action: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('assign'), assignee: idField.nullable() }),
    z.strictObject({
      type: z.literal('move'),
      to: code,
      note: note.optional(),
      solutionType: code.optional(),
      closingCode: code.optional(),
    }),
    z.strictObject({ type: z.literal('priority'), priority: code, reason: reason.min(1) }),
    z.strictObject({ type: z.literal('area'), area: code }),
  ]),
});
/** What came of it, one by one, in the order that was asked. */
export const bulkResult = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
});
