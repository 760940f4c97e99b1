import type { Calendars } from '../../contracts/calendar.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Figure, FigureCase, FigurePolicy, FiguresPort, Period } from '../../contracts/reports.ts';
import { AppError } from '../../errors/app-error.ts';
import { agentFigures } from './agents.ts';
import { aggregate, type GroupMember, inUnit, isCounted, keyOf, pointOf, rounded } from './aggregate.ts';
import { entered } from './entered.ts';
import { type FigureSource, type Measure, type Measured, type MeasureRoom, within } from './measured.ts';
import { knowledgeEntries, reviewedShare, satisfaction } from './opinions.ts';
import { ratingScaleOf, readSource, type SourceParts } from './source.ts';
import { clockMet, openOver, resolutionTime, responseTime, ticketCount } from './times.ts';
import { todayState } from './today.ts';

/** What figures are worked out with. */
export interface FigureParts extends SourceParts {
  /** As it holds at the moment of the question. */
  readonly policy: Policy;
  readonly calendars: () => Calendars;
  /** People of the desk, by name. */
  readonly people: () => Promise<readonly (GroupMember & { readonly roles: readonly string[]; presence: string })[]>;
  /** Titles of entries by id. */
  readonly titles: (entries: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const measures: Readonly<Record<FigurePolicy['metric'], Measure>> = {
  ...{ responseTime, resolutionTime, satisfaction, openOver, knowledgeEntries, reviewedShare, clockMet, ticketCount },
  // Without a value where nobody has entered one.
  manual: entered,
};

/** Figures of one organisation, each worked out anew from the logs (EXS-66..EXS-70, EXS-77, MAS-131, ICE-46). */
export function createFigures(parts: FigureParts): FiguresPort {
  const { periods, clock, policy } = parts;
  return {
    async sheet(asked, agent) {
      const period = periods.of(asked, clock.now());
      const trend = periods.trend(period);
      const room = await roomFor(parts, spanOf(trend, period));
      const people = (await parts.people()).filter(({ key }) => agent === undefined || key === agent);
      const all = { parts, room, period, trend, days: periods.days(period), people, agent };
      return { period, asOf: room.now, figures: policy.kpis.map((kpi) => figureOf(kpi, all)) };
    },
    async cases(name, asked, page) {
      const kpi = policy.kpis.find((one) => one.name === name);
      if (kpi === undefined) throw new AppError('FIGURE_UNKNOWN');
      return casesOf(parts, { kpi, period: periods.of(asked, clock.now()) }, page);
    },
    async agents(asked, agent) {
      const period = periods.of(asked, clock.now());
      const room = await roomFor(parts, period);
      const people = (await parts.people()).filter(({ key }) => agent === undefined || key === agent);
      return { period, agents: agentFigures({ room, period, people, kpis: policy.kpis }) };
    },
    today: () => todayState(parts),
  };
}

async function roomFor(parts: FigureParts, span: Period): Promise<MeasureRoom> {
  const source: FigureSource = await readSource(parts, span);
  return { source, calendars: parts.calendars(), ratings: ratingScaleOf(parts.policy), now: parts.clock.now() };
}

function spanOf(trend: readonly Period[], period: Period): Period {
  return {
    ...period,
    kind: 'custom',
    from: trend[0]?.from ?? period.from,
    firstDay: trend[0]?.firstDay ?? period.firstDay,
  };
}

interface Sheet {
  readonly parts: FigureParts;
  readonly room: MeasureRoom;
  readonly period: Period;
  readonly trend: readonly Period[];
  readonly days: readonly Period[];
  readonly people: Awaited<ReturnType<FigureParts['people']>>;
  readonly agent: string | undefined;
}

function figureOf(kpi: FigurePolicy, sheet: Sheet): Figure {
  const { period, room, agent } = sheet;
  const { name, label, metric, unit, operator, goal, per, calendar } = kpi;
  const itemsOf = itemsBy(kpi, sheet);
  const items = itemsOf(period);
  const members = metric === 'knowledgeEntries' && per === 'agent' ? sheet.people.filter(isAgent) : null;
  const whole = aggregate({ kpi, period, items, members, labelOf: labelsOf(kpi, sheet) });
  const point = (one: Period) => {
    const { firstDay, lastDay } = one;
    const own = itemsOf(one);
    return {
      firstDay,
      lastDay,
      ...(per === 'organisation' ? pointOf(kpi, one, own) : pointPer(kpi, one, own, members)),
    };
  };
  const past = (one: Period) => one.from <= room.now;
  return {
    ...{ name, label, metric, unit, operator, goal, per, calendar, ...whole },
    ...{ trend: sheet.trend.filter(past).map(point), days: sheet.days.filter(past).map(point) },
    ...(agent !== undefined && { groups: whole.groups.filter(({ key }) => per !== 'agent' || key === agent) }),
  };
}

function pointPer(kpi: FigurePolicy, period: Period, items: Measured[], members: readonly GroupMember[] | null) {
  const { groups: _groups, ...value } = aggregate({ kpi, period, items, members, labelOf: (key) => key });
  return value;
}

function isAgent({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.includes('agent');
}

/** What counts in each period. A share of what is open at the end depends on that end, and what was entered on the span; all else is read once. */
function itemsBy(kpi: FigurePolicy, { room, period, trend, agent }: Sheet): (one: Period) => Measured[] {
  const measure = measures[kpi.metric];
  const own = (items: Measured[]) => (agent === undefined ? items : items.filter((item) => item.agent === agent));
  if (kpi.metric === 'openOver' || kpi.metric === 'manual') return (one) => own(measure(kpi, one, room));
  const all = own(measure(kpi, spanOf(trend, period), room));
  return (one) => all.filter(({ at }) => within(at, one));
}

function labelsOf({ per }: FigurePolicy, { parts, people }: Sheet): (key: string) => string {
  const names = new Map(people.map(({ key, label }) => [key, label]));
  const areas = new Map(parts.policy.areas.map(({ code, name }) => [code, name]));
  return (key) => (per === 'agent' ? names.get(key) : per === 'area' ? areas.get(key) : undefined) ?? key;
}

async function casesOf(
  parts: FigureParts,
  { kpi, period }: { kpi: FigurePolicy; period: Period },
  page: Parameters<FiguresPort['cases']>[2],
) {
  const { group, agent, after, limit } = page;
  const room = await roomFor(parts, period);
  const items = measures[kpi.metric](kpi, period, room)
    .filter((item) => (group === undefined ? isCounted(kpi, item) : keyOf(kpi.per, item) === group))
    .filter((item) => agent === undefined || item.agent === agent)
    .map((item) => ({ item, order: orderOf(item) }))
    .sort((a, b) => (a.order < b.order ? 1 : -1));
  const from = after === undefined ? 0 : items.findIndex(({ order }) => order < after);
  const shown = from < 0 ? [] : items.slice(from, from + limit);
  const titles = await parts.titles(shown.flatMap(({ item }) => (item.kind === 'entry' ? [item.id] : [])));
  const last = from >= 0 && from + limit < items.length ? shown.at(-1) : undefined;
  return { items: shown.map(({ item }) => caseOf(kpi, item, titles)), next: last?.order ?? null };
}

function orderOf({ at, kind, id }: Measured): string {
  return `${at.toISOString()}|${kind}|${id}`;
}

function caseOf(kpi: FigurePolicy, item: Measured, titles: ReadonlyMap<string, string>): FigureCase {
  const { kind, id, title, at, agent, area, channel, value } = item;
  return {
    ...{ kind, id, at, agent, area, channel },
    title: title ?? titles.get(id) ?? null,
    value: rounded(inUnit(kpi, value)),
  };
}
