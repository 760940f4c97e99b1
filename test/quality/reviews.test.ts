import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAppError } from '../../src/errors/app-error.ts';
import { createDraws } from '../../src/quality/reviews/draw.ts';
import { createReviews } from '../../src/quality/reviews/reviews.ts';
import { QualityRepository } from '../../src/storage/repositories/quality.ts';
import { buildPolicy } from '../builders/policy.ts';
import { buildPerson, buildQualityBase } from '../builders/quality.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

// Monday after 2026-W48, in Mexico.
const MONDAY = new Date('2026-11-30T14:00:00Z');
const form = {
  ...{ code: 'chat', label: 'Chat', marks: 'fiveSteps' as const, facts: [] },
  criteria: [
    { code: 'redaccion', label: 'Redacción', weight: 1, critical: false },
    { code: 'trato', label: 'Trato', weight: 1, critical: true },
  ],
};
const policy = buildPolicy({
  qa: {
    audits: [
      { name: 'chats', label: 'Chats', every: 'week', channels: ['whatsapp'], share: 0.2, count: null, form: 'chat' },
    ],
    forms: [form],
  },
});
const people = [
  buildPerson(),
  buildPerson({ id: 'luz', roles: ['agent', 'lead'] }),
  buildPerson({ id: 'eva', roles: ['lead'] }),
];
const org = 'exsim';
const luz = { role: 'lead', id: 'luz', name: 'Luz', organisation: org } as const;
const eva = { role: 'lead', id: 'eva', name: 'Eva', organisation: org } as const;
const ana = { role: 'agent', id: 'ana', name: 'Ana', organisation: org } as const;

let store: DeskStore;
let log = Array.from({ length: 31 }, (_, at) => ({ id: `c${at}`, agent: at % 2 === 0 ? 'ana' : null }));
let seeds = 0;
const base = buildQualityBase(policy, people, MONDAY);
function open() {
  const repository = new QualityRepository(store.models);
  const draws = createDraws({
    ...{ ...base, repository, newSeed: () => `seed${seeds++}` },
    population: async (_org, _channel, { to }) => (to.getTime() < MONDAY.getTime() - 86_400_000 ? [] : log),
  });
  return {
    draws,
    reviews: createReviews({ ...base, repository, draws, factsOf: async () => ({ folio: 'EXS-000001' }) }),
  };
}
beforeAll(async () => {
  store = await openDeskStore();
  await open().draws.run(org);
});
afterAll(() => store.destroy());

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? error.code : String(error);
}
async function reviewOf(agent: string | null, at = 0) {
  const { items } = await open().reviews.list({ organisation: org, limit: 50 });
  const found = items.filter(({ agentId, state }) => agentId === agent && state === 'open')[at];
  if (!found) throw new Error('no such review');
  return found;
}

describe('quality reviews', () => {
  it('EXS-51 ICE-15 draws each week and channel once, whatever runs again', async () => {
    const { draws, reviews } = open();
    await Promise.all([draws.run(org), draws.run(org)]);
    const [sample] = (await reviews.samples(org, 10)).filter(({ period }) => period === '2026-W48');
    expect(sample).toMatchObject({ channel: 'whatsapp', population: 31, size: 7, done: 0 });
    expect(await store.models.qualityReviews.countDocuments({})).toBe(7);
    expect(base.told.filter(({ kind }) => kind === 'quality.drawn').map(({ agentId }) => agentId)).toEqual([
      'luz',
      'eva',
    ]);
  });

  it('ICE-38 the same seed on the same log gives the same cases; a log that changed is told', async () => {
    const { reviews } = open();
    const sample = (await reviews.samples(org, 10)).find(({ period }) => period === '2026-W48');
    const check = await reviews.check(org, sample?.id ?? '');
    expect(check.ok).toBe(true);
    expect(check.drawn).toEqual(check.stored);
    const before = log;
    log = log.slice(1);
    expect((await reviews.check(org, sample?.id ?? '')).ok).toBe(false);
    log = before;
    expect(await codeOf(reviews.check('other', sample?.id ?? ''))).toBe('REVIEW_NOT_FOUND');
  });

  it('plans the next draw for the first instant after the week', () => {
    expect(base.jobs.waiting.get('quality.draw:exsim')?.runAt).toEqual(new Date('2026-12-07T06:00:00Z'));
  });

  it('EXS-23 a review is scored, redacted, recorded and told to the agent', async () => {
    const { reviews } = open();
    const { id } = await reviewOf('ana');
    const given = { marks: { redaccion: 4, trato: 5 }, comment: 'Bien; no repita la contraseña Canela2023' };
    const done = await reviews.submit(id, given, luz);
    expect(done).toMatchObject({ state: 'done', reviewer: 'luz', score: 87.5, criticals: [] });
    expect(done.comment).not.toContain('Canela2023');
    expect(base.recorded.at(-1)).toMatchObject({
      action: 'quality.review',
      actor: { id: 'luz' },
      facts: { score: 87.5 },
    });
    expect(base.told.at(-1)).toMatchObject({ kind: 'quality.reviewed', agentId: 'ana', facts: { score: 87.5 } });
  });

  it('nobody reviews their own', async () => {
    const { id } = await reviewOf('ana');
    const own = { ...luz, id: 'ana' };
    expect(await codeOf(open().reviews.submit(id, { marks: { redaccion: 5, trato: 5 }, comment: '' }, own))).toBe(
      'REVIEW_REFUSED',
    );
  });

  it('the agent answers once; an appeal is decided by somebody else, and the score before it stays', async () => {
    const { reviews } = open();
    const { id } = await reviewOf('ana');
    await reviews.submit(id, { marks: { redaccion: 5, trato: 1 }, comment: '' }, luz);
    expect((await reviews.get(org, id)).score).toBe(0);
    expect(await codeOf(reviews.answer(id, { kind: 'reply', text: 'no' }, luz))).toBe('REVIEW_REFUSED');
    await reviews.answer(id, { kind: 'appeal', text: 'El cliente colgó' }, ana);
    expect(await codeOf(reviews.answer(id, { kind: 'reply', text: 'otra' }, ana))).toBe('REVIEW_REFUSED');
    expect((await reviews.list({ organisation: org, appealed: true, limit: 9 })).items.map((one) => one.id)).toEqual([
      id,
    ]);
    expect(await codeOf(reviews.decide(id, { marks: null, note: 'x' }, ana))).toBe('REVIEW_REFUSED');
    const decided = await reviews.decide(id, { marks: { redaccion: 5, trato: 3 }, note: 'De acuerdo' }, eva);
    expect(decided).toMatchObject({ score: 75, criticals: [], decision: { outcome: 'changed', before: 0, by: 'eva' } });
    expect(base.told.at(-1)).toMatchObject({ kind: 'quality.decided', agentId: 'ana' });
  });

  it('a second reviewer calibrates, and the score stays', async () => {
    const { reviews } = open();
    const { id } = await reviewOf('ana');
    await reviews.submit(id, { marks: { redaccion: 5, trato: 5 }, comment: '' }, luz);
    const after = await reviews.submit(id, { marks: { redaccion: 3, trato: 5 }, comment: '' }, eva);
    expect(after).toMatchObject({ score: 100, calibrations: [{ reviewer: 'eva', score: 75 }] });
    expect(await codeOf(reviews.submit(id, { marks: { redaccion: 3, trato: 5 }, comment: '' }, eva))).toBe(
      'REVIEW_REFUSED',
    );
  });

  it('figures come by agent and period', async () => {
    const span = { organisation: org, from: MONDAY, to: new Date(MONDAY.getTime() + 1) };
    const [figures] = await open().reviews.figures({ ...span, agentId: 'ana' });
    expect(figures).toEqual({
      ...{ agentId: 'ana', reviews: 3, average: 87.5, lowest: 75, criticals: 0, appeals: 1 },
      criteria: { redaccion: 91.7, trato: 83.3 },
    });
  });
});
