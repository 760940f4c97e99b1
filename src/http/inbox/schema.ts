import { z } from 'zod';
import { inboxViews } from '../../contracts/inbox.ts';
import { keyField, outcomeField, summaryBody, tagsBody, transferTarget } from '../conversations/schema.ts';
import { idField, pageFields, pageOf, typedText } from '../routing/fields.ts';

const word = z.string().min(1).max(80);

/** Which conversations a list shows. */
export const inboxQuery = z.strictObject({
  ...pageFields,
  view: z.enum(inboxViews).default('open'),
  channel: word.optional(),
  priority: word.optional(),
  assignee: idField.optional(),
  area: word.optional(),
  tag: word.optional(),
  unread: z.enum(['true']).optional(),
});

/** The same with typed words, which travel in the body: addresses are logged (P4). */
export const inboxSearchBody = inboxQuery.extend({
  limit: z.number().int().min(1).max(200).default(50),
  unread: z.boolean().optional(),
  text: typedText(120).optional().describe('Words of the last message, a name, mail or phone, a folio, a tag'),
});

/** A conversation in a list of the inbox. */
export const rowBody = summaryBody.extend({
  unread: z.number().describe('Messages of the person that you have not seen, up to 99'),
});
/** A page of the inbox; it may be shorter than asked for while `next` is not null. */
export const inboxBody = pageOf(rowBody);

/** How many there are in each list. */
export const countsBody = z.object({
  mine: z.number(),
  waiting: z.number(),
  bot: z.number(),
  unread: z.number().describe('Of yours and those that wait, conversations with something that you have not seen'),
});

/** Tags to choose from. */
export const tagListBody = z.object({
  suggested: z.array(z.string()).describe('Those of the policy'),
  used: z.array(z.string()).describe('Those of the newest conversations, the commonest first'),
});

/** How far you have read. */
export const seenBody = z.strictObject({ seq: z.number().int().min(0) });

/** One deed on several conversations; the same `id` again does nothing twice. */
export const bulkBody = z.strictObject({
  id: keyField,
  conversations: z.array(idField).min(1).max(100),
  action: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('take') }),
    z.strictObject({ type: z.literal('transfer'), to: transferTarget }),
    z.strictObject({ type: z.literal('tag'), ...tagsBody.shape }),
    z.strictObject({ type: z.literal('close'), outcome: outcomeField.default('agent') }),
  ]),
});

/** What came of it, one by one, in the order that was asked. */
export const bulkResult = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      problem: z
        .object({
          code: z.string(),
          message: z.string(),
          details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        })
        .nullable(),
    }),
  ),
});
