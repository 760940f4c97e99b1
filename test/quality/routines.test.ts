import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RoutineLine } from '../../src/contracts/routines.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRoutines, type RoutineBook } from '../../src/quality/routines/routines.ts';
import { RoutineRepository } from '../../src/storage/repositories/routines.ts';
import { buildPolicy } from '../builders/policy.ts';
import { buildPerson, buildQualityBase } from '../builders/quality.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const policy = buildPolicy();
// Monday 2026-11-23, 10:00 in Mexico; the desk is open from 9 to 18.
const START = new Date('2026-11-23T16:00:00Z');
const people = [
  buildPerson(),
  buildPerson({ id: 'luis' }),
  buildPerson({ id: 'jefa', roles: ['lead'], posts: ['jefe_soporte'] }),
];
const ana = { organisation: 'exsim', id: 'ana', all: false };
const jefa = { organisation: 'exsim', id: 'jefa', all: false };
const everything = { ...jefa, all: true };

let store: DeskStore;
let base: ReturnType<typeof buildQualityBase>;
let lists: Record<string, RoutineLine[]>;
let routines: RoutineBook;
const kept = new Map<string, Uint8Array>();
const files = {
  async put(content: Uint8Array, { name }: { name: string }) {
    const fileId = createHash('sha256').update(content).digest('hex');
    kept.set(fileId, content);
    return { fileId, name, mediaType: 'text/plain', size: content.length, review: 'clean' as const };
  },
  get: async (fileId: string) => kept.get(fileId) ?? null,
};
function open(): RoutineBook {
  const lines = async ({ list, area }: { list: string | null; area: string | null }) => lists[area ?? list ?? ''] ?? [];
  return createRoutines({ ...base, files, repository: new RoutineRepository(store.models), lines });
}
beforeEach(async () => {
  store = await openDeskStore();
  base = buildQualityBase(policy, people, START);
  lists = {};
  routines = open();
  await routines.run('exsim');
});
afterEach(() => store.destroy());

const named = async (viewer: typeof ana, name: string) => {
  const found = (await routines.list(viewer, { history: false, limit: 99 })).find(({ routine }) => routine === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.code}: ${error.message}` : String(error);
}

describe('routines', () => {
  it('EXS-31 EXS-33 each agent has the checklists of the day, with the lists that the gateway knows', async () => {
    lists.ownTickets = [{ id: 't1', label: 'EXS-000001', kind: 'ticket' }];
    const start = await named(ana, 'inicio_dia');
    expect(start.items.map(({ code, lines }) => [code, lines?.map(({ label }) => label) ?? null])).toEqual([
      ...[
        ['canales', null],
        ['anydesk', null],
        ['pendientes', ['EXS-000001']],
        ['desarrollo', []],
      ],
    ]);
    expect(start).toMatchObject({ owner: 'ana', period: '2026-11-23', dueAt: new Date('2026-11-23T17:00:00Z') });
    lists.ownComplexCases = [{ id: 't2', label: 'EXS-000002', kind: 'ticket' }];
    const end = await named(ana, 'fin_dia');
    expect(end.items.at(-1)?.lines).toEqual(lists.ownComplexCases);
    expect(end.dueAt).toEqual(new Date('2026-11-24T00:00:00Z'));
  });

  it('MAS-114 reminds Service Delivery every month of the meeting with the customer, and nobody else', async () => {
    const desk = [buildPerson(), buildPerson({ id: 'sara', posts: ['service_delivery'] })];
    const own = buildQualityBase(loadPolicy('masnegocio'), desk, START);
    const book = createRoutines({
      ...own,
      files,
      repository: new RoutineRepository(store.models),
      lines: async () => [],
    });
    await book.run('masnegocio');
    const sara = { organisation: 'masnegocio', id: 'sara', all: false };
    const [meeting] = await book.list(sara, { history: false, limit: 9 });
    expect(meeting).toMatchObject({ routine: 'reunion_revision', period: '2026-11' });
    expect(await book.list({ ...sara, id: 'ana' }, { history: false, limit: 9 })).toEqual([]);
    own.clock.set(new Date((meeting?.dueAt.getTime() ?? 0) - 60_000));
    await own.jobs.run(own.clock.now());
    expect(own.told.map(({ agentId, kind }) => [agentId, kind])).toEqual([['sara', 'routine.reminder']]);
  });

  it('EXS-48 the head of support has the weekly, monthly and yearly ones; an agent does not see them', async () => {
    const mine = (await routines.list(jefa, { history: false, limit: 99 })).map(({ routine, period }) => [
      routine,
      period,
    ]);
    expect(mine).toEqual(
      expect.arrayContaining([
        ['pendientes_desarrollo', '2026-W48'],
        ['videos', '2026-11'],
        ['material', '2026'],
      ]),
    );
    const weekly = await named(jefa, 'tickets_atrasados');
    expect(await refusal(routines.get(ana, weekly.id))).toContain('ROUTINE_NOT_FOUND');
    expect((await routines.get(everything, (await named(ana, 'fin_dia')).id)).owner).toBe('ana');
  });

  it('a desk that begins when a period was already due owes nothing for it, and all for the next', async () => {
    await store.destroy();
    store = await openDeskStore();
    // Sunday 2026-11-29: the week ended on Friday evening.
    base = buildQualityBase(policy, people, new Date('2026-11-29T16:00:00Z'));
    routines = open();
    await routines.run('exsim');
    const own = async () =>
      (await routines.list(everything, { history: false, limit: 99 })).filter(
        ({ routine }) => routine === 'tickets_atrasados',
      );
    expect(await own()).toEqual([]);
    base.clock.set(new Date('2026-11-30T16:00:00Z'));
    await routines.run('exsim');
    expect((await own()).map(({ period, state }) => [period, state])).toEqual([['2026-W49', 'open']]);
  });

  it('P5 nothing is made twice, whatever runs again or restarts; the next day has its own, a Sunday has none', async () => {
    const before = await store.models.routineRuns.countDocuments({});
    await Promise.all([open().run('exsim'), open().run('exsim')]);
    expect(await store.models.routineRuns.countDocuments({})).toBe(before);
    base.clock.set(new Date('2026-11-24T06:00:00Z'));
    await base.jobs.run(base.clock.now());
    expect((await named(ana, 'inicio_dia')).period).toBe('2026-11-24');
    const all = await store.models.routineRuns.countDocuments({});
    base.clock.set(new Date('2026-11-29T16:00:00Z'));
    await routines.run('exsim');
    expect(await store.models.routineRuns.countDocuments({ period: '2026-11-29' })).toBe(0);
    expect(await store.models.routineRuns.countDocuments({})).toBe(all);
  });

  it('is signed off when every item is ticked, and what was on a list then stays', async () => {
    lists.lateTickets = [{ id: 't1', label: 'EXS-000001', kind: 'ticket' }];
    const { id } = await named(jefa, 'tickets_atrasados');
    expect(await refusal(routines.sign(jefa, id, ''))).toContain('1 of its items');
    await routines.tick(jefa, id, { item: 'lista', done: true, evidence: [] });
    lists.lateTickets = [];
    const signed = await routines.sign(jefa, id, 'Todo con fecha. Clave: la contraseña es Canela2023');
    expect(signed).toMatchObject({ state: 'done', signedBy: 'jefa', signedAt: START });
    expect(signed.note).not.toContain('Canela2023');
    expect(signed.items[0]?.lines).toEqual([{ id: 't1', label: 'EXS-000001', kind: 'ticket' }]);
    expect(await refusal(routines.tick(jefa, id, { item: 'lista', done: false, evidence: [] }))).toContain(
      'signed off',
    );
    expect((await routines.list(jefa, { history: true, limit: 9 })).map((run) => run.id)).toEqual([id]);
  });

  it('EXS-55 a file is evidence: it stays when the tick is taken back, and is read by those who see the checklist alone', async () => {
    const { id } = await named(jefa, 'material');
    const given = (text: string) => ({ item: 'material', file: { name: 'folletos.txt', content: Buffer.from(text) } });
    expect(await refusal(routines.attach(ana, id, given('uno')))).toContain('ROUTINE_NOT_FOUND');
    await routines.attach(jefa, id, given('uno'));
    const { items } = await routines.attach(jefa, id, given('uno'));
    expect(items[0]).toMatchObject({ done: false, evidence: [{ kind: 'file', text: 'folletos.txt' }] });
    const tick = (done: boolean) => routines.tick(jefa, id, { item: 'material', done, evidence: [] });
    expect((await tick(true)).items[0]).toMatchObject({ done: true, evidence: [{ kind: 'file' }] });
    expect((await tick(false)).items[0]?.evidence).toHaveLength(1);
    const fileId = items[0]?.evidence[0]?.file?.fileId ?? '';
    expect(Buffer.from((await routines.file(jefa, id, fileId)).content).toString()).toBe('uno');
    expect(await refusal(routines.file(ana, id, fileId))).toContain('ROUTINE_NOT_FOUND');
    expect(await refusal(routines.file(jefa, id, 'f'.repeat(64)))).toContain('FILE_NOT_FOUND');
    await tick(true);
    await routines.sign(jefa, id, '');
    expect(await refusal(routines.attach(jefa, id, given('dos')))).toContain('ROUTINE_REFUSED');
  });

  it('EXS-55 wants evidence where the policy says so: a text or a link without secrets', async () => {
    const { id } = await named(jefa, 'material');
    const tick = (evidence: { kind: 'text' | 'link'; text: string }[]) =>
      routines.tick(jefa, id, { item: 'material', done: true, evidence });
    expect(await refusal(tick([]))).toContain('evidence');
    expect(await refusal(tick([{ kind: 'link', text: 'javascript:alert(1)' }]))).toContain('https://');
    expect(await refusal(tick([{ kind: 'link', text: 'https://a.example/?password=Canela2023' }]))).toContain(
      'ROUTINE_REFUSED',
    );
    const done = await tick([{ kind: 'link', text: 'https://a.example/folletos' }]);
    expect(done.items[0]).toMatchObject({ done: true, by: 'jefa', evidence: [{ text: 'https://a.example/folletos' }] });
  });

  it('EXS-48 reminds whoever owes it before its end, and says once that it is over, to the lead too', async () => {
    base.clock.set(new Date('2026-11-23T16:59:00Z'));
    await base.jobs.run(base.clock.now());
    const about = (kind: string) =>
      base.told
        .filter((notice) => notice.kind === kind && notice.facts.routine === 'inicio_dia')
        .map(({ agentId }) => agentId);
    expect(about('routine.reminder').sort()).toEqual(['ana', 'luis']);
    expect(about('routine.overdue')).toEqual([]);
    base.clock.set(new Date('2026-11-23T17:00:00Z'));
    await base.jobs.run(base.clock.now());
    await routines.run('exsim');
    // The lead hears of each of the two.
    expect(about('routine.overdue').sort()).toEqual(['ana', 'jefa', 'jefa', 'luis']);
    expect((await named(ana, 'inicio_dia')).state).toBe('overdue');
  });

  it('says nothing of what was signed in time', async () => {
    const run = await named(ana, 'inicio_dia');
    for (const { code } of run.items) await routines.tick(ana, run.id, { item: code, done: true, evidence: [] });
    await routines.sign(ana, run.id, '');
    base.clock.set(new Date('2026-11-23T18:00:00Z'));
    await base.jobs.run(base.clock.now());
    expect(base.told.filter(({ agentId, facts }) => agentId === 'ana' && facts.run === run.id)).toEqual([
      expect.objectContaining({ kind: 'routine.reminder' }),
    ]);
  });

  it('CON-15 the daily round of the boxes has its opening, its collection and its count, and is signed with them', async () => {
    const confa = loadPolicy('confa');
    const holder = buildPerson({ id: 'gina', posts: ['gestion_documental'] });
    base = buildQualityBase(confa, [holder], START);
    routines = open();
    await routines.run('confa');
    const gina = { organisation: 'confa', id: 'gina', all: false };
    const round = await named(gina, 'ronda_buzones');
    expect(round).toMatchObject({ every: 'day', period: '2026-11-23' });
    const counted = round.items.filter(({ needsCount }) => needsCount).map(({ code }) => code);
    expect(counted).toEqual(['san_marcel_recoleccion', 'versalles_recoleccion', 'escaneo']);
    const tick = (item: string, count?: number) =>
      routines.tick(gina, round.id, { item, done: true, evidence: [], ...(count !== undefined && { count }) });
    expect(await refusal(tick('versalles_recoleccion'))).toMatch(/^ROUTINE_REFUSED.*how many/);
    for (const { code, needsCount } of round.items) await tick(code, needsCount ? 7 : undefined);
    // Nothing in a box is a count too.
    await tick('versalles_recoleccion', 0);
    await routines.sign(gina, round.id, '');
    const [signed] = await routines.list(gina, { history: true, limit: 9 });
    expect(signed?.items.map(({ count }) => count)).toEqual([null, 7, null, 0, 7]);
    expect(signed?.items.every(({ by }) => by === 'gina')).toBe(true);
  });

  it('ICE-09 the outsourcer rates the service in each of the 23 attention points, and signs no month that lacks one', async () => {
    const icetex = loadPolicy('icetex');
    const olga = buildPerson({ id: 'olga', posts: ['outsourcing'] });
    base = buildQualityBase(icetex, [...people, olga], START);
    routines = open();
    await routines.run('icetex');
    const viewer = { organisation: 'icetex', id: 'olga', all: false };
    const month = await named(viewer, 'calificacion_puntos');
    expect(month.items).toHaveLength(23);
    const [last, ...others] = month.items;
    const rate = (item: string, text: string) =>
      routines.tick(viewer, month.id, { item, done: true, evidence: text === '' ? [] : [{ kind: 'text', text }] });
    expect(await refusal(rate(last?.code ?? '', ''))).toMatch(/^ROUTINE_REFUSED/);
    for (const { code } of others) await rate(code, '4 de 5: fila corta');
    expect(await refusal(routines.sign(viewer, month.id, ''))).toMatch(/^ROUTINE_REFUSED/);
    await rate(last?.code ?? '', '5 de 5');
    expect(await routines.sign(viewer, month.id, '')).toMatchObject({ state: 'done', signedBy: 'olga' });
    expect(await routines.list({ ...ana, organisation: 'icetex' }, { history: true, limit: 9 })).toEqual([]);
  });
});
