import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StudyDraw } from '../../src/contracts/studies.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { marginOf, sampleSize } from '../../src/quality/studies/sample-size.ts';
import { createStudies, type StudyBook } from '../../src/quality/studies/studies.ts';
import { createSurveys } from '../../src/quality/surveys/surveys.ts';
import { QualityRepository } from '../../src/storage/repositories/quality.ts';
import { SurveyRepository } from '../../src/storage/repositories/surveys.ts';
import { buildPerson, buildQualityBase } from '../builders/quality.ts';
import { openTicketWorld, type TicketWorld, who } from '../builders/ticket-world.ts';

const policy = loadPolicy('confa');
const [study] = policy.studies;
const lead = { organisation: 'confa', id: 'jefa', leads: true };
const pollster = { organisation: 'confa', id: 'enzo', leads: false };
const reader = { organisation: 'confa', id: 'pia', leads: false };
let world: TicketWorld;
let base: ReturnType<typeof buildQualityBase>;
let studies: StudyBook;
let put: { key: string; conversation: string; question: string }[];
let surveys: ReturnType<typeof createSurveys>;
beforeEach(async () => {
  world = await openTicketWorld();
  const people = [buildPerson({ id: 'enzo' }), buildPerson({ id: 'pia', posts: ['experiencia_servicio'] })];
  base = buildQualityBase(policy, people, world.clock.now());
  put = [];
  surveys = createSurveys({
    ...{ models: world.desk.models, policyOf: () => policy, clock: world.clock },
    onAnswer: async (answer) => studies.answered(answer),
  });
  studies = createStudies({
    ...{
      ...base,
      clock: world.clock,
      people: async () => people,
      newSeed: () => 'seed',
      tickets: world.tickets,
      surveys,
    },
    ...{ samples: new QualityRepository(world.desk.models), answers: new SurveyRepository(world.desk.models.surveys) },
    speech: () => ({
      async put(key, conversation, due) {
        const question = await due();
        if (question) put.push({ key, conversation, question: question.id });
      },
    }),
  });
});
afterEach(() => world.close());

/** Cases of this quarter that are over, then the next quarter. */
async function past(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { id } = await world.open('confa', { facts: { type: 'peticion', channel: 'webchat' } }, `p${n}`);
    await world.act(id, who.agent, { type: 'move', to: 'cerrado', closingCode: 'inmediata' });
  }
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe('how many are asked', () => {
  it.each([
    // Population, confidence, margin, size: as the tables of textbooks have it.
    [10_000, 95, 5, 370],
    [500, 95, 5, 218],
    [100, 95, 5, 80],
    [1_000, 99, 3, 649],
    [1_000, 90, 10, 64],
    [1, 95, 5, 1],
    [0, 95, 5, 0],
  ] as const)('CON-45 of %i cases, %i %% sure within %i %%, %i', (population, confidence, margin, size) => {
    expect(sampleSize(population, { confidence, margin })).toBe(size);
  });

  it('CON-45 the answers that came in say how near they are: the size reaches its margin, everybody reaches 0', () => {
    const size = sampleSize(10_000, { confidence: 95, margin: 5 });
    expect(marginOf(size, 10_000, 95)).toBeLessThanOrEqual(0.05);
    expect(marginOf(size - 2, 10_000, 95)).toBeGreaterThan(0.05);
    expect([marginOf(80, 80, 95), marginOf(0, 80, 95)]).toEqual([0, null]);
  });
});

describe('a study', () => {
  it('CON-44 the method that the team chose stands with its goal, where everybody who asks reads it', async () => {
    const [found] = await studies.list('confa');
    expect(found?.rule).toMatchObject({ goal: study?.goal, method: expect.stringContaining('Encuesta') });
  });

  it('CON-45 draws the sample of the last period once; anybody draws it again, and a case that is gone shows', async () => {
    await past(32);
    world.clock.advance({ hours: 24 * 92 });
    const draw = await studies.draw(lead, 'experiencia');
    expect(draw.population).toBe(32);
    expect(draw.cases).toHaveLength(sampleSize(32, { confidence: 95, margin: 5 }));
    expect(await studies.draw(lead, 'experiencia')).toEqual(draw);
    expect(await studies.check('confa', draw.id)).toEqual({ ok: true, population: 32 });
    await world.desk.models.tickets.deleteOne({ _id: draw.cases[0] });
    expect(await studies.check('confa', draw.id)).toMatchObject({ ok: false, population: 31 });
    expect(base.recorded.map(({ action, facts }) => [action, facts?.cases])).toEqual([['study.draw', 30]]);
    expect(await refusal(studies.draw(pollster, 'experiencia'))).toBe('STUDY_REFUSED');
    expect(await refusal(studies.draw(lead, 'otra'))).toBe('STUDY_NOT_FOUND');
  });
});

describe('the questionnaire', () => {
  let draw: StudyDraw;
  beforeEach(async () => {
    await past(3);
    world.clock.advance({ hours: 24 * 92 });
    draw = await studies.draw(lead, 'experiencia');
  });
  const record = (ticketId: string, scores: Record<string, number>) =>
    studies.record(pollster, draw.id, { ticketId, scores, comment: 'Muy amable' });

  it('CON-46 asks the questions of the policy, in order, on their scales, and no others', async () => {
    const questions = study?.questions ?? [];
    expect(questions.length).toBeGreaterThan(1);
    const [ticket = ''] = draw.cases;
    expect(await refusal(record(ticket, { inventada: 3 }))).toBe('INPUT_INVALID');
    expect(await refusal(record(ticket, { [questions[0] ?? '']: 9 }))).toBe('INPUT_INVALID');
    await record(ticket, Object.fromEntries(questions.map((name) => [name, 4])));
    const [first] = await studies.cases('confa', draw.id);
    expect(first?.scores).toEqual(Object.fromEntries(questions.map((name) => [name, 4])));
  });

  it('CON-47 is put in the conversation of who came by a chosen channel, one question after the other', async () => {
    const [ticket = ''] = draw.cases;
    await world.desk.models.tickets.updateOne({ _id: ticket }, { $set: { conversation: 'conv-1' } });
    await base.jobs.run(world.clock.now());
    expect(put).toMatchObject([{ conversation: 'conv-1', key: `study:${ticket}:${study?.questions[0]}` }]);
    for (const n of [1, 2]) {
      const question = put.at(-1)?.question ?? '';
      await surveys.answer(question, { key: `turn-${n}`, score: 5, comment: null, at: world.clock.now() });
      await base.jobs.run(world.clock.now());
    }
    expect(put.map(({ key }) => key.split(':').at(-1))).toEqual(study?.questions.slice(0, 3));
  });

  it('CON-47 a channel that was not chosen is left to the pollster', async () => {
    const [ticket = ''] = draw.cases;
    const set = { conversation: 'conv-1', 'facts.channel': 'terminal' };
    await world.desk.models.tickets.updateOne({ _id: ticket }, { $set: set });
    await base.jobs.run(world.clock.now());
    expect(put).toEqual([]);
  });

  it('CON-48 the results are for the roles that the policy names and for leads, and for nobody else', async () => {
    const [name = ''] = study?.questions ?? [];
    for (const [n, ticket] of draw.cases.entries()) await record(ticket, { [name]: n === 0 ? 2 : 5 });
    for (const who of [lead, reader]) {
      const [first] = await studies.results(who, draw.id);
      expect(first).toEqual({ survey: name, answered: 3, mean: 4, counts: { 2: 1, 5: 2 }, margin: 0 });
    }
    expect(await refusal(studies.results(pollster, draw.id))).toBe('STUDY_REFUSED');
  });
});
