import type { FigureGroup, FigurePolicy, FigureStanding, FigureValue, Period } from '../../contracts/reports.ts';
import type { Measured } from './measured.ts';

const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
const sums: readonly FigurePolicy['metric'][] = ['knowledgeEntries', 'ticketCount'];

/** Who is there although nothing of theirs counted: an agent without an entry has 0 of them. */
export interface GroupMember {
  readonly key: string;
  readonly label: string;
}

/** How a figure is worked out of what counts towards it. */
export interface Aggregation {
  readonly kpi: FigurePolicy;
  readonly period: Period;
  readonly items: readonly Measured[];
  /** Null: only those of whom something counted. */
  readonly members: readonly GroupMember[] | null;
  readonly labelOf: (key: string) => string;
}

/** The figure and its parts. What is counted for each agent or area is, for all of them, the mean of theirs. */
export function aggregate(about: Aggregation): FigureValue & { readonly groups: FigureGroup[] } {
  const { kpi, period } = about;
  const items = about.items.filter((item) => isCounted(kpi, item));
  const whole = wholeOf(kpi, items);
  if (kpi.per === 'organisation') return { ...figure(kpi, period, whole, items.length), groups: [] };
  const groups = groupsOf(about);
  if (!sums.includes(kpi.metric)) return { ...figure(kpi, period, whole, items.length), groups };
  const mean = groups.length === 0 ? null : sum(items) / groups.length;
  const all = figure(kpi, period, mean, items.length);
  const isShort = all.standing === 'reached' && groups.some(({ standing }) => standing !== 'reached');
  return { ...all, standing: isShort ? 'near' : all.standing, groups };
}

/** One value without its parts. */
export function pointOf(kpi: FigurePolicy, period: Period, items: readonly Measured[]): FigureValue {
  return figure(kpi, period, wholeOf(kpi, items), items.length);
}

/** What one case adds, in the figure's unit. */
export function inUnit(kpi: FigurePolicy, value: number): number {
  return isTime(kpi) ? value / unitMs[kpi.unit as keyof typeof unitMs] : value;
}

/** Two decimals, as everybody is shown it. */
export function rounded(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100;
}

function groupsOf({ kpi, period, items, members, labelOf }: Aggregation): FigureGroup[] {
  const found = new Map<string, Measured[]>((members ?? []).map(({ key }) => [key, []]));
  for (const item of items) {
    const key = keyOf(kpi.per, item);
    if (key === null) continue;
    const known = found.get(key);
    if (known) known.push(item);
    else found.set(key, [item]);
  }
  const named = new Map(members?.map(({ key, label }) => [key, label]));
  const groups = [...found].map(([key, own]) => {
    const value = sums.includes(kpi.metric) ? sum(own) : wholeOf(kpi, own);
    return { key, label: named.get(key) ?? labelOf(key), ...figure(kpi, period, value, own.length) };
  });
  return groups.sort((a, b) => a.label.localeCompare(b.label, 'es') || (a.key < b.key ? -1 : 1));
}

/** What is counted for each part is a mean of theirs: what belongs to none is in no part, and so not in the mean. */
export function isCounted({ metric, per }: FigurePolicy, item: Measured): boolean {
  return per === 'organisation' || !sums.includes(metric) || keyOf(per, item) !== null;
}

/** The part that something belongs to; null: to none. */
export function keyOf(per: FigurePolicy['per'], { agent, area, channel }: Measured): string | null {
  return { organisation: null, agent, area, channel }[per];
}

function wholeOf(kpi: FigurePolicy, items: readonly Measured[]): number | null {
  if (sums.includes(kpi.metric)) return sum(items);
  return items.length === 0 ? null : sum(items) / items.length;
}

function sum(items: readonly Measured[]): number {
  return items.reduce((total, { value }) => total + value, 0);
}

function isTime({ metric }: FigurePolicy): boolean {
  return metric === 'responseTime' || metric === 'resolutionTime';
}

function figure(kpi: FigurePolicy, period: Period, value: number | null, cases: number): FigureValue {
  const own = value === null ? null : inUnit(kpi, value);
  return { value: own === null ? null : rounded(own), cases, standing: standingOf(kpi, period, own) };
}

function standingOf(kpi: FigurePolicy, period: Period, value: number | null): FigureStanding {
  if (value === null) return 'noData';
  // What is counted has a goal for a length of time: twenty a month says nothing about a day.
  const isOtherLength = sums.includes(kpi.metric) && period.kind !== kpi.every;
  if (kpi.goal === null || isOtherLength) return 'noGoal';
  return reaches(value, kpi.operator, kpi.goal) ? 'reached' : 'near';
}

function reaches(value: number, operator: FigurePolicy['operator'], goal: number): boolean {
  if (operator === '<') return value < goal;
  if (operator === '<=') return value <= goal;
  return operator === '>' ? value > goal : value >= goal;
}
