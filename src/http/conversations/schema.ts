import { z } from 'zod';
import { fileReviews, MAX_TEXT_LENGTH } from '../../contracts/envelope.ts';
import { vaultKinds } from '../../contracts/vault.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';

/** Who has a conversation. */
export const modeField = z.enum(['bot', 'waiting', 'agent', 'closed']);
/** How a conversation ended. */
export const outcomeField = z.enum(['answered', 'ticket', 'agent', 'opportunity', 'cancelled', 'idle']);

/** The client's idempotency key. */
export const keyField = z.string().regex(/^[\w-]{8,64}$/, 'write 8 to 64 letters, digits, - or _');
/** What an agent writes for the others. */
export const noteText = typedText(4_000).refine((text) => text.trim() !== '', 'is empty');
const tagText = typedText(40).refine((text) => text.trim() !== '', 'is empty');

/** `mine=true` = those that the caller has. */
export const listQuery = z.strictObject({
  ...pageFields,
  mode: modeField.optional(),
  mine: z.enum(['true', 'false']).default('false'),
});
/** A conversation in an address. */
export const conversationParams = z.strictObject({ id: idField });
/** A file of a conversation in an address. */
export const fileParams = z.strictObject({ id: idField, fileId: z.string().regex(/^[0-9a-f]{64}$/) });
/** Messages after a position. */
export const messagesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(500),
});
/** `id` is the client's idempotency key: the same id again is the same reply. */
export const replyBody = z.strictObject({
  id: keyField,
  text: typedText(MAX_TEXT_LENGTH).refine((text) => text.trim() !== '', 'is empty'),
});
/** Asks for a sensitive value by a one-time form; the same `id` again sends nothing twice. */
export const secretBody = z.strictObject({
  id: keyField,
  kind: z.enum(vaultKinds),
});
/** Who gets a conversation. */
export const transferTarget = z.union([
  z.strictObject({ agent: idField }),
  z.strictObject({ area: z.string().min(1).max(80) }),
]);
/** Another agent or an area; `note` goes with it as an internal note. */
export const transferBody = z.strictObject({
  to: transferTarget,
  note: z.strictObject({ id: keyField, text: noteText }).optional(),
});
/** Tags to put on and to take off. */
export const tagsBody = z.strictObject({
  add: z.array(tagText).max(20).default([]),
  remove: z.array(tagText).max(20).default([]),
});
/** One field of the diagnosis, and a value that the policy knows; null = not known after all. */
export const correctionBody = z.strictObject({
  field: z.string().regex(/^[A-Za-z]{1,40}$/),
  value: z.string().min(1).max(80).nullable(),
});
/** How it ended; `agent` = solved by a person. */
export const closeBody = z.strictObject({ outcome: outcomeField.default('agent') });

const contact = z.object({
  id: z.string(),
  name: z.string().nullable(),
  userType: z.string().nullable(),
  customerClass: z.string().nullable(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  visits: z.number(),
});

const work = z.object({
  elapsedMs: z.number(),
  running: z.boolean(),
  limitMs: z.number().nullable(),
  folio: z.string().nullable(),
  readAt: instantField.describe('The instant at which elapsedMs was true'),
});

/** A conversation in a list. */
export const summaryBody = z.object({
  id: z.string(),
  organisation: z.string(),
  channel: z.string(),
  mode: modeField,
  contact,
  assignee: z.string().nullable(),
  area: z.string().nullable().describe('Area whose people are to take it; null = anybody'),
  tags: z.array(z.string()),
  priority: z.string().nullable().describe('By the rule of the policy; null = not known yet'),
  lastText: z.string(),
  lastAt: instantField,
  waitingSince: instantField.nullable(),
  unansweredSince: instantField.nullable().describe('Since when the person waits for a word of the agent who has it'),
  answerDueAt: instantField.nullable().describe('By when they should hear from a person; null = there is no goal'),
  minutes: z.number().nullable().describe('Expected minutes of work; null = not known'),
  work,
  tickets: z.array(z.string()),
});

/** One message of a transcript. */
export const itemBody = z.object({
  id: z.string(),
  clientId: z.string().nullable(),
  seq: z.number(),
  at: instantField,
  speaker: z.enum(['user', 'agent', 'bot', 'system']),
  name: z.string(),
  text: z.string(),
  choices: z.array(z.object({ value: z.string(), title: z.string() })),
  links: z.array(z.object({ entryId: z.string(), title: z.string(), url: z.string() })),
  attachments: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      mediaType: z.string(),
      size: z.number(),
      review: z.enum(fileReviews).nullable().describe('What the redactor could do for it; null = not told'),
    }),
  ),
  removed: z.array(z.enum(['password', 'ip', 'mac', 'secret'])).describe('Kinds of values that were taken out'),
  aside: z.string().nullable().describe('What came along with the text: quoted letters, a signature'),
  purged: z.enum(['retention', 'erased']).nullable().describe('Why the text is gone for good; null = it is there'),
  secureForms: z
    .array(z.object({ itemId: z.string(), kind: z.enum(vaultKinds), title: z.string() }))
    .describe("One-time forms that it offered; their addresses are the person's alone"),
  delivery: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']).nullable(),
});

const mark = z.object({
  step: z.number(),
  status: z.enum(['done', 'skipped', 'notApplicable']),
  by: z.string(),
  at: instantField,
});

const card = z.object({
  summary: z.string(),
  found: z.array(z.object({ field: z.string(), value: z.string(), reason: z.string().nullable() })),
  missing: z.array(z.string()),
  minutes: z.number().nullable(),
  path: z.enum(['immediate', 'ticket', 'opportunity', 'answered']).nullable(),
});

/** A conversation opened. */
export const detailBody = summaryBody.extend({
  transcript: z.array(itemBody),
  protocol: z.array(mark).describe('The nine steps of EXS-05, with who did each and when'),
  card: card.nullable(),
});

/** A page of conversations. */
export const listBody = pageOf(summaryBody);
/** Messages after a position, in order. */
export const messagesBody = z.object({ items: z.array(itemBody) });
