import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type CourseService, createCourseDates } from '../../knowledge/entries/course-dates.ts';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { CourseRepository } from '../../src/storage/repositories/courses.ts';
import { buildClock } from '../builders/clock.ts';
import { converse, knownContact } from '../builders/flow-context.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';
import { type Console, createWorld, signIn, type World } from './world/world.ts';

const DAY_MS = 86_400_000;
const clock = buildClock();
const audited: AuditRecord[] = [];
const policy = buildPolicy();
let store: DeskStore;
let courses: CourseService;
let world: World;
let lola: Console;
let ana: Console;

beforeAll(async () => {
  store = await openDeskStore();
  courses = createCourseDates({
    ...{ organisation: 'exsim', policy, clock, redactor: createRedactor({ salt: Buffer.alloc(32, 1) }) },
    repository: new CourseRepository(store.models.courses),
    logger: buildLogger(),
    audit: { record: async (record) => void audited.push(record) },
  });
  world = await createWorld({ courses, policy });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  world.desk.add({ id: 'ana' });
  lola = await signIn(world, 'lola');
  ana = await signIn(world, 'ana');
});
afterAll(async () => {
  await world.close();
  await store.destroy();
});
beforeEach(async () => {
  await store.models.courses.deleteMany({});
  await courses.refresh();
});

const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS);
let keys = 0;
const draft = (change: object = {}) => ({
  ...{ key: `course-${keys++}`, kind: 'webinar', title: 'Cierre de inventarios' },
  ...{ startsAt: inDays(7).toISOString(), url: 'https://exsim.example/webinars/cierre' },
  ...change,
});
const enter = (body: object, by = lola) => request(world.url).post('/api/courses').set(by.headers).send(body);
/** What the bot says to a question, as it would at an instant. */
const asked = (question: string, at = clock.now()) =>
  converse({ policy, contact: knownContact(), courses: courses.coming(at) })
    .user('hola')
    .user(question).said;

describe('dates of courses', () => {
  it('EXS-54 the lead enters a date, once, and it stands in the list and in the trail', async () => {
    const body = draft();
    const { status, body: made } = await enter(body);
    expect([status, (await enter(body)).body.id]).toEqual([200, made.id]);
    const { body: list } = await request(world.url).get('/api/courses').set(ana.headers);
    expect(list).toEqual({ isOffered: true, items: [made] });
    expect(audited.map(({ action, actor }) => [action, actor.id])).toEqual([['course.add', 'lola']]);
  });

  it('EXS-54 an agent may not enter or remove one', async () => {
    const { body: made } = await enter(draft());
    expect((await enter(draft(), ana)).status).toBe(403);
    expect((await request(world.url).delete(`/api/courses/${made.id}`).set(ana.headers)).status).toBe(403);
  });

  it('EXS-54 P8 takes only links of a host of the policy, and only dates to come', async () => {
    for (const change of [{ url: 'https://otro.example/x' }, { startsAt: inDays(-1).toISOString() }]) {
      const { status, body } = await enter(draft(change));
      expect([status, body.error.code]).toEqual([422, 'COURSE_REFUSED']);
    }
    expect(await courses.list()).toEqual([]);
  });

  it.each(['¿qué cursos hay?', 'próximo webinar', '¿cuándo es el siguiente taller?', 'fechas de los workshops'])(
    'EXS-54 «%s» is answered with the coming ones by link, the soonest first',
    async (question) => {
      await enter(draft({ title: 'Nómina avanzada', startsAt: inDays(9).toISOString() }));
      await enter(draft());
      const said = asked(question);
      const reply = said.find(({ links }) => links?.some(({ url }) => url.includes('/webinars/')));
      expect(reply?.links?.map(({ title }) => title)).toEqual(['Cierre de inventarios', 'Nómina avanzada']);
      expect(reply?.text).toContain('Webinar: Cierre de inventarios');
    },
  );

  it('EXS-54 a past one is never given, nor one that was removed', async () => {
    await enter(draft({ title: 'Pronto', startsAt: inDays(1).toISOString() }));
    const { body: far } = await enter(draft({ title: 'Lejano' }));
    const linksAt = (at: Date) => asked('¿qué cursos hay?', at).flatMap(({ links = [] }) => links.map((l) => l.title));
    expect(linksAt(inDays(2))).toContain('Lejano');
    expect(linksAt(inDays(2))).not.toContain('Pronto');
    await request(world.url).delete(`/api/courses/${far.id}`).set(lola.headers).expect(204);
    expect(
      asked('¿qué cursos hay?', inDays(2))
        .map(({ text }) => text)
        .join(),
    ).toContain('no hay fechas de cursos');
  });

  it.each(['el reporte del taller no imprime', 'tengo un trámite en curso y falla'])(
    'EXS-54 «%s» is a case, no question about courses',
    async (problem) => {
      await enter(draft());
      expect(asked(problem).flatMap(({ links = [] }) => links)).not.toContainEqual(
        expect.objectContaining({ title: 'Cierre de inventarios' }),
      );
    },
  );

  it('EXS-54 where the policy does not say so the bot gives none', async () => {
    await enter(draft());
    const off = { ...policy, knowledge: { ...policy.knowledge, courseDates: false } };
    const silent = createCourseDates({
      ...{ organisation: 'exsim', policy: off, clock, redactor: createRedactor({ salt: Buffer.alloc(32, 1) }) },
      repository: new CourseRepository(store.models.courses),
      logger: buildLogger(),
      audit: { record: async () => undefined },
    });
    await silent.refresh();
    expect(silent.coming(clock.now())).toBeNull();
  });

  it('EXS-54 keeps what is known while the store is away, and says so in the log', async () => {
    const logger = buildLogger();
    const kept = new CourseRepository(store.models.courses);
    let isAway = false;
    const away = createCourseDates({
      ...{ organisation: 'exsim', policy, clock, redactor: createRedactor({ salt: Buffer.alloc(32, 1) }), logger },
      repository: {
        ...{ add: async () => true, find: async () => null, remove: async () => undefined },
        list: (org: string) => (isAway ? Promise.reject(new Error('away')) : kept.list(org)),
      },
      audit: { record: async () => undefined },
    });
    await enter(draft());
    await away.refresh();
    const before = away.coming(clock.now())?.length;
    isAway = true;
    clock.advance({ minutes: 1 });
    expect(away.coming(clock.now())).toHaveLength(before ?? 0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(before).toBeGreaterThan(0);
    expect(logger.lines.filter(({ message }) => message.includes('not read anew'))).toHaveLength(1);
  });
});
