import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TicketEvent, TicketView } from '../../src/contracts/ticket.ts';
import type { TicketDeed } from '../../src/contracts/ticket-deeds.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createVerification, type Verification } from '../../src/quality/verification/verification.ts';
import { SatisfactionRepository } from '../../src/storage/repositories/satisfaction.ts';
import { buildPerson, buildQualityBase } from '../builders/quality.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const policy = loadPolicy('confa');
const START = new Date('2026-11-23T15:00:00Z');
const by = { organisation: 'confa', id: 'aprendiz' };
let store: DeskStore;
let base: ReturnType<typeof buildQualityBase>;
let verification: Verification;
let moves: { ticket: string; deed: TicketDeed; key: string | undefined }[];
/** Thrown by the next move. */
let failure: Error | null;
let facts: Map<string, Record<string, string>>;
beforeEach(async () => {
  store = await openDeskStore();
  base = buildQualityBase(policy, [buildPerson({ id: 'jefa', roles: ['lead'] })], START);
  moves = [];
  failure = null;
  facts = new Map();
  const repository = new SatisfactionRepository(store.models);
  verification = createVerification({
    ...{ ...base, repository },
    tickets: {
      act: async (ticket, deed, { key }) => {
        const thrown = failure;
        failure = null;
        if (thrown) throw thrown;
        moves.push({ ticket, deed, key });
        return ticketOf(ticket);
      },
    },
  });
});
afterEach(() => store.destroy());

function ticketOf(id: string): TicketView {
  return {
    ...{ id, organisation: 'confa', folio: `CON-${id}`, conversationId: `c-${id}`, contactId: `p-${id}` },
    ...{ assignee: 'ana', facts: facts.get(id) ?? {}, openedAt: START },
  } as unknown as TicketView;
}
async function solved(id: string, about: Record<string, string>, at = base.clock.now(), seq = 2): Promise<void> {
  facts.set(id, about);
  await verification.enrol(ticketOf(id), {
    id: `${id}.${seq}`,
    at,
    type: 'moved',
    to: 'respondido',
  } as unknown as TicketEvent);
}
const queue = (state: Parameters<Verification['list']>[0]['state'] = 'open') =>
  verification.list({ organisation: 'confa', state, limit: 500 });
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.code}: ${error.message}` : String(error);
}
const noAnswer = { contacted: false, satisfied: null, observations: 'No contestó' };

describe('the verification of satisfaction', () => {
  it('CON-31 CON-32 CON-34 every answered complaint and claim enters the queue; other cases do not', async () => {
    await solved('1', { type: 'queja' });
    await solved('1', { type: 'queja' });
    await solved('2', { type: 'reclamo', service: 'recreacion' });
    await solved('3', { type: 'peticion' });
    await solved('4', { type: 'felicitacion' });
    await solved('5', { type: 'queja', origin: 'superintendencia' });
    expect((await queue()).map(({ folio }) => folio)).toEqual(['CON-1', 'CON-2']);
    expect(moves.map(({ ticket, deed }) => [ticket, deed.type === 'move' && deed.to])).toEqual([
      ...[
        ['1', 'verificacion'],
        ['1', 'verificacion'],
        ['2', 'verificacion'],
      ],
    ]);
  });

  it('CON-33 of 250 claims on subsidies in a month exactly 100 are drawn, also when the draw was cut in two', async () => {
    const claims = Array.from({ length: 250 }, (_, at) => solved(`s${at}`, { type: 'reclamo', service: 'subsidios' }));
    await Promise.all(claims);
    await verification.run('confa');
    expect(await queue('candidate')).toHaveLength(250);
    base.clock.set(new Date('2026-12-01T05:00:00Z'));
    const [some] = await store.models.satisfactionChecks.find({ state: 'candidate' }).limit(1).lean();
    const act = base.jobs.run(base.clock.now());
    await act;
    expect(await queue('open')).toHaveLength(100);
    expect(await queue('notDrawn')).toHaveLength(150);
    const first = (await queue('open')).map(({ id }) => id).sort();
    // As a crash would leave it: one of them is a candidate still.
    await store.models.satisfactionChecks.updateOne({ _id: some?._id }, { $set: { state: 'candidate' } });
    await verification.run('confa');
    expect((await queue('open')).map(({ id }) => id).sort()).toEqual(first);
  }, 30_000);

  it('CON-33 what a claim is typed as afterwards does not change how many of its month are drawn', async () => {
    const claims = Array.from({ length: 103 }, (_, at) => solved(`s${at}`, { type: 'reclamo', service: 'subsidios' }));
    await Promise.all(claims);
    for (const id of facts.keys()) facts.set(id, { type: 'queja' });
    base.clock.set(new Date('2026-12-01T05:00:00Z'));
    await base.jobs.run(base.clock.now());
    await verification.run('confa');
    expect(await queue('open')).toHaveLength(100);
  });

  it('CON-33 each sampling rule draws its own cases', async () => {
    const [rule] = policy.surveys.filter(({ kind }) => kind === 'verification');
    if (!rule) throw new Error('no verification');
    const per = (service: string, perMonth: number) => ({ when: { service: [service] }, share: 1, perMonth });
    const sampling = [per('subsidios', 2), per('recreacion', 3)];
    const other = { ...policy, surveys: [{ ...rule, sampling }] };
    const two = createVerification({
      ...{ ...base, policyOf: () => other, repository: new SatisfactionRepository(store.models) },
      tickets: { act: async (ticket) => ticketOf(ticket) },
    });
    for (const [at, service] of ['subsidios', 'recreacion'].flatMap((one) => Array(5).fill(one)).entries()) {
      const about = ticketOf(`d${at}`);
      const ticket = { ...about, facts: { type: 'reclamo', service } } as TicketView;
      const event = { id: `d${at}.2`, at: base.clock.now(), type: 'moved', to: 'respondido' };
      await two.enrol(ticket, event as unknown as TicketEvent);
    }
    base.clock.set(new Date('2026-12-01T05:00:00Z'));
    await two.run('confa');
    expect(await queue('open')).toHaveLength(5);
    expect(await queue('notDrawn')).toHaveLength(5);
  });

  it('CON-33 fewer than a hundred are all called', async () => {
    for (let at = 0; at < 3; at++) await solved(`s${at}`, { type: 'reclamo', service: 'subsidios' });
    base.clock.set(new Date('2026-12-01T05:00:00Z'));
    await verification.run('confa');
    expect(await queue('open')).toHaveLength(3);
  });

  it('CON-36 satisfaction is recorded of whoever was reached, and only of them; what was said is redacted', async () => {
    await solved('1', { type: 'queja' });
    const id = (await queue())[0]?.id ?? '';
    expect(await refusal(verification.call(id, { ...noAnswer, satisfied: true }, by))).toContain(
      'VERIFICATION_REFUSED',
    );
    expect(await refusal(verification.call(id, { ...noAnswer, contacted: true }, by))).toContain(
      'VERIFICATION_REFUSED',
    );
    const observations = 'Conforme. Dictó su contraseña: Canela2023';
    const done = await verification.call(id, { contacted: true, satisfied: true, observations }, by);
    expect(done).toMatchObject({ state: 'satisfied', nextDay: null });
    expect(done.calls[0]?.observations).not.toContain('Canela2023');
    expect(base.recorded.at(-1)).toMatchObject({ action: 'verification.call', actor: { id: 'aprendiz' } });
  });

  it('CON-37 three attempts on different days, then the case closes as not contacted', async () => {
    await solved('1', { type: 'queja' });
    const id = (await queue())[0]?.id ?? '';
    await verification.call(id, noAnswer, by);
    base.clock.advance({ hours: 24 });
    const second = await verification.call(id, noAnswer, by);
    expect(second).toMatchObject({ state: 'open', nextDay: '2026-11-25' });
    base.clock.advance({ hours: 6 });
    expect(await refusal(verification.call(id, noAnswer, by))).toContain('another day');
    base.clock.advance({ hours: 18 });
    expect(await verification.call(id, noAnswer, by)).toMatchObject({ state: 'notContacted', nextDay: null });
    expect(moves.at(-1)?.deed).toEqual({ type: 'move', to: 'cerrado', closingCode: 'no_contactado' });
    expect(await refusal(verification.call(id, noAnswer, by))).toContain('the case is over');
  });

  it('P2 a case that is answered again is moved again; the same answer moves it once', async () => {
    await solved('1', { type: 'queja' });
    await solved('1', { type: 'queja' });
    await solved('1', { type: 'queja' }, base.clock.now(), 7);
    const keys = moves.map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(2);
  });

  it('CON-37 a crash between the last call and the closing of the case loses neither', async () => {
    await solved('1', { type: 'queja' });
    const id = (await queue())[0]?.id ?? '';
    for (let day = 1; day < 3; day++) {
      await verification.call(id, noAnswer, by);
      base.clock.advance({ hours: 24 });
    }
    failure = new Error('killed');
    await expect(verification.call(id, noAnswer, by)).rejects.toThrow('killed');
    expect(await verification.call(id, noAnswer, by)).toMatchObject({ state: 'notContacted' });
    expect(moves.at(-1)?.deed).toMatchObject({ to: 'cerrado', closingCode: 'no_contactado' });
  });

  it('a ticket that refuses to be moved is told in the log, by the code', async () => {
    failure = new AppError('TICKET_MOVE_REFUSED', { from: 'a', to: 'b', role: 'system', allowed: 'none' });
    await solved('1', { type: 'queja' });
    expect(await queue()).toHaveLength(1);
    expect(JSON.stringify(base.logger.lines)).toContain('TICKET_MOVE_REFUSED');
  });

  it('CON-39 who was not satisfied stays visible until somebody wrote down what was done', async () => {
    await solved('1', { type: 'queja' });
    const id = (await queue())[0]?.id ?? '';
    await verification.call(id, { contacted: true, satisfied: false, observations: 'Nadie le explicó' }, by);
    expect((await queue('unsatisfied')).map(({ followUp }) => followUp)).toEqual([null]);
    const after = await verification.followUp(id, 'Se reabrió con el servicio', by);
    expect(after.followUp).toMatchObject({ by: 'aprendiz', note: 'Se reabrió con el servicio' });
  });

  it('MAS-123 keeps corrective and improving actions, once per id, until they are done', async () => {
    const survey = policy.surveys[0]?.name ?? '';
    const action = { id: 'a1', survey, kind: 'improvement', text: 'Avisar antes del mantenimiento' } as const;
    await verification.addAction(action, by);
    const again = await verification.addAction({ ...action, text: 'otra' }, by);
    expect(again.text).toBe('Avisar antes del mantenimiento');
    await verification.endAction(again.id, by);
    const all = await verification.actions('confa', 9);
    expect(all).toMatchObject([{ kind: 'improvement', doneBy: 'aprendiz', doneAt: START }]);
    expect(await refusal(verification.endAction('nothing', by))).toContain('VERIFICATION_NOT_FOUND');
  });

  it('P4 an action names a survey of the policy: nothing else that was typed there is stored', async () => {
    const action = { id: 'a1', survey: 'clave Canela2023', kind: 'corrective', text: 'clave: Canela2023' } as const;
    const refused = await refusal(verification.addAction(action, by));
    expect(refused).toContain('INPUT_INVALID');
    expect(refused).not.toContain('Canela2023');
    await verification.addAction({ ...action, survey: policy.surveys[0]?.name ?? '' }, by);
    expect(JSON.stringify(await store.models.surveyActions.find().lean())).not.toContain('Canela2023');
  });
});
