import type { z } from 'zod';
import type {
  Absence,
  AgentQuota,
  EntryVerification,
  QuotaCorrection,
  QuotaMonth,
  QuotaWeek,
} from '../../contracts/quota.ts';
import type * as schema from './schema.ts';

/** Figures of a month as JSON. */
export function presentMonth(month: QuotaMonth): z.input<typeof schema.monthBody> {
  return { ...month, asOf: month.asOf.toISOString(), agents: month.agents.map(presentAgent) };
}

function presentAgent(agent: AgentQuota): z.input<typeof schema.monthBody>['agents'][number] {
  return {
    ...agent,
    days: [...agent.days],
    verdicts: agent.verdicts.map(({ seq, entryId, title, at, reason }) => {
      return { seq, entryId, title, at: at.toISOString(), reason };
    }),
  };
}

/** A week's list as JSON. */
export function presentWeek(week: QuotaWeek): z.input<typeof schema.weekBody> {
  return {
    ...week,
    dueAt: week.dueAt?.toISOString() ?? null,
    agents: week.agents.map((agent) => ({
      ...agent,
      items: agent.items.map((item) => ({ ...item, at: item.at.toISOString() })),
    })),
  };
}

/** An absence as JSON. */
export function presentAbsence(absence: Absence): z.input<typeof schema.absenceBody> {
  const { withdrawn } = absence;
  return {
    ...absence,
    at: absence.at.toISOString(),
    withdrawn: withdrawn && { by: withdrawn.by, at: withdrawn.at.toISOString() },
  };
}

/** A correction as JSON. */
export function presentCorrection(correction: QuotaCorrection): z.input<typeof schema.correctionBody> {
  return { ...correction, at: correction.at.toISOString() };
}

/** A verification as JSON. */
export function presentVerification(one: EntryVerification): z.input<typeof schema.verificationBody> {
  return { ...one, at: one.at.toISOString() };
}

const columns = [
  'month',
  'agent',
  'name',
  'working_days',
  'present_days',
  'target',
  'counted',
  'corrected',
  'total',
  'shortfall',
  'met',
  'behind_pace',
  'missed_days',
  'improved',
  'reused_entries',
  'reused_conversations',
] as const;

/** What the CSV is made from: the figures, or their JSON. */
export interface CsvFigures {
  readonly month: string;
  readonly agents: readonly Pick<
    AgentQuota,
    'agentId' | 'name' | 'workingDays' | 'presentDays' | 'month' | 'missedDays' | 'improved' | 'reused'
  >[];
}

/** Figures of a month as CSV (RFC 4180), one line for each agent. */
export function monthCsv({ month, agents }: CsvFigures): string {
  const rows = agents.map((agent) => [
    ...[month, agent.agentId, agent.name, agent.workingDays, agent.presentDays],
    ...[agent.month.target, agent.month.counted, agent.month.corrected, agent.month.total, agent.month.shortfall],
    ...[agent.month.met, agent.month.behindPace, agent.missedDays, agent.improved],
    ...[agent.reused.entries, agent.reused.conversations],
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
