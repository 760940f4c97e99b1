import { z } from 'zod';
import { webhookEventTypes } from './webhooks.ts';

const instant = z.iso.datetime();
const fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const ticketSchema = z.object({
  id: z.string(),
  organisation: z.string(),
  folio: z.string(),
  version: z.number().int().describe('Number of its last event: of two payloads the higher one is newer'),
  state: z.string().describe("Code of the organisation's policy"),
  stateLabel: z.string(),
  requesterLabel: z.string().describe('What the requester reads for the state'),
  phase: z
    .string()
    .describe('new, open, assigned, in_progress, waiting_user, …, closed: the same for all organisations'),
  priority: z.string().nullable(),
  area: z.string(),
  subarea: z.string().nullable(),
  company: z.string().nullable(),
  assignee: z.string().nullable().describe('Id of an agent'),
  subject: z.string().describe('Redacted, like every text'),
  description: z.string(),
  fields: z.record(z.string(), z.string()).describe("Answers to the policy's intake fields"),
  solutionType: z.string().nullable(),
  closingCode: z.string().nullable(),
  openedAt: instant,
  updatedAt: instant,
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  references: z.array(z.object({ system: z.string(), id: z.string() })).describe('Its numbers in outside systems'),
});

const eventSchema = z.object({
  id: z.string(),
  seq: z.number().int().describe('Position in the log of the ticket; deliveries of a ticket come in this order'),
  at: instant,
  actor: z.object({ role: z.string(), id: z.string() }),
  from: z.string().nullable(),
  to: z.string().nullable(),
  mark: z.string().nullable(),
  facts: z.record(z.string(), fact),
  note: z.string().nullable(),
  internal: z.boolean().describe('The note is for the desk only; such notes come only to endpoints that may have them'),
});

/** What an outside system is sent: version 1. Fields may be added within a version, none is taken away. */
export const webhookPayloadSchema = z.object({
  version: z.literal(1),
  type: z.enum(webhookEventTypes),
  timestamp: instant.describe('When it happened'),
  data: z.object({ ticket: ticketSchema, event: eventSchema }),
});
/** A payload. */
export type WebhookPayload = z.output<typeof webhookPayloadSchema>;
