import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TicketTransfer } from '../../src/contracts/ticket-transfer.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createTicketTransfer } from '../../src/tickets/transfer/transfer.ts';
import { Receiver } from '../webhooks/receiver.ts';
import { openWebhookWorld, text, type WebhookWorld } from '../webhooks/world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

let world: WebhookWorld;
let transfer: TicketTransfer;
const redactor = createRedactor({ salt: Buffer.alloc(32, 3) });
beforeEach(async () => {
  world = await openWebhookWorld({ policy: loadPolicy('confa') });
  transfer = createTicketTransfer({
    ...{ tickets: world.tickets, references: world.references, policyOf: () => world.policy },
    redact: (value) => redactor.redact(value, { speaker: 'agent' }).text,
    now: () => world.clock.now(),
  });
});
afterEach(() => world.close());

async function* bytes(csv: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(csv);
  // In small parts: a character, a quote or a line may be cut anywhere.
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}
const actor = { role: 'admin', id: 'operator' } as const;
const take = (csv: string | Buffer, dryRun = false) =>
  transfer.import(bytes(csv, typeof csv === 'string' ? 7 : 65_536), {
    organisation: 'confa',
    source: 'vieja',
    dryRun,
    actor,
  });
async function all() {
  return (await world.tickets.list({ organisation: 'confa', limit: 200 })).items;
}
async function exported(filter: { open?: boolean } = {}) {
  let csv = '';
  for await (const part of transfer.export({ organisation: 'confa', ...filter })) csv += part;
  return csv;
}
async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error, 'IMPORT_UNREADABLE') ? String(error.details.problem) : `other: ${error}`;
}

describe('import of tickets', () => {
  const csv = [
    'id;asunto;descripción;área;fecha;estado;código de cierre;nota',
    'A-1;Queja de recreación;"No me atendieron;\nfui dos veces";secretaria;2026-01-15T10:00:00-05:00;;;',
    'A-2;Petición;;;2026-01-16;Cerrado;respondido;Se respondió por carta',
  ].join('\n');

  it('P2 opens each line once, under a key of organisation, source and row: twice is once', async () => {
    expect((await take(csv, true)).counts).toEqual({ create: 2, same: 0, refused: 0 });
    expect(await all()).toEqual([]);
    expect((await take(csv)).counts).toEqual({ create: 2, same: 0, refused: 0 });
    expect((await take(csv)).counts).toEqual({ create: 0, same: 2, refused: 0 });
    const tickets = await all();
    expect(tickets.map(({ subject, area, state, reason }) => [subject, area, state, reason])).toEqual([
      ['Petición', 'servicio_cliente', 'cerrado', 'import'],
      ['Queja de recreación', 'secretaria', 'registrado', 'import'],
    ]);
    expect(tickets[1]?.description).toBe('No me atendieron;\nfui dos veces');
    expect(tickets[1]?.openedAt.toISOString()).toBe('2026-01-15T15:00:00.000Z');
    expect(await world.references.find('confa', 'a-1', 'vieja')).toEqual([tickets[1]?.id]);
  });

  it('P2 an import that broke off between opening and its end is begun again without a second ticket', async () => {
    await take(csv);
    await world.data.models.ticketReferences.deleteMany({});
    expect((await take(csv)).counts.refused).toBe(0);
    expect(await all()).toHaveLength(2);
    expect(await world.references.find('confa', 'A-2', 'vieja')).toHaveLength(1);
  });

  it('P4 what people wrote is redacted on the way in', async () => {
    await take('id,subject,description\n1,Acceso,"la contraseña es Canela2023, entre por 10.1.2.3"\n');
    expect(JSON.stringify(await all())).not.toMatch(/Canela2023|10\.1\.2\.3/);
    expect((await world.data.bytes()).includes('Canela2023')).toBe(false);
  });

  it('tells every problem by its line and column, takes the good lines, and counts each line once', async () => {
    const report = await take(
      [
        'id,subject,area,openedAt,state',
        '1,Buena,,,',
        ',Sin clave,,,',
        '3,,,,',
        '4,Area,otra,,',
        '5,Fecha,,mañana,',
        '6,Futuro,,2099-01-01,',
        '7,Estado,,,volando',
        '8,Cierre,,,cerrado',
        '1,Otra vez,,,',
        '9,Larga,,,,sobra',
        '',
      ].join('\n'),
    );
    expect(report.counts).toEqual({ create: 1, same: 0, refused: 9 });
    expect(report.problems.map(({ line, column }) => [line, column])).toEqual([
      ...[
        [3, 'row'],
        [4, 'subject'],
        [5, 'area'],
        [6, 'openedAt'],
        [7, 'openedAt'],
        [8, 'state'],
        [9, 'closingCode'],
      ],
      ...[
        [10, 'row'],
        [11, null],
      ],
    ]);
    expect(report.problems[2]?.problem).toContain('servicio_cliente');
  });

  it('refuses a file that it would lose something of, and says what', async () => {
    expect(await problemOf(take('id,subject,color\n1,a,b\n'))).toContain('column 3');
    expect(await problemOf(take('subject\nx\n'))).toContain('row');
    expect(await problemOf(take('id,subject\n1,"abierto\n'))).toContain('quote');
    expect(await problemOf(take(''))).toContain('empty');
    expect(await problemOf(take('id,subject,asunto\n1,a,b\n'))).toContain('subject');
    const broken = Buffer.concat([Buffer.from(`id,subject\n1,${'é'.repeat(40_000)}\n2,`), Buffer.from([0xe9, 0x0a])]);
    expect(await problemOf(take(broken))).toContain('UTF-8');
  });

  it('reads what Excel in Spanish writes: Windows-1252, semicolons', async () => {
    await take(Buffer.from('id;asunto\n1;Petición número uno\n', 'latin1'));
    expect((await all())[0]?.subject).toBe('Petición número uno');
  });

  it('P7 does not tell the system that the lines came from, and tells the others', async () => {
    const outside = await Receiver.open();
    await world.endpoint(outside.url('/vieja'), { system: 'vieja' });
    await world.endpoint(outside.url('/otra'), { system: 'otra' });
    await take('id,subject\n1,Caso\n');
    await world.settle();
    expect([outside.at('/vieja').length, outside.at('/otra').length]).toEqual([0, 1]);
    await outside.close();
  });
});

describe('export of tickets', () => {
  it('opens in a spreadsheet as it is: a mark for UTF-8, and no cell that runs as a formula', async () => {
    await world.open('one', {
      subject: text('=HYPERLINK("http://evil.example")'),
      description: text('+52 55; "sí"\n-1'),
    });
    const csv = await exported();
    expect(csv.startsWith('\uFEFFfolio,state,')).toBe(true);
    expect(csv).toContain('"\'=HYPERLINK(""http://evil.example"")"');
    expect(csv).toContain('"\'+52 55; ""sí""\n-1"');
  });

  it('comes back by an import as the same cases: nothing is lost on the way', async () => {
    await world.open('one', { subject: text('=1+1'), description: text("'=texto\ncon líneas"), area: 'secretaria' });
    await world.open('two', { subject: text('Dos, con coma'), company: 'Acme; S.A.' });
    await world.references.set((await all())[0] ?? { id: '', organisation: '' }, { system: 'crm', id: 'C-1' });
    const before = await all();
    const csv = await exported();
    const fresh = await openWebhookWorld({ policy: loadPolicy('confa') });
    const other = createTicketTransfer({
      ...{ tickets: fresh.tickets, references: fresh.references, policyOf: () => fresh.policy },
      ...{ redact: text, now: () => fresh.clock.now() },
    });
    const report = await other.import(bytes(csv), { organisation: 'confa', source: 'copia', dryRun: false, actor });
    expect([report.counts, report.ignoredColumns]).toEqual([
      { create: 2, same: 0, refused: 0 },
      ['stateLabel', 'phase', 'priority', 'assignee', 'updatedAt', 'dueAt', 'references'],
    ]);
    const after = (await fresh.tickets.list({ organisation: 'confa', limit: 10 })).items;
    const said = (tickets: typeof after) =>
      tickets
        .map(({ subject, description, area, company, openedAt }) => [subject, description, area, company, openedAt])
        .sort();
    expect(said(after)).toEqual(said(before));
    await fresh.close();
  });

  it('gives all pages, filtered', async () => {
    const lines = Array.from({ length: 230 }, (_, at) => `${at},Caso ${at}`);
    await take(`id,subject\n${lines.join('\n')}\n`);
    expect((await exported()).split('\r\n').filter((line) => line !== '')).toHaveLength(231);
    expect((await exported({ open: false })).split('\r\n').filter((line) => line !== '')).toHaveLength(1);
  });
});
