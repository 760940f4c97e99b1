import { describe, expect, it } from '@jest/globals';
import type { FigurePolicy, Period } from '../../src/contracts/reports.ts';
import { aggregate } from '../../src/reports/figures/aggregate.ts';
import type { Measured } from '../../src/reports/figures/measured.ts';

const period = { kind: 'month', code: '2026-11' } as unknown as Period;

function kpiOf(about: Partial<FigurePolicy>): FigurePolicy {
  return {
    ...{
      name: 'casos',
      label: 'Casos',
      metric: 'ticketCount',
      unit: 'tickets',
      operator: '>=',
      goal: 3,
      every: 'month',
    },
    ...{ per: 'agent', calendar: null },
    ...about,
  } as unknown as FigurePolicy;
}

function itemOf(agent: string | null, value = 1): Measured {
  const at = new Date('2026-11-23T16:00:00Z');
  return { kind: 'ticket', id: `${agent}`, at, agent, area: null, channel: null, value, title: null };
}

const figure = (kpi: FigurePolicy, items: readonly Measured[]) =>
  aggregate({ kpi, period, items, members: null, labelOf: (key) => key });

describe('a figure for each agent', () => {
  const items = [itemOf('ana'), itemOf('ana'), itemOf('luz'), itemOf('luz'), itemOf(null), itemOf(null)];

  it('is the mean of theirs, without what belongs to nobody', () => {
    const { value, cases, standing, groups } = figure(kpiOf({}), items);
    expect(groups.map(({ key, value: own }) => [key, own])).toEqual([
      ['ana', 2],
      ['luz', 2],
    ]);
    expect([value, cases, standing]).toEqual([2, 4, 'near']);
  });

  it('is nothing where all belongs to nobody', () => {
    expect(figure(kpiOf({}), [itemOf(null)])).toMatchObject({ value: null, cases: 0, standing: 'noData', groups: [] });
  });

  it('counts everything where it is of the organisation, and where it is a mean of cases', () => {
    expect(figure(kpiOf({ per: 'organisation' }), items)).toMatchObject({ value: 6, cases: 6 });
    const scores = [itemOf('ana', 4), itemOf(null, 2)];
    expect(figure(kpiOf({ metric: 'satisfaction' }), scores)).toMatchObject({ value: 3, cases: 2 });
  });
});
