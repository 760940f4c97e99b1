import { z } from 'zod';
import { contactFields } from '../../contracts/contact-desk.ts';
import { outcomeField } from '../conversations/schema.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';
import { ticketBody } from '../tickets/schema.ts';

/** A contact in an address. */
export const contactParams = z.strictObject({ id: idField });
/** A merge in an address. */
export const mergeParams = z.strictObject({ id: idField });
/** A page of everybody. */
export const listQuery = z.strictObject(pageFields);
/** Typed words travel in the body: addresses are logged (P4). */
export const searchFilter = z.strictObject({
  after: pageFields.after,
  limit: z.number().int().min(1).max(200).default(50),
  text: typedText(100).optional().describe('A part of a name, an address or a number'),
});
/** A page of a contact's history. */
export const historyQuery = z.strictObject(pageFields);
/** The newest so many. */
export const ticketsQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) });
/** `contact`: only merges of this person. */
export const mergesQuery = z.strictObject({ ...pageFields, contact: idField.optional() });

const choices = z
  .partialRecord(z.enum(contactFields), z.enum(['kept', 'joined']))
  .default({})
  .describe('Whose value stays, for each field in which they differ');
const reason = typedText(500)
  .refine((text) => text.trim() !== '', 'is empty')
  .describe('Recorded in the audit trail');

/** `kept`: the contact whose card is shown. */
export const pairBody = z.strictObject({ kept: idField, joined: idField });
/** Joins two contacts. */
export const mergeBody = pairBody.extend({ choices, reason });
/** Splits them again. */
export const undoBody = z.strictObject({ reason });

const person = z.object({
  id: z.string(),
  name: z.string().nullable(),
  userType: z.string().nullable(),
  customerClass: z.string().nullable(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  visits: z.number(),
});

const identity = z.object({
  channel: z.string(),
  address: z.string(),
  contactId: z.string(),
  isProven: z.boolean().describe('The channel vouches for the address'),
});

const deed = z.object({
  by: z.object({ kind: z.string(), id: z.string() }),
  reason: z.string().nullable(),
  at: instantField,
});

/** A contact in a list. */
export const lineBody = z.object({ contact: person, identities: z.array(identity) });
/** A page of contacts. */
export const searchBody = pageOf(lineBody);

/** A merge, undone or not. */
export const mergeView = deed.extend({
  id: z.string(),
  kept: z.string(),
  joined: z.string(),
  proof: z.enum(['agent', 'code']).describe('An agent said so, or a code was sent to one and typed in the other'),
  choices: z.record(z.string(), z.enum(['kept', 'joined'])),
  undone: deed.nullable(),
});
/** A page of merges. */
export const mergesBody = pageOf(mergeView);

/** A person with all that is known of them. */
export const cardBody = person.extend({
  createdAt: instantField,
  isHeld: z.boolean().describe('On legal hold'),
  consents: z.array(
    z.object({
      kind: z.enum(['notice', 'terms']).describe('terms: of using a channel'),
      version: z.string(),
      at: instantField,
      channel: z.string(),
      answer: z.enum(['shown', 'accepted', 'refused']),
    }),
  ),
  contacts: z.array(z.string()).describe('What the person is joined from; the one whose card is shown comes first'),
  identities: z.array(identity),
  merges: z.array(mergeView).describe('Merges that hold now'),
  standings: z
    .array(
      z.object({
        ...{ id: z.string(), name: z.string(), company: z.string().nullable(), state: z.string() },
        kind: z.string().nullable().describe('Kind of user, as the policy calls it'),
      }),
    )
    .describe('Lines of the list of requesters'),
});

/** Episodes on all channels, newest first. */
export const historyBody = pageOf(
  z.object({
    conversationId: z.string(),
    channel: z.string(),
    contactId: z.string(),
    episode: z.number(),
    openedAt: instantField,
    closedAt: instantField.nullable(),
    outcome: outcomeField.nullable(),
    folios: z.array(z.string()),
    fromSeq: z.number().describe('Position of its first message: pass one less as `after` to read it'),
    toSeq: z.number().nullable().describe('Position of its last message; null: it goes on'),
  }),
);

/** Tickets on all channels, newest first. */
export const ticketsBody = z.object({ items: z.array(ticketBody) });

/** Contacts that may be the same person; nothing is joined by itself. */
export const suggestionsBody = z.object({
  items: z.array(lineBody.extend({ reason: z.enum(['sameAddress', 'gaveAddress', 'sameRequester']) })),
});

/** What a merge would do. */
export const previewBody = z.object({
  kept: lineBody,
  joined: lineBody,
  conflicts: z.array(z.object({ field: z.enum(contactFields), kept: z.string(), joined: z.string() })),
  refused: z.enum(['same', 'requesters']).nullable(),
  counts: z.object({ identities: z.number(), conversations: z.number(), tickets: z.number() }),
});
