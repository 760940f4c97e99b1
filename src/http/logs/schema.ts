import { z } from 'zod';
import { idField, instantField, pageOf, typedText } from '../routing/fields.ts';

const sensitiveKinds = ['password', 'ip', 'mac', 'secret'] as const;
const speakers = ['user', 'agent', 'bot', 'system'] as const;
const code = z.string().min(1).max(60);

/** What is looked for; everything that is given must hold. Typed words travel in the body: addresses are logged (P4). */
export const searchBody = z.strictObject({
  text: typedText(200).optional().describe('Words by their beginning; "in quotes": one after the other'),
  person: typedText(100).optional().describe('Part of a name, an address or a number'),
  agent: idField.optional(),
  channel: code.optional(),
  from: instantField.optional(),
  to: instantField.optional().describe('Exclusive'),
  kind: code.optional().describe('Of the diagnosis'),
  removed: z
    .enum(['any', ...sensitiveKinds])
    .optional()
    .describe('Messages from which something was taken out'),
  ratingFrom: z.number().int().min(0).max(10).optional(),
  ratingTo: z.number().int().min(0).max(10).optional(),
  mode: z.enum(['bot', 'waiting', 'agent', 'closed']).optional(),
  outcome: z.enum(['answered', 'ticket', 'agent', 'opportunity', 'cancelled', 'idle']).optional(),
  speaker: z.enum(speakers).optional(),
  after: z.string().min(1).max(500).optional(),
  limit: z.number().int().min(1).max(100).default(25),
});

const hitBody = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  seq: z.number().describe('Its place in the conversation'),
  at: instantField,
  speaker: z.enum(speakers),
  name: z.string(),
  excerpt: z.array(z.object({ text: z.string(), marked: z.boolean() })),
  removed: z.array(z.enum(sensitiveKinds)),
  channel: z.string().nullable(),
  contactId: z.string().nullable(),
  contactName: z.string().nullable(),
  mode: z.enum(['bot', 'waiting', 'agent', 'closed']).nullable(),
  outcome: z.string().nullable(),
  agents: z.array(z.string()),
  kind: z.string().nullable(),
});

/** A page, newest first. */
export const pageBody = pageOf(hitBody).extend({
  searchedTo: instantField.nullable().describe('How far back this page looked; null: to the end'),
});
