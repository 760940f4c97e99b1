import { z } from 'zod';
import { clockStatuses } from '../../contracts/clocks.ts';
import { fileReviews } from '../../contracts/envelope.ts';
import { ticketEventTypes, ticketReasons, ticketRelations } from '../../contracts/ticket.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';

/** Filter of a ticket list. */
export const listQuery = z.strictObject({
  ...pageFields,
  state: z.string().max(64).optional(),
  assignee: z.string().max(200).optional(),
  conversationId: idField.optional(),
  contactId: idField.optional(),
  area: z.string().max(64).optional(),
  priority: z.string().max(64).optional(),
  company: z.string().max(200).optional(),
  folio: z
    .string()
    .max(64)
    .optional()
    .describe('The one ticket of this folio, as a person writes it; other filters are left aside'),
  open: z.stringbool().optional().describe('Only tickets that are not over, or only those that are'),
});
/** A ticket in an address. */
export const ticketParams = z.strictObject({ id: idField });
const factsField = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const fileField = z.object({
  ...{ fileId: z.string(), name: z.string(), mediaType: z.string(), size: z.number() },
  review: z.enum(fileReviews).nullable().describe('What was done to it before it was kept (P4); null: not told'),
});
/** A clock of a ticket. */
export const clockBody = z.object({
  name: z.string(),
  label: z.string(),
  status: z.enum(clockStatuses),
  startedAt: instantField.nullable(),
  dueAt: instantField.nullable(),
  warnAt: instantField.nullable(),
  stoppedAt: instantField.nullable(),
  calendar: z.string(),
});

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
  reason: z.enum(ticketReasons).describe('Why it was opened'),
  diagnosis: factsField,
  complexity: z.enum(['sencillo', 'complejo']).nullable(),
  facts: factsField.describe('What the rules of the policy ask about'),
  priority: z.string().nullable(),
  priorityByHand: z.boolean(),
  area: z.string(),
  subarea: z.string().nullable(),
  company: z.string().nullable(),
  contract: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  attachments: z.array(fileField),
  relations: z.array(z.object({ relation: z.enum(ticketRelations), ticket: z.string(), folio: z.string() })),
  tags: z.array(z.string()),
  watchers: z.array(z.string()),
  protocol: z.string().nullable(),
  marks: z.array(z.string()),
  escalation: z.object({ ladder: z.string(), level: z.number(), since: instantField }).nullable(),
  solutionType: z.string().nullable(),
  closingCode: z.string().nullable(),
  agreedAt: instantField.nullable(),
  evaluation: z.object({ score: z.number(), at: instantField }).nullable(),
  clocks: z.array(clockBody),
  autoCloseAt: instantField.nullable(),
  autoCloseWarnAt: instantField.nullable(),
  version: z.number(),
  assignee: z.string().nullable(),
  conversationId: z.string().nullable(),
  contactId: z.string().nullable(),
  openedAt: instantField,
  updatedAt: instantField,
  dueAt: instantField.nullable(),
  closedAt: instantField.nullable(),
});

const eventBody = z.object({
  id: z.string(),
  seq: z.number(),
  at: instantField,
  actor: z.object({ role: z.string(), id: z.string() }),
  type: z.enum(ticketEventTypes),
  from: z.string().nullable(),
  to: z.string().nullable(),
  mark: z.string().nullable(),
  facts: factsField.nullable(),
  note: z.string().nullable(),
  internal: z.boolean().describe('Only the desk reads it'),
  attachments: z.array(fileField),
});

/** A page of tickets. */
export const listBody = pageOf(ticketBody);
/** A ticket with its history and the moves that the caller may make. */
export const detailBody = z.object({
  ticket: ticketBody,
  events: z.array(eventBody),
  moves: z.array(z.object({ to: z.string(), label: z.string(), needs: z.array(z.string()) })),
  steps: z
    .array(
      z.object({
        ...{ mark: z.string(), label: z.string(), brings: z.enum(['nothing', 'words', 'file']) },
        done: z.object({ by: z.string(), at: instantField }).nullable(),
      }),
    )
    .describe('Steps of the special paths of such a case, and what a state waits for'),
  responsible: z
    .array(
      z.object({
        ...{ role: z.string(), label: z.string(), isListed: z.boolean().describe('Named for this very case') },
        people: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    )
    .describe("Whom the policy's directory names for this case"),
});

/** How far back, and how many. */
export const similarQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(365).default(30).describe('Opened in the last so many days'),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
/** A case that is being written, to be compared. */
export const similarDraft = z.strictObject({
  subject: typedText(200),
  description: typedText(8_000).default(''),
  contactId: idField.optional(),
});
/** Tickets that may be duplicates, with what speaks for it. */
export const similarBody = z.object({
  items: z.array(
    z.object({
      ...{ id: z.string(), folio: z.string(), subject: z.string(), agentLabel: z.string() },
      ...{ company: z.string().nullable(), openedAt: instantField },
      score: z.number().describe('0 to 1'),
      words: z.array(z.string()).describe('Words that both have, the telling ones first'),
      facts: z.array(z.string()).describe('Facts that both hold with the same value'),
      asker: z.enum(['contact', 'company', 'other']),
    }),
  ),
});
