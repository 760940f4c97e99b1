import type { z } from 'zod';
import type { AgentFigures, Figure, FigureCases, FigureSheet, Period, TodayState } from '../../contracts/reports.ts';
import type * as schema from './schema.ts';

/** A period as JSON. */
export function presentPeriod({
  kind,
  firstDay,
  lastDay,
  from,
  to,
}: Period): z.input<typeof schema.sheetBody>['period'] {
  return { kind, firstDay, lastDay, from: from.toISOString(), to: to.toISOString() };
}

/** All figures of a period as JSON. */
export function presentSheet({ period, asOf, figures }: FigureSheet): z.input<typeof schema.sheetBody> {
  return { period: presentPeriod(period), asOf: asOf.toISOString(), figures: figures.map(presentFigure) };
}

function presentFigure(figure: Figure): z.input<typeof schema.figureBody> {
  const { groups, trend, days } = figure;
  return { ...figure, groups: [...groups], trend: [...trend], days: [...days] };
}

/** A page of cases as JSON. */
export function presentCases({ items, next }: FigureCases): z.input<typeof schema.casesBody> {
  return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), next };
}

/** One line for each agent as JSON. */
export function presentAgents(found: {
  readonly period: Period;
  readonly agents: readonly AgentFigures[];
}): z.input<typeof schema.agentsBody> {
  return { period: presentPeriod(found.period), agents: [...found.agents] };
}

/** Today as JSON. */
export function presentToday(state: TodayState): z.input<typeof schema.todayBody> {
  const { asOf, longestWait, online } = state;
  return { ...state, asOf: asOf.toISOString(), longestWait: longestWait?.toISOString() ?? null, online: [...online] };
}
