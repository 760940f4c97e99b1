import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createProductCatalogue } from '../../src/compose/organisations.ts';
import type { ExportPort } from '../../src/contracts/sheets.ts';
import { toCsv } from '../../src/reports/sheets/csv.ts';
import { createExports } from '../../src/reports/sheets/exports.ts';
import { openReportWorld, type ReportWorld } from '../builders/report-world.ts';
import { agent, text } from '../builders/running-tickets.ts';

// Stores open and close; the machine may be busy.
jest.setTimeout(30_000);

describe('exports of figures', () => {
  let world: ReportWorld;
  let port: ExportPort;
  const period = { kind: 'month' } as const;
  beforeAll(async () => {
    world = await openReportWorld();
    for (const id of ['ana', 'beto', 'ana']) {
      const ticket = await world.run.open({ area: 'soporte' });
      world.clock.advance({ minutes: 45 });
      const note = { type: 'note', text: text('voy'), internal: false } as const;
      await world.run.tickets.act(ticket, note, { actor: { ...agent, id }, at: world.clock.now() });
      await world.run.settle();
    }
    const t = createProductCatalogue().t('es-MX');
    const place = () => ({ locale: 'es-MX', timeZone: 'America/Mexico_City' });
    port = createExports({ figures: world.port, clock: world.clock, place, t });
  });
  afterAll(() => world.close());

  it('has the figures of the screen, in its order, and its cases', async () => {
    const { figures } = await world.port.sheet(period);
    const { body, name } = await port.file({ what: 'figures', period }, 'csv');
    const rows = parse(body, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
    expect(name).toBe('figures-2026-11-01.csv');
    expect(rows.slice(2, 2 + figures.length).map(([label, value, , cases]) => [label, value, cases])).toEqual(
      figures.map(({ label, value, cases }) => [label, value === null ? '' : String(value), String(cases)]),
    );
    const shown = (await world.port.cases('respuesta', period, { limit: 50 })).items;
    const file = await port.file({ what: 'cases', name: 'respuesta', period }, 'csv');
    const [head, ...lines] = parse(file.body, { bom: true }) as string[][];
    expect(head).toEqual(['Caso', 'Tipo', 'Fecha', 'Agente', 'Área', 'Canal', 'Valor']);
    expect(lines.map(([folio, , at, by, , , value]) => [folio, at, by, value])).toEqual(
      shown.map(({ title, at, agent: by, value }) => [title, at.toISOString(), by, String(value)]),
    );
  });

  it('gives an agent a file of the own figures alone', async () => {
    const [sheet] = await port.sheets({ what: 'agents', period, agent: 'ana' });
    expect(sheet?.rows.map(([name]) => name)).toEqual(['ana']);
  });

  it('makes a spreadsheet and a PDF of the same tables', async () => {
    const xlsx = await port.file({ what: 'figures', period }, 'xlsx');
    expect(xlsx.body.subarray(0, 2).toString()).toBe('PK');
    const pdf = await port.file({ what: 'cases', name: 'respuesta', period }, 'pdf');
    expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.body.toString('latin1')).toMatch(/\/Type \/Page\b/);
  });

  it('lets no text run as a formula, and leaves numbers alone', () => {
    const sheet = { title: 'x', about: [], columns: ['=a'], rows: [['=cmd|"/c calc"', -5, '@x', null]] };
    expect(toCsv([sheet]).toString()).toBe('\uFEFF\'=a\r\n"\'=cmd|""/c calc""",-5,\'@x,\r\n');
  });
});
