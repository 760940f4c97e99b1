import { z } from 'zod';
import { idField, instantField } from '../routing/fields.ts';
import { clockBody } from './schema.ts';

/** What the ticket would be after it. */
export const foreseenBody = z.object({
  priority: z.string().nullable(),
  dueAt: instantField.nullable(),
  clocks: z.array(clockBody),
});
const fileBody = z.object({ name: z.string(), size: z.number(), held: z.boolean() });
/** A ticket as "Mis tickets" shows it to whoever asked. */
export const seenBody = z.object({
  isTold: z.boolean().describe('False: they are told nothing, not even that it exists'),
  folio: z.string(),
  subject: z.string(),
  label: z.string(),
  tone: z.enum(['open', 'awaited', 'solved', 'over']),
  openedAt: instantField,
  agreedAt: instantField.nullable(),
  score: z.number().nullable(),
  history: z.array(
    z.object({
      id: z.string(),
      at: instantField,
      who: z.enum(['requester', 'desk']),
      kind: z.enum(['opened', 'state', 'comment', 'date', 'evaluation', 'merged']),
      value: z.string().nullable(),
      text: z.string().nullable(),
      files: z.array(fileBody),
    }),
  ),
  may: z.array(z.enum(['reply', 'close', 'reject', 'evaluate'])).describe('What they can do there now'),
});
/** A file of a ticket in an address. */
export const ticketFileParams = z.strictObject({ id: idField, fileId: idField });

/** Where a ticket can be escalated to. */
export const laddersBody = z.object({
  items: z.array(
    z.object({
      ...{ name: z.string(), label: z.string() },
      current: z.number().nullable().describe('Level that it stands at, from 0; null: it is not on this ladder'),
      levels: z.array(
        z.object({
          ...{ level: z.number(), role: z.string(), direction: z.string().nullable(), area: z.string().nullable() },
          people: z.array(z.string()).describe('Names of those who would be told'),
        }),
      ),
    }),
  ),
});
