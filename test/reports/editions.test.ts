import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Policy } from '../../src/contracts/policy.ts';
import type { QuotaWeek } from '../../src/contracts/quota.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { buildPolicy } from '../builders/policy.ts';
import { buildReader, buildReportDesk } from '../builders/report-desk.ts';
import { openReportWorld, type ReportWorld } from '../builders/report-world.ts';
import { agent, lead, text } from '../builders/running-tickets.ts';

type Rule = Policy['reports'][number];
const rule = (over: Partial<Rule>): Rule => ({
  ...{ name: 'pendientes', label: 'Pendientes', contents: ['Casos'], sections: ['open'], every: 'week' },
  ...{ to: ['jefe_soporte'], accept: false, ...over },
});
const jefa = buildReader('jefa', { roles: ['lead', 'jefe_soporte'] });
const ana = buildReader('ana');
const acme = { id: 'c1', name: 'Acme', aliases: ['ACME SA'], email: 'direccion@acme.example' };
const zeta = { id: 'c2', name: 'Zeta', aliases: [], email: 'direccion@zeta.example' };

let world: ReportWorld;
beforeEach(async () => {
  // Monday 2026-11-02.
  world = await openReportWorld();
});
afterEach(() => world.close());

const deskWith = (reports: Rule[], more: Parameters<typeof buildReportDesk>[1] = {}) =>
  buildReportDesk(world, { people: [jefa, ana], rules: buildPolicy({ reports }), ...more });
const rows = (body: Buffer) =>
  parse(body, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
const by = (id: string) => ({ kind: 'agent', id }) as const;
const until = (at: string) => world.run.runUntil(new Date(at));
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.code}: ${error.message}` : String(error);
}

describe('reports by the calendar', () => {
  it('EXS-49 the head of support is mailed each Monday which cases are pending with Development', async () => {
    const open = await world.run.open({ area: 'desarrollo', subject: text('No cierra el mes') });
    await world.run.open({ area: 'soporte' });
    const desk = deskWith([rule({ when: { area: ['desarrollo'] } })]);
    await desk.editions.run();
    expect(desk.mails).toEqual([]);
    await until('2026-11-09T06:00:30Z');
    const [mail] = desk.mails;
    expect(desk.mails).toHaveLength(1);
    expect(mail).toMatchObject({ to: 'jefa@mesa.example', organisation: 'exsim' });
    expect(mail?.subject).toContain('Pendientes · 2026-11-02 a 2026-11-08');
    const { ticket } = await world.run.tickets.get(open);
    expect(mail?.text.match(/EXS-\d+/g)).toEqual([ticket.folio]);
    expect(mail?.text).toContain('No cierra el mes');
    expect(mail?.files?.map(({ name }) => name)).toEqual(['pendientes-2026-W45.pdf', 'pendientes-2026-W45.xlsx']);
    expect(mail?.files?.[0]?.body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await desk.console('jefa')).toEqual(['report.ready']);
    expect(await desk.console('ana')).toEqual([]);
    expect(desk.audited).toMatchObject([
      { action: 'report.make', actor: { kind: 'system' }, facts: { recipients: 1 } },
    ]);
  });

  it('EXS-50 lists what is past a limit, and nothing else', async () => {
    const late = await world.run.open({ area: 'desarrollo' });
    const desk = deskWith([rule({ name: 'atrasados', sections: ['overdue'] })]);
    await desk.editions.run();
    await world.run.runUntil(new Date('2026-11-08T20:00:00Z'));
    await world.run.open({ area: 'soporte' });
    await until('2026-11-09T06:00:30Z');
    const [edition] = (await desk.editions.list({ limit: 5 })).items;
    const { body } = await desk.editions.file(edition?.id ?? '', 'csv');
    const folios = rows(body).flatMap((row) => row.filter((cell) => /^EXS-\d+$/.test(cell)));
    expect(folios).toEqual([(await world.run.tickets.get(late)).ticket.folio]);
  });

  it('EXS-52 has a line for each entry of an agent in the week, and one for who wrote none', async () => {
    const asked: (string | undefined)[] = [];
    const quota = {
      async week(week?: string): Promise<QuotaWeek> {
        asked.push(week);
        const item = { entryId: 'e1', title: 'Cierre de mes', url: 'https://ayuda.example/1', kind: 'new' } as const;
        const items = [{ ...item, at: new Date('2026-11-03T15:00:00Z'), reason: null, state: 'pending', note: null }];
        const agents = [
          { agentId: 'ana', name: 'Ana', items },
          { agentId: 'beto', name: 'Beto', items: [] },
        ] as unknown as QuotaWeek['agents'];
        return { week: week ?? '', from: '', to: '', dueAt: null, pending: 1, agents };
      },
    };
    const desk = deskWith([rule({ name: 'bot', sections: ['knowledge'] })], { quota });
    await world.run.open();
    await desk.editions.run();
    await until('2026-11-09T06:00:30Z');
    const [edition] = (await desk.editions.list({ limit: 5 })).items;
    const table = (await desk.editions.sheets(edition?.id ?? ''))[0];
    expect(asked).toEqual(['2026-W45']);
    expect(table?.rows.map(([name, , entry]) => [name, entry])).toEqual([
      ['Ana', 'Cierre de mes'],
      ['Beto', 'Sin entradas'],
    ]);
  });

  it('P5 is made and mailed once, whatever restarts, and a gateway that stood still catches up', async () => {
    await world.run.open();
    const rules = [rule({ sections: ['tickets'] })];
    const desk = deskWith(rules);
    await desk.editions.run();
    await until('2026-11-09T06:00:30Z');
    const again = deskWith(rules);
    await Promise.all([desk.editions.run(), again.editions.run()]);
    expect([desk.mails.length, again.mails.length]).toEqual([1, 0]);
    world.clock.set(new Date('2026-11-30T18:00:00Z'));
    const later = deskWith(rules);
    await later.editions.run();
    const made = (await later.editions.list({ limit: 9 })).items.map(({ period }) => period);
    expect(made.sort()).toEqual(['2026-W45', '2026-W46', '2026-W47', '2026-W48']);
    expect(later.mails.map(({ subject }) => subject.match(/2026-11-\d\d/)?.[0])).toEqual([
      ...['2026-11-09', '2026-11-16', '2026-11-23'],
    ]);
  });

  it('P5 a start leaves its reports to the queue, which makes and mails them', async () => {
    await world.run.open();
    world.clock.set(new Date('2026-11-09T18:00:00Z'));
    const desk = deskWith([rule({})]);
    await desk.editions.recover();
    expect([(await desk.editions.list({ limit: 5 })).items, desk.mails]).toEqual([[], []]);
    await until('2026-11-09T18:00:00Z');
    expect(desk.mails).toHaveLength(1);
  });

  it('P3 each recipient is written down as they are mailed: a crash on the way repeats nobody', async () => {
    await world.run.open();
    const people = ['uno', 'dos', 'tres'].map((id) => buildReader(id, { roles: ['jefe_soporte'] }));
    const desk = deskWith([rule({})], { people });
    await desk.editions.run();
    world.clock.set(new Date('2026-11-09T06:00:30Z'));
    // The process ends while the third mail leaves.
    const ended = desk.endAt(3);
    void desk.editions.run();
    await ended;
    expect(desk.mails.map(({ to }) => to)).toEqual(['uno@mesa.example', 'dos@mesa.example']);
    const next = deskWith([rule({})], { people });
    await next.editions.run();
    expect(next.mails.map(({ to }) => to)).toEqual(['tres@mesa.example']);
  });

  it('P5 a report that cannot be made holds up neither those behind it nor the mails, and is tried again', async () => {
    let isBroken = true;
    const quota = {
      async week(week?: string): Promise<QuotaWeek> {
        if (isBroken) throw new Error('the entries cannot be read');
        return { week: week ?? '', from: '', to: '', dueAt: null, pending: 0, agents: [] };
      },
    };
    await world.run.open();
    const desk = deskWith([rule({ name: 'bot', sections: ['knowledge'] }), rule({})], { quota });
    await desk.editions.run();
    await until('2026-11-09T06:00:30Z');
    const made = async () => (await desk.editions.list({ limit: 9 })).items.map(({ report }) => report).sort();
    expect([await made(), desk.mails.length]).toEqual([['pendientes'], 1]);
    isBroken = false;
    await until('2026-11-09T06:05:00Z');
    expect([await made(), desk.mails.length]).toEqual([['bot', 'pendientes'], 2]);
  });

  it('P3 a mail that did not leave is tried again under the same id, and given up with a word to the leads', async () => {
    await world.run.open();
    const desk = deskWith([rule({})]);
    await desk.editions.run();
    desk.failing.mails = 1;
    await until('2026-11-09T06:00:30Z');
    const state = async () => (await desk.editions.list({ limit: 1 })).items[0]?.deliveries.map(({ state: s }) => s);
    expect([desk.mails.length, await state()]).toEqual([0, ['waiting']]);
    await until('2026-11-09T06:06:00Z');
    expect([desk.mails.length, await state()]).toEqual([1, ['sent']]);
    desk.failing.mails = 1;
    desk.failing.code = 'DELIVERY_REFUSED';
    await until('2026-11-16T06:01:00Z');
    expect([desk.mails.length, await state()]).toEqual([1, ['failed']]);
    expect(await desk.console('jefa')).toContain('report.undelivered');
  });
});

describe('reports for customers', () => {
  const tickets = rule({ name: 'tickets', sections: ['tickets', 'figures'], every: 'month', to: ['requesterCompany'] });

  it('MAS-116 each customer’s report goes to the person whom that customer named, and to nobody else', async () => {
    const own = await world.run.open({ company: 'Acme', subject: text('Asunto de Acme') });
    await world.run.open({ company: 'Zeta', subject: text('Asunto de Zeta') });
    const desk = deskWith([tickets], { companies: [acme, zeta] });
    await desk.editions.run();
    await until('2026-12-01T06:01:00Z');
    expect(desk.mails.map(({ to }) => to).sort()).toEqual(['direccion@acme.example', 'direccion@zeta.example']);
    const mail = desk.mails.find(({ to }) => to === acme.email);
    expect(mail?.text).toContain((await world.run.tickets.get(own)).ticket.folio);
    expect(mail?.text).not.toContain('Asunto de Zeta');
    expect(await desk.console('jefa')).toEqual([]);
  });

  it('MAS-116 a customer that named nobody gets none, and the leads hear of it', async () => {
    await world.run.open({ company: 'Acme' });
    const desk = deskWith([tickets], { companies: [{ ...acme, email: null }] });
    await desk.editions.run();
    await until('2026-12-01T06:01:00Z');
    expect(desk.mails).toEqual([]);
    expect(await desk.console('jefa')).toEqual(['report.undelivered']);
  });

  it('MAS-115 ALI-51 says how many tickets there were, what each was about, how it stands, and how the service did', async () => {
    const solved = await world.run.open({ company: 'ACME SA', subject: text('No imprime') });
    await world.run.open({ company: 'Acme', subject: text('No factura') });
    await world.run.open({ company: 'Zeta' });
    await world.run.tickets.move(solved, 'solucionado', lead, world.clock.now());
    await world.run.settle();
    const desk = deskWith([{ ...tickets, every: null }], { companies: [acme, zeta] });
    const asked = { report: 'tickets', period: { kind: 'month' }, company: 'Acme' } as const;
    const { id, tables } = await desk.editions.make(asked, by('jefa'));
    expect(tables).toEqual([
      { title: 'Tickets del periodo', rows: 2 },
      { title: 'Resumen del servicio', rows: 3 + world.policy.clocks.length },
    ]);
    const [list, summary] = await desk.editions.sheets(id);
    expect(list?.rows.map((row) => row[1])).toEqual(['No imprime', 'No factura']);
    expect(new Set(list?.rows.map((row) => row[2])).size).toBe(2);
    expect(summary?.rows.slice(0, 3).map(([, value]) => value)).toEqual([2, 1, 1]);
    expect(desk.mails).toEqual([]);
    await desk.editions.send(id, by('jefa'));
    await until('2026-11-02T15:01:00Z');
    expect(desk.mails.map(({ to }) => to)).toEqual([acme.email]);
    await desk.editions.send(id, by('jefa'));
    await until('2026-11-02T15:02:00Z');
    expect(desk.mails).toHaveLength(1);
  });

  it('P4 keeps no words of a ticket: what the ticket loses, an old report loses too', async () => {
    const id = await world.run.open({ company: 'Acme', subject: text('Zulema no puede entrar') });
    const desk = deskWith([{ ...tickets, every: null }], { companies: [acme] });
    const edition = await desk.editions.make(
      { report: 'tickets', period: { kind: 'month' }, company: 'Acme' },
      by('jefa'),
    );
    expect(JSON.stringify(await desk.editions.sheets(edition.id))).toContain('Zulema');
    expect(JSON.stringify(await world.desk.models.reportEditions.find().lean())).not.toContain('Zulema');
    await world.desk.models.tickets.updateOne({ _id: id }, { $set: { subject: '' } });
    expect(JSON.stringify(await desk.editions.sheets(edition.id))).not.toContain('Zulema');
  });
});

describe('reports that are accepted first', () => {
  const monthly = rule({ name: 'consolidado', sections: ['tickets'], every: 'month', accept: true });

  it('ICE-46 ICE-48 comes each month, tells the leads, and is sent once it is accepted', async () => {
    await world.run.open();
    const desk = deskWith([monthly]);
    await desk.editions.run();
    await until('2026-12-01T06:01:00Z');
    expect([desk.mails.length, await desk.console('jefa')]).toEqual([0, ['report.toAccept']]);
    const [edition] = (await desk.editions.list({ limit: 1 })).items;
    expect(edition).toMatchObject({ period: '2026-11', state: 'made', deliveries: [] });
    expect(await refusal(desk.editions.send(edition?.id ?? '', by('jefa')))).toContain('REPORT_EDITION_REFUSED');
    await desk.editions.decide(edition?.id ?? '', { verdict: 'accepted', text: '' }, by('jefa'));
    await until('2026-12-01T06:02:00Z');
    expect(desk.mails.map(({ to }) => to)).toEqual(['jefa@mesa.example']);
    expect(await refusal(desk.editions.remake(edition?.id ?? '', by('ana')))).toContain('REPORT_EDITION_REFUSED');
  });

  it('ICE-47 is returned with remarks, made again with the figures as they are, and accepted', async () => {
    await world.run.open();
    const desk = deskWith([{ ...monthly, every: null }]);
    const period = { kind: 'month' } as const;
    const { id } = await desk.editions.make({ report: 'consolidado', period, company: null }, by('ana'));
    expect(await refusal(desk.editions.decide(id, { verdict: 'returned', text: ' ' }, by('jefa')))).toContain(
      'put right',
    );
    const returned = await desk.editions.decide(
      id,
      { verdict: 'returned', text: 'Falta un caso. La contraseña: Zorro.2026 está en el folio' },
      by('jefa'),
    );
    expect(returned.state).toBe('returned');
    expect(returned.remarks[0]).toMatchObject({ by: 'jefa', verdict: 'returned' });
    expect(returned.remarks[0]?.text).not.toContain('Zorro.2026');
    await world.run.open();
    const again = await desk.editions.remake(id, by('ana'));
    expect(again).toMatchObject({ issue: 2, state: 'made', tables: [{ rows: 2 }] });
    expect(again.remarks).toHaveLength(1);
    const done = await desk.editions.decide(id, { verdict: 'accepted', text: 'Conforme' }, by('jefa'));
    expect(done.state).toBe('accepted');
  });

  it('ICE-47 the trail says who made, returned, accepted and sent each issue; what was refused is no deed', async () => {
    await world.run.open();
    const desk = deskWith([{ ...monthly, every: null }]);
    const asked = { report: 'consolidado', period: { kind: 'month' }, company: null } as const;
    const { id } = await desk.editions.make(asked, by('ana'));
    await refusal(desk.editions.send(id, by('ana')));
    await desk.editions.decide(id, { verdict: 'returned', text: 'Falta un caso' }, by('jefa'));
    await desk.editions.remake(id, by('ana'));
    await desk.editions.decide(id, { verdict: 'accepted', text: '' }, by('jefa'));
    await desk.editions.send(id, by('jefa'));
    expect(desk.audited.map(({ action, actor, facts }) => [action, actor.id, facts?.issue])).toEqual([
      ...[
        ['report.make', 'ana', 1],
        ['report.return', 'jefa', 1],
        ['report.make', 'ana', 2],
      ],
      ...[
        ['report.accept', 'jefa', 2],
        ['report.send', 'jefa', 2],
      ],
    ]);
    expect(new Set(desk.audited.map(({ subject }) => subject.id))).toEqual(new Set([id]));
    expect(JSON.stringify(desk.audited)).not.toContain('Falta un caso');
  });
});

describe('fault reports', () => {
  it('ICE-54 lists the cases that are not solved in the time that was set, made on demand', async () => {
    const late = await world.run.open({ area: 'desarrollo' });
    const note = { type: 'note', text: text('sigue'), internal: true } as const;
    await world.run.tickets.act(late, note, { actor: agent, at: world.clock.now() });
    await world.run.runUntil(new Date('2026-11-20T20:00:00Z'));
    const desk = deskWith([rule({ name: 'fallas', sections: ['overdue'], every: null })]);
    const made = await desk.editions.make({ report: 'fallas', period: { kind: 'month' }, company: null }, by('jefa'));
    const [table] = await desk.editions.sheets(made.id);
    const [row] = table?.rows ?? [];
    expect(table?.rows).toHaveLength(1);
    expect(row?.[0]).toBe((await world.run.tickets.get(late)).ticket.folio);
    expect(row?.at(-1)).toBeInstanceOf(Date);
  });

  it('refuses a report that the policy does not name, and one of another organisation', async () => {
    const desk = deskWith([]);
    const asked = { report: 'otro', period: { kind: 'month' }, company: null } as const;
    expect(await refusal(desk.editions.make(asked, by('jefa')))).toContain('REPORT_UNKNOWN');
    expect(await refusal(desk.editions.get('ninguno'))).toContain('REPORT_EDITION_NOT_FOUND');
  });
});
