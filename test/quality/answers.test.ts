import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnswerGate, AnswerRelease } from '../../src/contracts/quality.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { createGate } from '../../src/quality/answers/gate.ts';
import { createHeldAnswers, type HeldAnswers } from '../../src/quality/answers/held.ts';
import { GateAnswerRepository } from '../../src/storage/repositories/gate-answers.ts';
import { MONDAY_10AM } from '../builders/clock.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';
import { buildPolicy } from '../builders/policy.ts';
import { buildPerson, buildQualityBase } from '../builders/quality.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const ana = { role: 'agent', id: 'ana', name: 'Ana' } as const;
const luz = { role: 'lead', id: 'luz', name: 'Luz', organisation: 'exsim' } as const;
const policy = buildPolicy({ qa: { preSendShare: 1, preSend: { channels: [], deadlineMinutes: 60, form: null } } });
const people = [buildPerson(), buildPerson({ id: 'luz', roles: ['lead'] })];

let store: DeskStore;
let world: World;
let base: ReturnType<typeof buildQualityBase>;
let held: HeldAnswers;
let conversation: string;
/** Thrown once, after an answer left. */
let trouble: Error | null;
beforeEach(async () => {
  store = await openDeskStore();
  base = buildQualityBase(policy, people, MONDAY_10AM);
  const repository = new GateAnswerRepository(store.models);
  const gate: AnswerGate = {
    pass: (answer) => createGate({ ...base, repository, onHeld: (one) => held.held(one) }).pass(answer),
  };
  world = await buildWorld({ gate, clock: base.clock });
  trouble = null;
  const release: AnswerRelease = {
    async release(answer) {
      await world.pipeline.answerRelease.release(answer);
      const thrown = trouble;
      trouble = null;
      if (thrown) throw thrown;
    },
  };
  held = createHeldAnswers({ ...base, repository, release });
  await world.say('p1', 'hola');
  conversation = (await world.pipeline.conversations.list({ limit: 1 })).items[0]?.id ?? '';
  await world.pipeline.conversations.act(conversation, { type: 'take' }, ana);
  await world.pipeline.idle();
});
afterEach(async () => {
  await world.close();
  removeWorld(world);
  await store.destroy();
});

const reply = async (id: string, text: string) => {
  await world.pipeline.conversations.act(conversation, { type: 'reply', id, text }, ana);
  await world.pipeline.idle();
};
const said = () => world.channel.said('p1');
const open = async () => (await held.list({ organisation: 'exsim', open: true, limit: 20 })).items;
async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? error.code : String(error);
}

describe('answers before they are sent', () => {
  it('P4 keep no value that the conversation announced', async () => {
    await world.say('p1', 'mi clave es');
    await reply('a1', 'Tlax246x');
    expect((await open()).map(({ text }) => text)).toEqual(['[contraseña eliminada]']);
    expect(JSON.stringify(await store.models.gateAnswers.find({}).lean())).not.toContain('Tlax246x');
  });

  it('ICE-36 P3 an answer waits for its reviewer, and leaves once when it is approved', async () => {
    await reply('a1', 'Su crédito ya fue desembolsado.');
    await reply('a1', 'Su crédito ya fue desembolsado.');
    expect(said()).not.toContain('Su crédito ya fue desembolsado.');
    const [waiting, ...more] = await open();
    expect(more).toEqual([]);
    expect(waiting).toMatchObject({
      state: 'waiting',
      agentId: 'ana',
      text: 'Su crédito ya fue desembolsado.',
      overdue: false,
    });
    expect(base.told).toMatchObject([{ kind: 'quality.held', agentId: 'luz' }]);
    await held.decide(waiting?.id ?? '', { approved: true, note: null, marks: {} }, luz);
    await world.pipeline.idle();
    expect(said().filter((text) => text === 'Su crédito ya fue desembolsado.')).toHaveLength(1);
    expect(await open()).toEqual([]);
    await held.recover('exsim');
    await world.pipeline.idle();
    expect(said().filter((text) => text === 'Su crédito ya fue desembolsado.')).toHaveLength(1);
    expect(base.recorded.map(({ action }) => action)).toEqual(['quality.approved']);
  });

  it('ICE-36 a returned answer says why, and its new words need a new review', async () => {
    await reply('a1', 'no se puede');
    const id = (await open())[0]?.id ?? '';
    expect(await codeOf(held.decide(id, { approved: false, note: null, marks: {} }, luz))).toBe('REVIEW_REFUSED');
    await held.decide(id, { approved: false, note: 'Explique por qué', marks: {} }, luz);
    expect(base.told.at(-1)).toMatchObject({ kind: 'quality.returned', agentId: 'ana' });
    expect((await open())[0]).toMatchObject({ state: 'returned', note: 'Explique por qué' });
    await reply('a2', 'No se puede porque falta un documento.');
    expect((await open()).map(({ state, text }) => [state, text])).toEqual([
      ['waiting', 'No se puede porque falta un documento.'],
    ]);
    expect(said()).toEqual(expect.not.arrayContaining(['No se puede porque falta un documento.']));
  });

  it('nobody decides on an answer of their own, and a decision falls once', async () => {
    await reply('a1', 'Listo.');
    const id = (await open())[0]?.id ?? '';
    const own = { ...luz, id: 'ana' };
    expect(await codeOf(held.decide(id, { approved: true, note: null, marks: {} }, own))).toBe('REVIEW_REFUSED');
    await held.decide(id, { approved: true, note: null, marks: {} }, luz);
    expect(await codeOf(held.decide(id, { approved: false, note: 'tarde', marks: {} }, luz))).toBe('REVIEW_REFUSED');
    expect(
      await codeOf(held.decide(id, { approved: true, note: null, marks: {} }, { ...luz, organisation: 'otra' })),
    ).toBe('REVIEW_NOT_FOUND');
  });

  it('P3 none waits unseen: past the deadline of the open hours its agent and the leads are told, after a restart too', async () => {
    await reply('a1', 'Listo.');
    base.jobs.waiting.clear();
    await held.recover('exsim');
    base.clock.advance({ minutes: 59 });
    await base.jobs.run(base.clock.now());
    expect((await open())[0]?.overdue).toBe(false);
    base.clock.advance({ minutes: 1 });
    await base.jobs.run(base.clock.now());
    expect((await open())[0]?.overdue).toBe(true);
    const overdue = base.told.filter(({ kind }) => kind === 'quality.overdue').map(({ agentId }) => agentId);
    expect(overdue.sort()).toEqual(['ana', 'luz']);
  });

  it('P3 an approved answer that the conversation does not take any more stays, with the reason', async () => {
    await reply('a1', 'Listo.');
    await world.pipeline.conversations.act(conversation, { type: 'close', outcome: 'agent' }, ana);
    const [waiting] = await open();
    const after = await held.decide(waiting?.id ?? '', { approved: true, note: null, marks: {} }, luz);
    expect(after).toMatchObject({ state: 'failed', failure: 'CONVERSATION_MOVE_REFUSED' });
    expect((await open()).map(({ state }) => state)).toEqual(['failed']);
    expect(await held.resend(waiting?.id ?? '', luz)).toMatchObject({ state: 'failed' });
  });

  it('P3 an answer that failed is sent again once its conversation takes it, and once only', async () => {
    await reply('a1', 'Listo.');
    await world.pipeline.conversations.act(conversation, { type: 'return' }, ana);
    const [waiting] = await open();
    const id = waiting?.id ?? '';
    expect(await codeOf(held.resend(id, luz))).toBe('REVIEW_REFUSED');
    expect(await held.decide(id, { approved: true, note: null, marks: {} }, luz)).toMatchObject({ state: 'failed' });
    await world.pipeline.conversations.act(conversation, { type: 'take' }, ana);
    expect(await held.resend(id, { ...luz, id: 'ana' })).toMatchObject({ state: 'sent', failure: null });
    await world.pipeline.idle();
    expect(said().filter((text) => text === 'Listo.')).toHaveLength(1);
    expect(await codeOf(held.resend(id, luz))).toBe('REVIEW_REFUSED');
  });

  it('screens hear of an answer when it is held, decided on and sent', async () => {
    await reply('a1', 'Listo.');
    const id = (await open())[0]?.id ?? '';
    const heard = () => base.shown.splice(0).map((event) => (event.type === 'answer' ? event.answerId : event.type));
    expect(heard()).toEqual([id]);
    await held.decide(id, { approved: true, note: null, marks: {} }, luz);
    expect(heard()).toEqual([id, id]);
  });

  it('what could not be sent goes back to its agent, or is replaced by what is written in its place', async () => {
    await reply('a1', 'Uno.');
    await reply('a2', 'Dos.');
    await world.pipeline.conversations.act(conversation, { type: 'return' }, ana);
    const [one, two] = await open();
    for (const id of [one?.id ?? '', two?.id ?? ''])
      await held.decide(id, { approved: true, note: null, marks: {} }, luz);
    expect((await open()).map(({ state }) => state)).toEqual(['failed', 'failed']);
    const back = await held.decide(one?.id ?? '', { approved: false, note: 'Ya no hace falta', marks: {} }, luz);
    expect(back).toMatchObject({ state: 'returned', failure: null });
    await world.pipeline.conversations.act(conversation, { type: 'take' }, ana);
    await reply('a3', 'Tres.');
    expect((await open()).map(({ state, text }) => [state, text])).toEqual([['waiting', 'Tres.']]);
  });

  it('P3 what left before a failure is not sent again, and needs no restart to be known as sent', async () => {
    await reply('a1', 'Listo.');
    trouble = new Error('the store is away');
    const id = (await open())[0]?.id ?? '';
    expect(await held.decide(id, { approved: true, note: null, marks: {} }, luz)).toMatchObject({ state: 'approved' });
    base.clock.advance({ minutes: 1 });
    await base.jobs.run(base.clock.now());
    await world.pipeline.idle();
    expect(await held.get('exsim', id)).toMatchObject({ state: 'sent' });
    expect(said().filter((text) => text === 'Listo.')).toHaveLength(1);
  });

  it('P5 after a crash each one that waits is planned and told again, whatever one of them does', async () => {
    await reply('a1', 'Uno.');
    await reply('a2', 'Dos.');
    const [one] = await open();
    await store.models.gateAnswers.updateOne({ _id: one?.id }, { $set: { state: 'approved' } });
    base.jobs.waiting.clear();
    base.told.length = 0;
    trouble = new Error('the store is away');
    await held.recover('exsim');
    expect([...base.jobs.waiting.keys()].sort()).toEqual([
      expect.stringContaining('quality.deadline'),
      expect.stringContaining('quality.release'),
    ]);
    expect(base.told).toMatchObject([{ kind: 'quality.held', agentId: 'luz' }]);
  });

  it('P2 the same send repeated after its return does not count as written anew', async () => {
    await reply('a1', 'no se puede');
    await held.decide((await open())[0]?.id ?? '', { approved: false, note: 'Explique', marks: {} }, luz);
    await reply('a1', 'no se puede');
    expect(await open()).toMatchObject([{ state: 'returned' }]);
  });

  it('lists in pages: what is open from the oldest, all of it from the newest', async () => {
    for (const id of ['a1', 'a2', 'a3']) {
      await reply(id, `Respuesta ${id}.`);
      base.clock.advance({ minutes: 1 });
    }
    const pages = async (isOpen: boolean) => {
      const texts: unknown[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const page = { organisation: 'exsim', open: isOpen, limit: 1, ...(after && { after }) };
        const { items, next }: Awaited<ReturnType<HeldAnswers['list']>> = await held.list(page);
        texts.push(...items.map(({ text }) => text));
        after = next;
      }
      return texts;
    };
    const [one, two, three] = ['Respuesta a1.', 'Respuesta a2.', 'Respuesta a3.'];
    expect(await pages(true)).toEqual([one, two, three]);
    await held.decide((await open())[1]?.id ?? '', { approved: true, note: null, marks: {} }, luz);
    expect(await pages(true)).toEqual([one, three]);
    expect(await pages(false)).toEqual([three, two, one]);
    expect(await codeOf(held.list({ organisation: 'exsim', open: true, limit: 1, after: 'x' }))).toBe('INPUT_INVALID');
  });

  it('what was erased waits for nobody', async () => {
    await reply('a1', 'Listo.');
    const id = (await open())[0]?.id ?? '';
    await store.models.gateAnswers.updateOne({ _id: id }, { $set: { text: null } });
    expect(await open()).toEqual([]);
    expect(await codeOf(held.decide(id, { approved: true, note: null, marks: {} }, luz))).toBe('REVIEW_REFUSED');
    base.clock.advance({ hours: 24 });
    await base.jobs.run(base.clock.now());
    expect(base.told.filter(({ kind }) => kind === 'quality.overdue')).toEqual([]);
  });

  it('P4 marks without a form are refused: their keys are words that somebody typed', async () => {
    await reply('a1', 'Listo.');
    const id = (await open())[0]?.id ?? '';
    const marks = { 'clave Canela2023': 1 };
    expect(await codeOf(held.decide(id, { approved: true, note: null, marks }, luz))).toBe('REVIEW_REFUSED');
    expect(JSON.stringify(await store.models.gateAnswers.find().lean())).not.toContain('Canela2023');
  });

  it('P4 what waits is redacted', async () => {
    await reply('a1', 'su contraseña es Canela2023');
    expect(JSON.stringify(await store.models.gateAnswers.find().lean())).not.toContain('Canela2023');
  });

  it('ICE-08 says how many came, were held and were reviewed', async () => {
    await reply('a1', 'Uno.');
    await reply('a2', 'Dos.');
    await reply('a3', 'Tres.');
    const waiting = await open();
    const idOf = (text: string) => waiting.find((one) => one.text === text)?.id ?? '';
    await held.decide(idOf('Uno.'), { approved: true, note: null, marks: {} }, luz);
    // One that waits and one that came back are no answers that were sent.
    await held.decide(idOf('Dos.'), { approved: false, note: 'Otra vez', marks: {} }, luz);
    const span = { organisation: 'exsim', from: MONDAY_10AM, to: new Date(MONDAY_10AM.getTime() + 1) };
    expect(await held.reviewedShare(span)).toEqual({ generated: 1, held: 3, reviewed: 1 });
  });

  it('leaves alone the channels that the policy does not name', async () => {
    const elsewhere = buildPolicy({ qa: { preSendShare: 1, preSend: { channels: ['email'] } } });
    const repository = new GateAnswerRepository(store.models);
    const gate = createGate({ ...base, policyOf: () => elsewhere, repository, onHeld: async () => undefined });
    const answer = {
      id: 'x',
      clientId: 'x',
      organisation: 'exsim',
      conversationId: 'c',
      channel: 'terminal',
      agent: ana,
    };
    expect(await gate.pass({ ...answer, text: '' as never, attachments: [], at: MONDAY_10AM })).toBe('send');
    expect(await gate.pass({ ...answer, channel: 'email', text: '' as never, attachments: [], at: MONDAY_10AM })).toBe(
      'held',
    );
  });
});
