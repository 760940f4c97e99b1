import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurveys } from '../../src/desk/surveys.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const about = {
  organisation: 'exsim',
  conversationId: 'c1',
  contactId: 'p1',
  at: new Date('2026-12-07T17:00:00Z'),
};
let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());

describe('surveys', () => {
  it('P2 an answer counts once per key; the first one stays', async () => {
    const surveys = createSurveys({ models: store.models, policyOf: () => buildPolicy() });
    await Promise.all([1, 2, 3].map(() => surveys.record('k', { name: 'satisfaccion', score: 5 }, about)));
    await surveys.record('k', { name: 'satisfaccion', score: 1 }, about);
    const stored = await store.models.surveys.find().lean();
    expect(stored.map((one) => [one.name, one.score, one.conversation])).toEqual([['satisfaccion', 5, 'c1']]);
  });

  it.each([0, 6, 2.5, Number.NaN, Infinity])('a score off the scale (%d) is refused', async (score) => {
    const surveys = createSurveys({ models: store.models, policyOf: () => buildPolicy() });
    const error = await surveys.record('off', { name: 'satisfaccion', score }, about).catch((thrown) => thrown);
    expect(isAppError(error, 'INPUT_INVALID')).toBe(true);
  });
});
