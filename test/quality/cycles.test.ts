import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createProductCatalogue } from '../../src/compose/organisations.ts';
import type { CycleViewer } from '../../src/contracts/audit-cycles.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createCycles } from '../../src/quality/cycles/cycles.ts';
import { findingReader } from '../../src/quality/cycles/reader.ts';
import { createDraws } from '../../src/quality/reviews/draw.ts';
import { createReviews } from '../../src/quality/reviews/reviews.ts';
import type { TableDeps } from '../../src/reports/editions/deps.ts';
import { tablesOf } from '../../src/reports/editions/tables.ts';
import { withSubjects } from '../../src/reports/editions/ticket-tables.ts';
import { QualityRepository } from '../../src/storage/repositories/quality.ts';
import { QualityCycleRepository } from '../../src/storage/repositories/quality-cycles.ts';
import { buildPerson, buildQualityBase } from '../builders/quality.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

// Monday after 2026-W48, in Bogotá.
const MONDAY = new Date('2026-11-30T14:00:00Z');
const org = 'icetex';
const policy = loadPolicy(org);
const people = [
  buildPerson(),
  buildPerson({ id: 'luz', name: 'Luz', roles: ['agent', 'lead'] }),
  buildPerson({ id: 'ciro', name: 'Ciro', roles: ['lead'], posts: ['oficina_comercial'] }),
  buildPerson({ id: 'olga', name: 'Olga', posts: ['outsourcing'] }),
  buildPerson({ id: 'vera', name: 'Vera', posts: ['comite_credito'] }),
  buildPerson({ id: 'fabio', name: 'Fabio', posts: ['comite_fondos'] }),
];
const viewer = (id: string): CycleViewer => ({ id, organisation: org, mayReview: id === 'luz' || id === 'ciro' });
const luz = viewer('luz');
const ciro = viewer('ciro');
const olga = viewer('olga');
const vera = viewer('vera');
const fabio = viewer('fabio');
const ana = viewer('ana');

let store: DeskStore;
let world: ReturnType<typeof open>;
function open() {
  const base = buildQualityBase(policy, people, MONDAY);
  const repository = new QualityRepository(store.models);
  const stored = new QualityCycleRepository(store.models);
  const handed: string[] = [];
  const holders = new Map<string, readonly string[]>(
    policy.reports.map(({ name, to }) => [
      name,
      people.filter(({ posts }) => to.some((post) => posts.includes(post))).map(({ name: who }) => who),
    ]),
  );
  const cycles = createCycles({
    ...{ ...base, repository: stored, reviews: repository },
    reports: {
      recipients: async (_org, report) => holders.get(report) ?? [],
      hand: async (_org, { report, firstDay, lastDay }, by) => {
        handed.push(`${report} ${firstDay} ${lastDay} ${by}`);
      },
    },
  });
  const draws = createDraws({
    ...{ ...base, repository, newSeed: () => 'seed', onDrawn: (organisation: string) => cycles.run(organisation) },
    population: async (_org, channel, { to }) =>
      to.getTime() < MONDAY.getTime() - 86_400_000 || channel !== 'email' ? [] : [{ id: 'c1', agent: 'ana' }],
  });
  const reviews = createReviews({ ...base, repository, draws, factsOf: async () => ({}) });
  const reader = findingReader({ organisation: org, policy, repository: stored, reviews: repository });
  return { ...base, cycles, draws, reviews, reader, handed, holders };
}
beforeEach(async () => {
  store = await openDeskStore();
  world = open();
  await world.draws.run(org);
});
afterEach(() => store.destroy());

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.code} ${error.details.reason ?? ''}`.trim() : String(error);
}
const told = (kind: string) => world.told.filter((one) => one.kind === kind).map(({ agentId }) => agentId);
const reportId = async () => (await world.cycles.list(luz, { limit: 10 })).items[0]?.id ?? '';
const settle = () => world.jobs.run(world.clock.now());
async function review(marks = { efectiva: 1, redaccion: 5 }): Promise<void> {
  const [drawn] = (await world.reviews.list({ organisation: org, limit: 5 })).items;
  const by = { role: 'lead', id: 'luz', name: 'Luz', organisation: org } as const;
  await world.reviews.submit(drawn?.id ?? '', { marks, comment: 'No resolvió lo que se pidió' }, by);
}
async function delivered(): Promise<string> {
  await review();
  const id = await reportId();
  await world.cycles.deliver(luz, id, { summary: 'Un caso sin solución' });
  await settle();
  return id;
}
async function copied(): Promise<{ id: string; finding: string }> {
  const id = await delivered();
  const { items } = await world.cycles.copy(ciro, id);
  await settle();
  return { id, finding: items[0]?.id ?? '' };
}
const reply = { action: 'Se capacitó al asesor', text: 'El caso se respondió de nuevo' };

describe('the report of an audit', () => {
  it('ICE-42 is begun when the week is over, with each inconsistency that a review found, and follows the reviews', async () => {
    expect(told('cycle.draft')).toEqual(['luz', 'ciro']);
    const id = await reportId();
    expect(await world.cycles.get(luz, id)).toMatchObject({
      period: '2026-W48',
      reviewed: 0,
      unreviewed: 1,
      items: [],
    });
    await review();
    const { items, reviewed, unreviewed } = await world.cycles.get(luz, id);
    expect([reviewed, unreviewed]).toEqual([1, 0]);
    expect(items).toMatchObject([
      { number: 1, conversationId: 'c1', agentId: 'ana', review: { mark: 1, comment: 'No resolvió lo que se pidió' } },
    ]);
    expect(items[0]?.review?.criterion).toMatch(/^El agente es efectivo/);
    const by = { role: 'lead', id: 'ciro', name: 'Ciro', organisation: org } as const;
    const agent = { role: 'agent', id: 'ana', name: 'Ana', organisation: org } as const;
    const reviewId = items[0]?.review?.id ?? '';
    await world.reviews.answer(reviewId, { kind: 'appeal', text: 'Sí lo resolví' }, agent);
    await world.reviews.decide(reviewId, { marks: { efectiva: 5, redaccion: 5 }, note: 'Es cierto' }, by);
    expect((await world.cycles.get(luz, id)).items).toEqual([]);
  });

  it('ICE-42 is worded by a person, redacted, and delivered to the head of the commercial office and nobody else', async () => {
    await review();
    const id = await reportId();
    const { items } = await world.cycles.add(luz, id, { key: 'k1', text: 'Pidió la contraseña: Zorro#4512' });
    await world.cycles.add(luz, id, { key: 'k1', text: 'Pidió la contraseña: Zorro#4512' });
    expect(items).toHaveLength(2);
    expect(items[1]?.text).not.toContain('Zorro');
    await world.cycles.word(luz, id, items[0]?.id ?? '', { text: 'No se resolvió', leftOut: false });
    await world.cycles.word(luz, id, items[1]?.id ?? '', { text: '', leftOut: true });
    const sent = await world.cycles.deliver(luz, id, { summary: 'Una inconsistencia' });
    expect(sent).toMatchObject({ state: 'delivered', findings: 1, summary: 'Una inconsistencia' });
    expect(sent.turn).toEqual({ posts: ['Oficina Comercial y de Mercadeo'], people: ['Ciro'] });
    await settle();
    expect(world.handed).toEqual(['auditoria 2026-11-23 2026-11-29 luz']);
    expect(told('cycle.delivered')).toEqual(['ciro']);
    expect(world.recorded.map(({ action }) => action)).toContain('cycle.deliver');
    expect(await refusal(world.cycles.add(luz, id, { key: 'k2', text: 'tarde' }))).toBe('CYCLE_REFUSED notNow');
  });

  it('ICE-42 is not delivered where nobody would get it', async () => {
    await review();
    world.holders.set('auditoria', []);
    expect(await refusal(world.cycles.deliver(luz, await reportId(), { summary: '' }))).toBe(
      'CYCLE_REFUSED nobodyGets',
    );
  });

  it('P5 is handed in and told once, whatever is repeated', async () => {
    await delivered();
    await world.cycles.run(org);
    await world.draws.run(org);
    expect(world.handed).toHaveLength(1);
    expect(told('cycle.delivered')).toEqual(['ciro']);
    expect(await store.models.qualityCycles.countDocuments({})).toBe(1);
  });

  it('ICE-43 the head of the office sends the copy to the outsourcer, who sees nothing before', async () => {
    const id = await delivered();
    expect(await refusal(world.cycles.get(olga, id))).toBe('CYCLE_NOT_FOUND');
    expect(await refusal(world.cycles.copy(luz, id))).toBe('CYCLE_REFUSED notNow');
    const sent = await world.cycles.copy(ciro, id);
    await settle();
    expect(world.handed.at(-1)).toBe('auditoria_copia 2026-11-23 2026-11-29 ciro');
    expect(told('cycle.copied')).toEqual(['olga']);
    expect((await world.cycles.get(olga, id)).items).toHaveLength(1);
    // Five working days from Monday on; December 8th is a holiday in Colombia.
    expect(sent.dueAt).toEqual(new Date('2026-12-08T05:00:00Z'));
    expect(await refusal(world.cycles.get(ana, id))).toBe('CYCLE_NOT_FOUND');
    expect((await world.cycles.list(ana, { limit: 5 })).takesPart).toBe(false);
  });

  it('ICE-44 the outsourcer records an action and an answer to each inconsistency, and nobody else does', async () => {
    const { id, finding } = await copied();
    expect(await refusal(world.cycles.answer(vera, id, finding, reply))).toBe('CYCLE_REFUSED notNow');
    expect(await refusal(world.cycles.answer(olga, id, finding, { ...reply, action: ' ' }))).toBe(
      'CYCLE_REFUSED noWords',
    );
    expect(await refusal(world.cycles.answer(olga, id, 'otra', reply))).toBe('CYCLE_NOT_FOUND');
    const done = await world.cycles.answer(olga, id, finding, reply);
    expect(done).toMatchObject({ state: 'answered', answered: 1, items: [{ answer: { ...reply, by: 'Olga' } }] });
    await settle();
    expect(told('cycle.answered')).toEqual(['ciro', 'olga', 'vera', 'fabio']);
  });

  it('ICE-44 an answer that is late is told to who owes it, and the committee need not wait', async () => {
    const { id, finding } = await copied();
    expect(await refusal(world.cycles.evaluate(vera, id, finding, { verdict: 'accepted', text: 'Bien' }))).toBe(
      'CYCLE_REFUSED notNow',
    );
    world.clock.advance({ hours: 24 * 9 });
    await settle();
    expect(told('cycle.overdue')).toContain('olga');
    expect((await world.cycles.get(olga, id)).overdue).toBe(true);
    const { items } = await world.cycles.evaluate(vera, id, finding, { verdict: 'insufficient', text: 'No contestó' });
    expect(items[0]?.evaluation).toMatchObject({ verdict: 'insufficient', by: 'Vera' });
  });

  it('ICE-45, ICE-16 each member of the committee may record its evaluation; it ends with all of them evaluated', async () => {
    const { id, finding } = await copied();
    await world.cycles.answer(olga, id, finding, reply);
    for (const member of [ciro, olga, vera, fabio])
      expect((await world.cycles.get(member, id)).may.evaluate).toBe(true);
    expect(await refusal(world.cycles.evaluate(luz, id, finding, { verdict: 'accepted', text: 'x' }))).toBe(
      'CYCLE_REFUSED notNow',
    );
    expect(await refusal(world.cycles.conclude(fabio, id, { text: 'Acta 12' }))).toBe('CYCLE_REFUSED notEvaluated');
    await world.cycles.evaluate(vera, id, finding, { verdict: 'accepted', text: 'La acción basta' });
    const over = await world.cycles.conclude(fabio, id, { text: 'Acta 12: se acepta' });
    expect(over).toMatchObject({
      state: 'evaluated',
      turn: null,
      conclusion: { text: 'Acta 12: se acepta', by: 'Fabio' },
    });
    await settle();
    expect(new Set(told('cycle.evaluated'))).toEqual(new Set(['ciro', 'olga', 'vera', 'fabio']));
    expect(await refusal(world.cycles.answer(olga, id, finding, reply))).toBe('CYCLE_REFUSED notNow');
  });

  it('ICE-43 a report without inconsistencies goes straight to the committee', async () => {
    await review({ efectiva: 5, redaccion: 5 });
    const id = await reportId();
    await world.cycles.deliver(luz, id, { summary: 'Sin inconsistencias' });
    await world.cycles.copy(ciro, id);
    await settle();
    expect(await world.cycles.get(vera, id)).toMatchObject({ state: 'answered', findings: 0 });
  });
});

describe('what is mailed of it', () => {
  const t = createProductCatalogue().t('es-CO');
  const tables = async (name: string) => {
    const rule = policy.reports.find((one) => one.name === name);
    if (!rule) throw new Error('no such report');
    const place = () => ({ locale: 'es-CO', timeZone: 'America/Bogota' });
    const deps = { ...{ organisation: org, policy, t, place, clock: world.clock }, findings: world.reader };
    const period = { from: new Date('2026-11-23T05:00:00Z'), to: new Date('2026-11-30T05:00:00Z') };
    const days = { firstDay: '2026-11-23', lastDay: '2026-11-29' };
    const scope = { rule: { ...rule, sections: rule.sections.filter((one) => one === 'findings') } };
    return tablesOf(deps as unknown as TableDeps, { ...scope, period: { ...period, ...days }, company: null });
  };

  it('ICE-42, ICE-43 the report and its copy list the inconsistencies; their words are read anew each time', async () => {
    await delivered();
    for (const name of ['auditoria', 'auditoria_copia']) {
      const [table] = await tables(name);
      if (table === undefined) throw new Error('no table');
      expect(JSON.stringify(table)).not.toContain('No resolvió');
      const { rows } = await withSubjects({ findings: world.reader } as unknown as TableDeps, table);
      expect(rows).toEqual([
        [1, 'Auditoría semanal de atención virtual: caso 1', expect.any(String), 1, 'No resolvió lo que se pidió'],
      ]);
    }
    await store.models.qualityReviews.updateMany({}, { $set: { comment: null } });
    const [table] = await tables('auditoria');
    expect(
      table && (await withSubjects({ findings: world.reader } as unknown as TableDeps, table)).rows[0]?.at(-1),
    ).toBe('');
  });

  it('ICE-14 what audits found and what contract supervision gets are two reports with recipients of their own', async () => {
    await delivered();
    const named = (name: string) => policy.reports.find((one) => one.name === name);
    expect(named('auditoria')).toMatchObject({ sections: ['findings'], to: ['oficina_comercial'] });
    expect(named('consolidado')?.to).toEqual(['interventoria']);
    expect(named('consolidado')?.sections).not.toContain('findings');
    expect(await tables('consolidado')).toEqual([]);
    const holding = policy.reports.filter(({ to }) => to.includes('interventoria')).map(({ name }) => name);
    expect(holding).toEqual(['consolidado']);
  });
});
