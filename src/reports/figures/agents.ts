import type { AgentFigures, FigurePolicy, Period } from '../../contracts/reports.ts';
import { rounded } from './aggregate.ts';
import { type Measure, type Measured, type MeasureRoom, within } from './measured.ts';
import { knowledgeEntries, satisfaction } from './opinions.ts';
import { resolutionTime, responseTime } from './times.ts';

const HOUR = 3_600_000;

/** One line for each person of the desk: what the figures say of their own work, and never a rank (EXS-77). */
export function agentFigures(about: {
  readonly room: MeasureRoom;
  readonly period: Period;
  readonly people: readonly { readonly key: string; readonly label: string; readonly roles: readonly string[] }[];
  readonly kpis: readonly FigurePolicy[];
}): AgentFigures[] {
  const { room, period, people, kpis } = about;
  const measured = (metric: FigurePolicy['metric'], measure: Measure, plain: Partial<FigurePolicy> = {}) =>
    byAgent(measure({ ...ruleOf(metric, kpis), ...plain }, period, room));
  const response = measured('responseTime', responseTime);
  const resolution = measured('resolutionTime', resolutionTime);
  const opinions = measured('satisfaction', satisfaction, { unit: 'percent' });
  const entries = measured('knowledgeEntries', knowledgeEntries);
  return people
    .filter(({ key, roles }) => roles.includes('agent') || response.has(key) || resolution.has(key))
    .map(({ key: agentId, label: name }) => ({
      ...{ agentId, name, conversations: attendedBy(agentId, period, room) },
      responseHours: meanOf(response.get(agentId), HOUR),
      solved: resolution.get(agentId)?.length ?? 0,
      resolutionHours: meanOf(resolution.get(agentId), HOUR),
      satisfaction: meanOf(opinions.get(agentId), 1),
      entries: (entries.get(agentId) ?? []).reduce((sum, { value }) => sum + value, 0),
    }));
}

/** The policy's own figure of that kind, so that its calendar counts here too; else a plain one. */
function ruleOf(metric: FigurePolicy['metric'], kpis: readonly FigurePolicy[]): FigurePolicy {
  const plain = { clock: null, hours: null, base: 'open', cases: 'all', survey: null, calendar: 'natural' } as const;
  const rest = { operator: '<', goal: null, unit: 'hours', per: 'agent', every: 'month' } as const;
  return kpis.find((kpi) => kpi.metric === metric) ?? { name: metric, label: metric, metric, ...plain, ...rest };
}

/** Conversations that were with the agent at some instant of the period. */
function attendedBy(agent: string, period: Period, { source }: MeasureRoom): number {
  return source.episodes.filter(({ steps }) =>
    steps.some(({ by, at, type }) => by === agent && type !== 'closed' && within(at, period)),
  ).length;
}

function byAgent(items: readonly Measured[]): Map<string, Measured[]> {
  const found = new Map<string, Measured[]>();
  for (const item of items) {
    if (item.agent === null) continue;
    const known = found.get(item.agent);
    if (known) known.push(item);
    else found.set(item.agent, [item]);
  }
  return found;
}

function meanOf(items: readonly Measured[] | undefined, unit: number): number | null {
  if (items === undefined || items.length === 0) return null;
  return rounded(items.reduce((sum, { value }) => sum + value, 0) / items.length / unit);
}
