import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import type { AuditCycles, CycleView, CycleViewer } from '../../src/contracts/audit-cycles.ts';
import type { AnswerReviews, QualityReviews, ReviewReader, ReviewView } from '../../src/contracts/quality.ts';
import type { RoutineRun, Routines, RoutineViewer } from '../../src/contracts/routines.ts';
import type { SurveyReader } from '../../src/contracts/surveys.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { surveyFigures } from '../../src/http/surveys/figures.ts';
import { buildPolicy } from '../builders/policy.ts';
import { createWorld, signIn, type World } from './world/world.ts';

jest.setTimeout(60_000);

const at = new Date('2026-11-30T12:00:00Z');
const review = (id: string, over: Partial<ReviewView> = {}): ReviewView => ({
  ...{
    id,
    organisation: 'exsim',
    audit: 'chats',
    label: 'Chats',
    sampleId: 's1',
    number: 1,
    period: '2026-W48',
    channel: 'whatsapp',
  },
  ...{
    conversationId: 'c1',
    agentId: 'ana',
    from: at,
    to: at,
    form: null,
    state: 'done',
    reviewer: 'lola',
    doneAt: at,
  },
  ...{ marks: {}, score: 80, criticals: [], comment: null, answer: null, decision: null, calibrations: [], ...over },
});
const stored = [review('r1'), review('r2', { agentId: 'otra' }), review('r3', { state: 'open', score: null })];
const asked: Parameters<QualityReviews['list']>[0][] = [];
const reviews = {
  async list(filter: Parameters<QualityReviews['list']>[0]) {
    asked.push(filter);
    return {
      items: stored.filter(({ agentId }) => filter.agentId === undefined || agentId === filter.agentId),
      next: null,
    };
  },
  async get(_organisation: string, id: string) {
    const found = stored.find((one) => one.id === id);
    if (!found) throw new AppError('REVIEW_NOT_FOUND');
    return found;
  },
  facts: async () => ({ folio: 'EXS-000001' }),
  figures: async (span: { agentId?: string }) => {
    return [
      { agentId: span.agentId ?? null, reviews: 1, average: 80, lowest: 80, criticals: 0, appeals: 0, criteria: {} },
    ];
  },
} as unknown as QualityReviews;
const cycle: CycleView = {
  ...{ id: 'a1', organisation: 'exsim', label: 'Auditoría', period: '2026-W48', from: at, to: at, state: 'copied' },
  ...{ findings: 1, answered: 0, dueAt: at, overdue: false, reviewed: 1, unreviewed: 0, summary: null },
  may: { write: false, copy: false, answer: true, evaluate: false },
  ...{ deliveredAt: at, copiedAt: at, conclusion: null, turn: null, items: [] },
};
const cycleCalls: unknown[][] = [];
const called =
  (name: string) =>
  async (viewer: CycleViewer, ...rest: unknown[]) => {
    cycleCalls.push([name, viewer.id, viewer.mayReview, ...rest]);
    return cycle;
  };
const auditCycles = {
  list: async (viewer: CycleViewer) => ({ items: viewer.mayReview ? [cycle] : [], next: null, takesPart: true }),
  ...Object.fromEntries(
    ['get', 'add', 'word', 'deliver', 'copy', 'answer', 'evaluate', 'conclude'].map((name) => [name, called(name)]),
  ),
} as unknown as AuditCycles;
const viewers: RoutineViewer[] = [];
const routines = {
  async list(viewer: RoutineViewer) {
    viewers.push(viewer);
    return [] as RoutineRun[];
  },
} as unknown as Routines;
const heldFilters: Parameters<AnswerReviews['list']>[0][] = [];
const heldAnswer = {
  ...{
    organisation: 'exsim',
    conversationId: 'c1',
    channel: 'webchat',
    agentId: 'ana',
    agentName: 'Ana',
    text: 'Hola',
  },
  ...{
    state: 'sent',
    heldAt: at,
    dueAt: at,
    overdue: false,
    decidedBy: 'lola',
    decidedAt: at,
    note: null,
    failure: null,
  },
};
const heldAnswers = {
  async list(filter: Parameters<AnswerReviews['list']>[0]) {
    heldFilters.push(filter);
    return { items: [], next: null };
  },
  get: async (_organisation: string, id: string) => ({ id, agentId: id }),
  async resend(id: string) {
    return { ...heldAnswer, id };
  },
} as unknown as AnswerReviews & ReviewReader;

const surveys: SurveyReader = {
  answers: async () => [],
  comments: async () => [],
  response: async () => ({ asked: 0, answered: 0, refused: 0, expired: 0, open: 0 }),
};

let world: World;
let ana: Awaited<ReturnType<typeof signIn>>;
let lola: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  world = await createWorld({
    auditCycles,
    reviews,
    heldAnswers,
    routines,
    surveys,
  });
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  ana = await signIn(world, 'ana');
  lola = await signIn(world, 'lola');
});
afterAll(() => world.close());

const get = (path: string, who: typeof ana) => request(world.http.app).get(path).set('Cookie', who.cookie);

describe('quality over HTTP', () => {
  it('an agent sees their own results and nobody else’s, and no case before it is reviewed', async () => {
    const list = await get('/api/quality/reviews?agent=otra', ana);
    expect(list.status).toBe(200);
    expect(asked.at(-1)).toMatchObject({ organisation: 'exsim', agentId: 'ana', state: 'done' });
    expect((await get('/api/quality/reviews/r1', ana)).body.review).toMatchObject({ id: 'r1', score: 80 });
    expect((await get('/api/quality/reviews/r2', ana)).body.error.code).toBe('REVIEW_NOT_FOUND');
    expect((await get('/api/quality/reviews/r3', ana)).body.error.code).toBe('REVIEW_NOT_FOUND');
  });

  it('a lead sees all, with what the gateway fills in', async () => {
    await get('/api/quality/reviews?agent=otra&state=open', lola);
    expect(asked.at(-1)).toMatchObject({ agentId: 'otra', state: 'open' });
    expect((await get('/api/quality/reviews/r3', lola)).body).toMatchObject({ facts: { folio: 'EXS-000001' } });
  });

  it('figures and held answers are one’s own for agents', async () => {
    const span = 'since=2026-11-01T00:00:00Z&until=2026-12-01T00:00:00Z';
    expect((await get(`/api/quality/figures?${span}`, ana)).body.agents[0].agentId).toBe('ana');
    expect((await get(`/api/quality/figures?${span}`, lola)).body.agents[0].agentId).toBeNull();
    await get('/api/quality/answers?conversation=c1', ana);
    expect(heldFilters.at(-1)).toMatchObject({ agentId: 'ana', conversationId: 'c1', open: true });
    await get('/api/quality/answers', lola);
    expect(heldFilters.at(-1)?.agentId).toBeUndefined();
  });

  it('an agent sends their own failed answer again, and nobody else’s', async () => {
    const resend = (id: string, who: typeof ana) =>
      request(world.url).post(`/api/quality/answers/${id}/resend`).set(who.headers);
    expect((await resend('ana', ana)).body).toMatchObject({ id: 'ana', state: 'sent' });
    expect((await resend('otra', ana)).body.error.code).toBe('REVIEW_NOT_FOUND');
    expect((await resend('otra', lola)).status).toBe(200);
  });

  it('a span of figures, answers or comments is 366 days at most, and ends after it begins', async () => {
    const paths = ['/api/quality/figures', '/api/surveys', '/api/surveys/comments'];
    for (const path of paths) {
      const ask = async (until: string) => (await get(`${path}?since=2026-01-01T06:00:00Z&until=${until}`, lola)).body;
      for (const [until, problem] of [
        ['2027-01-02T08:00:00Z', 'at most 366 days'],
        ['2025-12-31T00:00:00Z', 'before'],
      ] as const) {
        const { error } = await ask(until);
        expect([path, error.code, error.message]).toEqual([path, 'INPUT_INVALID', expect.stringContaining(problem)]);
      }
      expect([path, (await ask('2027-01-02T06:00:00Z')).error]).toEqual([path, undefined]);
    }
  });

  it('ICE-42 only who reviews writes and delivers an audit report; ICE-43, ICE-44, ICE-45 the posts decide on the rest', async () => {
    const post = (deed: string, body: object, who: typeof ana) =>
      request(world.url).post(`/api/quality/cycles/a1/${deed}`).set(who.headers).send(body);
    const written = [
      ['findings', { id: 'k1', text: 'Algo' }, ['add', { key: 'k1', text: 'Algo' }]],
      ['findings/f1/word', { text: 'Algo', leftOut: true }, ['word', 'f1', { text: 'Algo', leftOut: true }]],
      ['deliver', { summary: 'Todo' }, ['deliver', { summary: 'Todo' }]],
    ] as const;
    for (const [deed, body, [name, ...rest]] of written) {
      expect((await post(deed, body, ana)).status).toBe(403);
      expect((await post(deed, body, lola)).body).toMatchObject({ id: 'a1', dueAt: at.toISOString() });
      expect(cycleCalls.at(-1)).toEqual([name, 'lola', true, 'a1', ...rest]);
    }
    const given = [
      ['copy', {}, ['copy']],
      ['findings/f1/answer', { action: 'Curso', text: 'Listo' }, ['answer', 'f1', { action: 'Curso', text: 'Listo' }]],
      [
        'findings/f1/evaluate',
        { verdict: 'accepted', text: 'Bien' },
        ['evaluate', 'f1', { verdict: 'accepted', text: 'Bien' }],
      ],
      ['conclude', { text: 'Acta' }, ['conclude', { text: 'Acta' }]],
    ] as const;
    for (const [deed, body, [name, ...rest]] of given) {
      expect((await post(deed, body, ana)).status).toBe(200);
      expect(cycleCalls.at(-1)).toEqual([name, 'ana', false, 'a1', ...rest]);
    }
    expect((await get('/api/quality/cycles', ana)).body).toEqual({ items: [], next: null, takesPart: true });
    expect((await get('/api/quality/cycles', lola)).body.items).toMatchObject([{ id: 'a1', may: { answer: true } }]);
    expect((await get('/api/quality/cycles/a1', ana)).body.state).toBe('copied');
    expect((await request(world.url).get('/api/quality/cycles')).status).toBe(401);
  });

  it('only leads see the checklists of everybody', async () => {
    await get('/api/routines?all=true', ana);
    expect(viewers.at(-1)).toEqual({ organisation: 'exsim', id: 'ana', all: false });
    await get('/api/routines?all=true', lola);
    expect(viewers.at(-1)).toEqual({ organisation: 'exsim', id: 'lola', all: true });
  });

  it('an agent neither reviews nor reads the surveys', async () => {
    for (const path of ['/api/quality/samples', '/api/surveys?since=2026-11-01T00:00:00Z&until=2026-12-01T00:00:00Z'])
      expect((await get(path, ana)).status).toBe(403);
  });
});

describe('figures of a survey', () => {
  const [rule] = buildPolicy({
    surveys: [
      {
        ...{ name: 'nps', label: 'NPS', kind: 'nps', trigger: 'calendar', every: 'year', question: '¿Nos recomienda?' },
        ...{ scale: { min: 0, max: 10 }, sampling: [], attempts: 1, expiresAfterHours: 72, low: null, askWhy: true },
        verification: null,
      },
    ],
  }).surveys;
  const answered = (score: number, day: number) => ({
    ...{ survey: 'nps', kind: 'nps' as const, score, scale: { min: 0, max: 10 }, agentId: null, channel: null },
    ...{ conversationId: null, ticketId: null, answeredAt: new Date(Date.UTC(2026, 10, day)) },
  });
  const response = { asked: 8, answered: 4, refused: 1, expired: 2, open: 1 };

  it('MAS-122 NPS is the share of promoters less that of detractors; weeks and scores are counted', () => {
    if (!rule) throw new Error('no rule');
    const answers = [answered(10, 2), answered(9, 3), answered(7, 9), answered(3, 10)];
    const span = { from: new Date(Date.UTC(2026, 10, 1)), to: new Date(Date.UTC(2026, 10, 15)) };
    const figures = surveyFigures(rule, answers, { response, ...span });
    expect(figures.nps).toEqual({ promoters: 2, passives: 1, detractors: 1, score: 25 });
    expect(figures).toMatchObject({ answers: 4, average: 7.25, satisfiedShare: 0.5, response });
    expect(figures.distribution.find(({ score }) => score === 9)?.count).toBe(1);
    expect(figures.byWeek.map(({ answers: count, average }) => [count, average])).toEqual([
      [2, 9.5],
      [2, 5],
    ]);
  });

  it('says nothing of what nobody answered', () => {
    if (!rule) throw new Error('no rule');
    const figures = surveyFigures(rule, [], { response, from: new Date(0), to: new Date(1) });
    expect([figures.average, figures.satisfiedShare, figures.nps?.score]).toEqual([null, null, null]);
  });
});
