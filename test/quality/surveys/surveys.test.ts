import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../src/contracts/policy.ts';
import { isSatisfied, npsClassOf, type SurveyCase } from '../../../src/contracts/surveys.ts';
import { isAppError } from '../../../src/errors/app-error.ts';
import { createSurveys, type LowAnswer } from '../../../src/quality/surveys/surveys.ts';
import { buildClock } from '../../builders/clock.ts';
import { buildPolicy } from '../../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../../builders/stored-desk.ts';

const START = new Date('2026-12-07T17:00:00Z');
const later = (days: number) => new Date(START.getTime() + days * 86_400_000);
let serial = 0;
function buildCase(over: Partial<SurveyCase> = {}): SurveyCase {
  serial += 1;
  const id = `c${serial}`;
  return {
    ...{ organisation: 'exsim', kind: 'conversation', id: `${id}#1`, conversationId: id, contactId: `p${serial}` },
    ...{ agentId: 'ana', channel: 'terminal', at: START, ...over },
  };
}
const nps: Policy['surveys'][number] = {
  ...{ name: 'nps', label: 'NPS', kind: 'nps', trigger: 'calendar', every: 'year', question: '¿Nos recomienda?' },
  ...{ scale: { min: 0, max: 10 }, sampling: [], attempts: 1, expiresAfterHours: 72, low: null, askWhy: true },
  verification: null,
};
const satisfaction: Policy['surveys'][number] = {
  ...{ name: 'satisfaccion', label: 'Satisfacción', kind: 'satisfaction', trigger: 'wrapUp', every: null },
  ...{ question: '¿Cómo estuvo?', scale: { min: 1, max: 5 }, sampling: [], attempts: 1, expiresAfterHours: 72 },
  ...{ low: { upTo: 2, roles: ['lead'] }, askWhy: true, verification: null },
};

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());

function open(surveys: Policy['surveys'], told: LowAnswer[] = [], at = START) {
  const policy = buildPolicy({ surveys });
  return createSurveys({
    ...{ models: store.models, policyOf: () => policy, clock: buildClock(at) },
    onLow: async (low) => void told.push(low),
  });
}

describe('surveys', () => {
  it('P2 one answer per case, whatever runs twice; the first one stays', async () => {
    const surveys = open([satisfaction]);
    const of = buildCase();
    await surveys.asked('satisfaccion', of);
    await Promise.all([1, 2, 3].map(() => surveys.record({ survey: 'satisfaccion', score: 5 }, of)));
    await surveys.record({ survey: 'satisfaccion', score: 1 }, of);
    const stored = await store.models.surveys.find({ conversation: of.conversationId }).lean();
    expect(stored.map((one) => [one.name, one.score, one.state])).toEqual([['satisfaccion', 5, 'answered']]);
  });

  it.each([0, 6, 2.5, Number.NaN, Infinity])('a score off the scale (%d) is refused', async (score) => {
    const error = await open([satisfaction])
      .record({ survey: 'satisfaccion', score }, buildCase())
      .catch((thrown) => thrown);
    expect(isAppError(error, 'INPUT_INVALID')).toBe(true);
  });

  it('P2 the same case has the same question while it is unanswered, and none afterwards', async () => {
    const surveys = open([satisfaction]);
    const of = buildCase();
    const first = await surveys.due('wrapUp', of);
    expect((await surveys.due('wrapUp', { ...of, at: later(0.01) }))?.id).toBe(first?.id);
    await surveys.answer(first?.id ?? '', { key: 'turn', score: 4, comment: null, at: later(1) });
    expect(await surveys.due('wrapUp', of)).toBeNull();
  });

  it('P2 a turn that answered and is run again has the same outcome; another turn has not', async () => {
    const told: LowAnswer[] = [];
    const surveys = open([satisfaction], told);
    const question = await surveys.due('wrapUp', buildCase());
    const answer = (key: string, score: number) =>
      surveys.answer(question?.id ?? '', { key, score, comment: null, at: later(1) });
    expect(await answer('turn-1', 1)).toEqual({ taken: true, askWhy: true });
    expect(await answer('turn-1', 1)).toEqual({ taken: true, askWhy: true });
    expect(await answer('turn-2', 5)).toEqual({ taken: false });
    expect((await store.models.surveys.findById(question?.id).lean())?.score).toBe(1);
  });

  it('an answer after the end of the question is not taken', async () => {
    const surveys = open([satisfaction], [], later(4));
    const of = buildCase({ organisation: 'late' });
    const question = await surveys.due('wrapUp', of);
    expect(await surveys.answer(question?.id ?? '', { key: 'turn', score: 4, comment: null, at: later(3) })).toEqual({
      taken: false,
    });
    const span = { organisation: 'late', from: START, to: later(1) };
    expect(await surveys.response(span)).toEqual({ asked: 1, answered: 0, refused: 0, expired: 1, open: 0 });
  });

  it('EXS-68 a low answer is told for follow-up and asks why; a good one does neither', async () => {
    const told: LowAnswer[] = [];
    const surveys = open([satisfaction], told);
    const low = await surveys.due('wrapUp', buildCase());
    const good = await surveys.due('wrapUp', buildCase());
    const given = { key: 'turn', comment: null, at: later(1) };
    expect(await surveys.answer(low?.id ?? '', { score: 2, ...given })).toEqual({ taken: true, askWhy: true });
    expect(await surveys.answer(good?.id ?? '', { score: 3, ...given })).toEqual({ taken: true, askWhy: false });
    expect(told.map(({ answer }) => [answer._id, answer.score])).toEqual([[low?.id, 2]]);
  });

  it('MAS-121 the yearly question comes once a year, when something of the person is over', async () => {
    const surveys = open([nps]);
    const contactId = 'yearly';
    expect((await surveys.due('calendar', buildCase({ contactId })))?.scale).toEqual({ min: 0, max: 10 });
    expect(await surveys.due('calendar', buildCase({ contactId, at: later(30) }))).toBeNull();
    expect(await surveys.due('calendar', buildCase({ contactId, at: later(364) }))).toBeNull();
    expect(await surveys.due('calendar', buildCase({ contactId, at: later(366) }))).not.toBeNull();
  });

  it('asks one question at a time: what comes round goes first', async () => {
    const surveys = open([satisfaction, nps]);
    const contactId = 'both';
    expect((await surveys.due('wrapUp', buildCase({ contactId })))?.survey).toBe('nps');
    expect((await surveys.due('wrapUp', buildCase({ contactId, at: later(1) })))?.survey).toBe('satisfaccion');
  });

  it('never asks again whoever said so', async () => {
    const surveys = open([satisfaction, nps]);
    const contactId = 'never';
    const question = await surveys.due('wrapUp', buildCase({ contactId }));
    await surveys.refuse(question?.id ?? '', true, later(0));
    expect(await surveys.due('wrapUp', buildCase({ contactId, at: later(800) }))).toBeNull();
  });

  it('leaves out what the policy leaves out, and asks only a share, always of the same cases', async () => {
    const half = { ...satisfaction, exclude: { channel: ['email'] }, sampling: [{ share: 0.5, perMonth: null }] };
    const surveys = open([half]);
    expect(await surveys.due('wrapUp', buildCase({ facts: { channel: 'email' } }))).toBeNull();
    const cases = Array.from({ length: 200 }, () => buildCase());
    const asked = await Promise.all(cases.map(async (of) => (await surveys.due('wrapUp', of)) !== null));
    const share = asked.filter(Boolean).length / cases.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
    expect(await Promise.all(cases.map(async (of) => (await surveys.due('wrapUp', of)) !== null))).toEqual(asked);
  });

  it('EXS-68 reads what was answered in a span, with who attended', async () => {
    const surveys = open([satisfaction], [], later(3));
    const organisation = 'figures';
    const [one, other] = [buildCase({ organisation }), buildCase({ organisation, agentId: null })];
    const asked = [await surveys.due('wrapUp', one), await surveys.due('wrapUp', other)];
    await surveys.answer(asked[0]?.id ?? '', { key: 'turn', score: 5, comment: null, at: later(1) });
    const span = { organisation, from: START, to: later(2) };
    expect((await surveys.answers(span)).map(({ score, agentId }) => [score, agentId])).toEqual([[5, 'ana']]);
    expect(await surveys.response(span)).toEqual({ asked: 2, answered: 1, refused: 0, expired: 1, open: 0 });
  });

  it('MAS-122 promoters 9-10, passives 7-8, detractors 0-6; EXS-68 satisfied are 4 and 5 of five', () => {
    expect([0, 6, 7, 8, 9, 10].map(npsClassOf)).toEqual([
      ...['detractor', 'detractor', 'passive', 'passive', 'promoter', 'promoter'],
    ]);
    expect([1, 2, 3, 4, 5].filter((score) => isSatisfied(score, { min: 1, max: 5 }))).toEqual([4, 5]);
  });
});
