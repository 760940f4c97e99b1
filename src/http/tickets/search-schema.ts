import { z } from 'zod';
import { ticketSorts } from '../../contracts/ticket-search.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';
import { clockBody } from './schema.ts';

const word = z.string().min(1).max(64);

/** What narrows a list of tickets. */
export const filterFields = {
  state: word.optional(),
  phase: word.optional().describe('Common phase, over all states of that kind'),
  priority: word.optional(),
  area: word.optional(),
  tag: typedText(80).optional().describe('A word that the desk put on it'),
  assignee: idField.optional().describe('Id of an agent; `me`; `nobody`'),
  due: z.enum(['overdue', 'today']).optional().describe('Past its limit, or its limit comes within a day'),
  open: z.boolean().optional().describe('Only tickets that are not over, or only those that are'),
};
const text = typedText(120).optional().describe('Words of folio, subject, description, requester or company');
const sort = z.enum(ticketSorts).default('newest').describe('`due`: the earliest limit first, open tickets alone');

/** A page of the list. Typed words travel in the body: addresses are logged (P4). */
export const searchBody = z.strictObject({ ...filterFields, ...pageFields, text, sort });

/** A line of the list. */
export const rowBody = z.object({
  id: z.string(),
  folio: z.string(),
  subject: z.string(),
  requester: z.string().nullable(),
  company: z.string().nullable(),
  state: z.string(),
  phase: z.string(),
  agentLabel: z.string(),
  priority: z.string().nullable(),
  area: z.string(),
  assignee: z.string().nullable(),
  clocks: z.array(clockBody),
  version: z.number(),
  openedAt: instantField,
  updatedAt: instantField,
  dueAt: instantField.nullable(),
  closedAt: instantField.nullable(),
});
/** A page of lines; it may be shorter than asked for while `next` is not null. */
export const rowsBody = pageOf(rowBody);

const savedFilter = z.strictObject(filterFields);
/** A view in an address. */
export const viewParams = z.strictObject({ id: idField });
/** What is written of a view. */
export const viewDraft = z.strictObject({
  name: typedText(60).refine((text) => text.trim() !== '', 'is empty'),
  shared: z.boolean().default(false).describe('The whole team sees it'),
  filter: savedFilter,
  sort,
});
/** A list under a name. */
export const viewBody = z.object({
  id: z.string(),
  name: z.string(),
  shared: z.boolean(),
  filter: z.object(filterFields),
  sort: z.enum(ticketSorts),
});
const countBody = z.object({
  id: z.string(),
  count: z.number(),
  isMore: z.boolean().describe('There are more than were counted'),
});
/** All views of the caller. */
export const viewsBody = z.object({ items: z.array(viewBody) });
/** Words to choose from: those of the policy, and those that stand on open tickets. */
export const ticketTagsBody = z.object({ suggested: z.array(z.string()), used: z.array(z.string()) });
/** How many tickets each view has: the built-in ones by their names, then those of the list. */
export const viewCountsBody = z.object({ items: z.array(countBody) });
