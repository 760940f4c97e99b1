import type { Figure, FigureCase, FigureSheet, FiguresPort, Period } from '../../contracts/reports.ts';
import type { ExportAsked, ExportPort, Sheet, SheetFile } from '../../contracts/sheets.ts';
import { AppError } from '../../errors/app-error.ts';
import { aboutOf, type SheetWords, sheetFile } from './sheet-file.ts';

/** What exports are made with. */
export interface ExportParts extends SheetWords {
  readonly figures: FiguresPort;
}

const CASES_AT_ONCE = 5_000;
/** Cases in one file; more are refused with the way out. */
const MOST_CASES = 50_000;

/** Files of what the figures' pages show: the same port, so the same figures, filters and order. */
export function createExports(parts: ExportParts): ExportPort {
  const make = async (asked: ExportAsked): Promise<Made> => {
    if (asked.what === 'agents') return agentsSheet(parts, asked);
    const found = await parts.figures.sheet(asked.period, asked.agent);
    const sheets = asked.what === 'figures' ? figureSheets(parts, found) : [await casesSheet(parts, asked, found)];
    return { period: found.period, sheets };
  };
  return {
    sheets: async (asked) => (await make(asked)).sheets,
    async file(asked, format): Promise<SheetFile> {
      const { period, sheets } = await make(asked);
      return sheetFile(parts, `${asked.name ?? asked.what}-${period.firstDay}`, sheets, format);
    },
  };
}

interface Made {
  readonly period: Period;
  readonly sheets: readonly Sheet[];
}

function goalOf({ goal, operator }: Figure): string {
  return goal === null ? '' : `${operator} ${goal}`;
}

function figureSheets(parts: ExportParts, { period, figures }: FigureSheet): Sheet[] {
  const { t } = parts;
  const column = (name: string) => t(`reports.column.${name}`);
  const value = ({ standing, cases, value: own }: Pick<Figure, 'standing' | 'cases' | 'value'>) =>
    [own, t(`reports.standing.${standing}`), cases] as const;
  const all: Sheet = {
    title: t('reports.figures.title'),
    about: aboutOf(parts, period),
    columns: ['figure', 'value', 'standing', 'cases', 'unit', 'goal'].map(column),
    rows: figures.map((one) => [one.label, ...value(one), t(`reports.unit.${one.unit}`), goalOf(one)]),
  };
  const parted = figures.filter(({ groups }) => groups.length > 0);
  const own = parted.map(({ label, per, groups, days }): Sheet => {
    const points = days.map(({ firstDay, value: point }) => ({ label: firstDay, value: point }));
    return {
      ...{ title: label, about: aboutOf(parts, period), chart: { title: label, points } },
      columns: [column(per), ...['value', 'standing', 'cases'].map(column)],
      rows: groups.map((group) => [group.label, ...value(group)]),
    };
  });
  return [all, ...own];
}

async function casesSheet(parts: ExportParts, asked: ExportAsked, { period, figures }: FigureSheet): Promise<Sheet> {
  const figure = figures.find(({ name }) => name === asked.name);
  if (figure === undefined) throw new AppError('FIGURE_UNKNOWN');
  if (figure.cases > MOST_CASES)
    throw new AppError('INPUT_INVALID', {
      path: 'period',
      problem: `more than ${MOST_CASES} cases; choose fewer days`,
    });
  const { t } = parts;
  const columns = ['case', 'kind', 'at', 'agent', 'area', 'channel', 'value'].map((name) =>
    t(`reports.column.${name}`),
  );
  const points = figure.days.map(({ firstDay, value }) => ({ label: firstDay, value }));
  const rows = (await everyCase(parts, asked, figure.name)).map((one) => {
    const { title, kind, at, agent, area, channel, value, id } = one;
    return [title ?? id, t(`reports.kind.${kind}`), at, agent, area, channel, value];
  });
  return { title: figure.label, about: aboutOf(parts, period), columns, rows, chart: { title: figure.label, points } };
}

async function everyCase({ figures }: ExportParts, asked: ExportAsked, name: string): Promise<FigureCase[]> {
  const { group, agent, period } = asked;
  const own = { ...(group === undefined ? {} : { group }), ...(agent === undefined ? {} : { agent }) };
  const found: FigureCase[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page = await figures.cases(name, period, {
      ...own,
      limit: CASES_AT_ONCE,
      ...(after === '' ? {} : { after }),
    });
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

async function agentsSheet(parts: ExportParts, asked: ExportAsked): Promise<Made> {
  const { t } = parts;
  const { period, agents } = await parts.figures.agents(asked.period, asked.agent);
  const names = ['agent', 'conversations', 'response', 'solved', 'resolution', 'satisfaction', 'entries'];
  const sheet: Sheet = {
    ...{ title: t('reports.agents.title'), about: aboutOf(parts, period) },
    columns: names.map((name) => t(`reports.column.${name}`)),
    rows: agents.map((one) => {
      const { name, conversations, responseHours, solved, resolutionHours, satisfaction, entries } = one;
      return [name, conversations, responseHours, solved, resolutionHours, satisfaction, entries];
    }),
  };
  return { period, sheets: [sheet] };
}
