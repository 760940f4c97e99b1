import { z } from 'zod';
import { idField, instantField } from '../routing/fields.ts';

const localDate = z.iso.date().describe('YYYY-MM-DD, a local day of the organisation');
const standing = z
  .enum(['reached', 'near', 'noGoal', 'noData'])
  .describe('Guidance, not a sanction: `near` = worth a look (EXS-77)');

/** `?kind=month&from=2026-11-01`; without days, the period that is now. */
export const periodFields = {
  kind: z.enum(['day', 'week', 'month', 'custom']).default('month'),
  from: localDate.optional(),
  to: localDate.optional().describe('For `custom`: the last day'),
};
export const periodQuery = z.strictObject(periodFields);
export const casesQuery = z.strictObject({
  ...periodFields,
  group: z.string().min(1).max(200).optional().describe('Key of one group of the figure'),
  after: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const nameParams = z.strictObject({ name: idField });

const periodBody = z.object({
  kind: z.enum(['day', 'week', 'month', 'custom']),
  firstDay: localDate,
  lastDay: localDate,
  from: instantField,
  to: instantField,
});
const value = { value: z.number().nullable(), cases: z.number(), standing };
const point = z.object({ firstDay: localDate, lastDay: localDate, ...value });

/** One figure with its goal. */
export const figureBody = z.object({
  name: z.string(),
  label: z.string(),
  metric: z.string(),
  unit: z.enum(['minutes', 'hours', 'days', 'percent', 'count', 'points']),
  operator: z.enum(['<', '<=', '>=', '>']),
  goal: z.number().nullable(),
  per: z.enum(['organisation', 'agent', 'area', 'channel']),
  calendar: z.string(),
  ...value,
  groups: z.array(z.object({ key: z.string(), label: z.string(), ...value })),
  trend: z.array(point),
  days: z.array(point),
});
/** All figures of a period. */
export const sheetBody = z.object({ period: periodBody, asOf: instantField, figures: z.array(figureBody) });
/** What a figure was made from. */
export const casesBody = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['ticket', 'conversation', 'entry', 'correction', 'value']),
      id: z.string(),
      title: z.string().nullable(),
      at: instantField,
      value: z.number(),
      agent: z.string().nullable(),
      area: z.string().nullable(),
      channel: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
/** One line for each person of the desk. */
export const agentsBody = z.object({
  period: periodBody,
  agents: z.array(
    z.object({
      agentId: z.string(),
      name: z.string(),
      conversations: z.number(),
      responseHours: z.number().nullable(),
      solved: z.number(),
      resolutionHours: z.number().nullable(),
      satisfaction: z.number().nullable(),
      entries: z.number(),
    }),
  ),
});
/** How things stand this minute. */
export const todayBody = z.object({
  asOf: instantField,
  waiting: z.number(),
  longestWait: instantField.nullable(),
  withAgents: z.number(),
  openTickets: z.number(),
  unassigned: z.number(),
  late: z.number(),
  soon: z.number(),
  solvedToday: z.number(),
  openedToday: z.number(),
  online: z.array(z.object({ agentId: z.string(), name: z.string(), presence: z.string() })),
});

export const exportParams = z.strictObject({ what: z.enum(['figures', 'cases', 'agents']) });
export const exportQuery = z.strictObject({
  ...periodFields,
  format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
  name: idField.optional().describe('For `cases`: which figure'),
  group: z.string().min(1).max(200).optional(),
});

const enteredBy = { value: z.number(), by: z.string(), at: instantField };
/** A value that somebody entered. */
export const valueBody = z.object({
  figure: z.string(),
  firstDay: localDate,
  lastDay: localDate,
  group: z.string().nullable().describe('Agent, area or channel; null: the organisation'),
  ...enteredBy,
  earlier: z.array(z.object(enteredBy)).describe('What it corrects, oldest first'),
});
export const valuesBody = z.object({ items: z.array(valueBody) });
export const enteredBody = z.strictObject({
  day: localDate.describe('Any day of the period that it stands for'),
  group: z.string().min(1).max(200).nullable().default(null).describe('Agent, area or channel of the figure'),
  value: z.number().min(-1e12).max(1e12),
});
