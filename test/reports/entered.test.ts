import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { FigureValues } from '../../src/contracts/figure-values.ts';
import { kpiSchema } from '../../src/contracts/policy/service.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { createFigureValues } from '../../src/reports/figures/entered.ts';
import { FigureValueRepository } from '../../src/storage/repositories/figure-values.ts';
import { buildPolicy } from '../builders/policy.ts';
import { openReportWorld, type ReportWorld } from '../builders/report-world.ts';

const kpi = { operator: '>=', goal: 90, unit: 'percent', metric: 'manual' } as const;
const policy = buildPolicy({
  kpis: [
    kpiSchema.parse({ ...kpi, name: 'auditoria', label: 'Auditoría', every: 'quarter' }),
    kpiSchema.parse({ ...kpi, name: 'evaluacion', label: 'Evaluación', per: 'agent' }),
    kpiSchema.parse({ ...kpi, name: 'tickets', label: 'Tickets', metric: 'ticketCount', unit: 'count' }),
  ],
});
const lola = { id: 'lola' };
const recorded: AuditRecord[] = [];
let world: ReportWorld;
let values: FigureValues;
beforeAll(async () => {
  world = await openReportWorld({ policy });
  values = createFigureValues({
    ...{ policy, clock: world.clock, people: async () => ['ana', 'beto'] },
    repository: new FigureValueRepository(world.desk.models.figureValues),
    audit: { record: async (record) => void recorded.push(record) },
  });
});
afterAll(() => world.close());

const whole = { group: null, value: 87 };
async function figure(name: string, from: string, kind: 'month' | 'week' = 'month') {
  const { figures } = await world.port.sheet({ kind, from });
  return figures.find((one) => one.name === name);
}
async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.code} ${error.message}` : String(error);
}

describe('a figure that a lead enters', () => {
  it('has no value until somebody enters one, and then that of its period, with who and when', async () => {
    expect(await figure('auditoria', '2026-11-01')).toMatchObject({ value: null, standing: 'noData' });
    const at = world.clock.now();
    const entered = await values.enter('auditoria', { day: '2026-11-20', ...whole }, lola);
    expect(entered).toEqual({
      ...{ figure: 'auditoria', firstDay: '2026-10-01', lastDay: '2026-12-31', group: null, value: 87 },
      ...{ by: 'lola', at, earlier: [] },
    });
    // A quarter's value is each of its months', and no other's.
    for (const month of ['2026-10-01', '2026-11-01'])
      expect(await figure('auditoria', month)).toMatchObject({ value: 87, standing: 'near' });
    expect(await figure('auditoria', '2026-09-01')).toMatchObject({ value: null });
    expect(recorded.at(-1)).toMatchObject({
      ...{ action: 'figure.enter', actor: { id: 'lola' }, subject: { id: 'auditoria' } },
      facts: { firstDay: '2026-10-01', value: 87 },
    });
  });

  it('is corrected without losing what stood there; the same again changes nothing', async () => {
    await values.enter('auditoria', { day: '2026-10-02', group: null, value: 92 }, { id: 'eva' });
    await values.enter('auditoria', { day: '2026-10-02', group: null, value: 92 }, { id: 'eva' });
    const [found, ...more] = await values.list('auditoria', 9);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ value: 92, by: 'eva', earlier: [{ value: 87, by: 'lola' }] });
    expect(await figure('auditoria', '2026-11-01')).toMatchObject({ value: 92, standing: 'reached' });
  });

  it('is entered for each part where the figure has parts', async () => {
    for (const [group, value] of [
      ['ana', 80],
      ['beto', 100],
    ] as const)
      await values.enter('evaluacion', { day: '2026-11-01', group, value }, lola);
    const found = await figure('evaluacion', '2026-11-01');
    expect(found).toMatchObject({ value: 90, standing: 'reached' });
    expect(found?.groups.map(({ key, value }) => [key, value])).toEqual([
      ['ana', 80],
      ['beto', 100],
    ]);
    const { items } = await world.port.cases('evaluacion', { kind: 'month', from: '2026-11-01' }, { limit: 9 });
    expect(items.map(({ kind, agent, value }) => [kind, agent, value]).sort()).toEqual([
      ['value', 'ana', 80],
      ['value', 'beto', 100],
    ]);
  });

  it('is refused where it cannot be', async () => {
    const enter = (name: string, over: object = {}) =>
      problemOf(values.enter(name, { day: '2026-11-01', ...whole, ...over }, lola));
    expect(await enter('tickets')).toContain('worked out');
    expect(await enter('nada')).toContain('FIGURE_UNKNOWN');
    expect(await enter('auditoria', { group: 'ana' })).toContain('no parts');
    expect(await enter('evaluacion')).toContain('agent');
    expect(await enter('evaluacion', { group: 'clave Canela2023' })).not.toContain('Canela2023');
    expect(await enter('auditoria', { day: '2027-01-01' })).toContain('not begun');
    expect(await enter('auditoria', { day: 'ayer' })).toContain('YYYY-MM-DD');
  });
});
