import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const policy = buildPolicy();
let now = new Date('2026-12-07T17:00:00Z');
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const makeDesk = (store: DeskStore) =>
  createDesk({
    models: store.models,
    clock: { now: () => now },
    calendarOf: () => createCalendar(policy.organisation, policy.calendar),
  });

let store: DeskStore;
let desk: Desk;
beforeAll(async () => {
  store = await openDeskStore();
  desk = makeDesk(store);
  await desk.addAgent({ id: 'ana', organisation: 'exsim', name: 'Ana', roles: ['agent'] });
});
afterAll(() => store.destroy());

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('sign-in links', () => {
  it('work once, also when two ask at the same time', async () => {
    const { token } = await desk.createSignInLink('ana');
    const tries = await Promise.allSettled([desk.redeemSignInLink(token), makeDesk(store).redeemSignInLink(token)]);
    expect(tries.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(isAppError(await refusal(desk.redeemSignInLink(token)), 'SIGN_IN_LINK_INVALID')).toBe(true);
  });

  it('end with their hour', async () => {
    const { token, expiresAt } = await desk.createSignInLink('ana');
    expect(expiresAt.getTime() - now.getTime()).toBe(60 * 60_000);
    later(60);
    expect(isAppError(await refusal(desk.redeemSignInLink(token)), 'SIGN_IN_LINK_INVALID')).toBe(true);
  });

  it.each(['', 'x', '{"$gt":""}', 'a'.repeat(10_000)])('an invented one (%#) opens nothing', async (token) => {
    expect(isAppError(await refusal(desk.redeemSignInLink(token)), 'SIGN_IN_LINK_INVALID')).toBe(true);
  });

  it('are made for agents that exist', async () => {
    expect(isAppError(await refusal(desk.createSignInLink('nobody')), 'AGENT_NOT_FOUND')).toBe(true);
  });
});

describe('sessions', () => {
  async function signIn() {
    const { token } = await desk.createSignInLink('ana');
    return desk.redeemSignInLink(token);
  }

  it('say whose they are, to every process on the same store', async () => {
    const { token, session } = await signIn();
    expect(await makeDesk(store).verifySession(token)).toEqual(session);
    expect(session.agent).toEqual({ id: 'ana', name: 'Ana', roles: ['agent'], organisation: 'exsim' });
  });

  it('end after twelve hours, however much they were used', async () => {
    const { token } = await signIn();
    for (const minutes of [239, 239, 239, 2]) {
      expect(await desk.verifySession(token)).not.toBeNull();
      later(minutes);
    }
    expect(await desk.verifySession(token)).not.toBeNull();
    later(1);
    expect(await desk.verifySession(token)).toBeNull();
  });

  it('end when revoked, alone', async () => {
    const [one, two] = [await signIn(), await signIn()];
    await desk.revokeSession(one.session.id);
    await desk.revokeSession('unknown');
    expect(await desk.verifySession(one.token)).toBeNull();
    expect(await desk.verifySession(two.token)).not.toBeNull();
  });

  it('end with their agent', async () => {
    await desk.addAgent({ id: 'gone', organisation: 'exsim', name: 'Gone', roles: ['agent'] });
    const link = await desk.createSignInLink('gone');
    const { token } = await desk.redeemSignInLink(link.token);
    await store.models.agents.deleteOne({ _id: 'gone' });
    expect(await desk.verifySession(token)).toBeNull();
  });

  it('P4 neither a link nor a session is stored in a form that opens anything', async () => {
    const link = await desk.createSignInLink('ana');
    const { token, session } = await signIn();
    const stored = JSON.stringify([
      await store.models.signInLinks.find().lean(),
      await store.models.sessions.find().lean(),
    ]);
    for (const secret of [link.token, token]) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(stored).not.toContain(secret);
    }
    expect(await desk.verifySession(session.id)).toBeNull();
  });

  it('what is over is forgotten', async () => {
    await signIn();
    later(721);
    await signIn();
    expect(await store.models.sessions.countDocuments({ expiresAt: { $lte: now } })).toBe(0);
    expect(await store.models.signInLinks.countDocuments({ expiresAt: { $lte: now } })).toBe(0);
  });
});

describe('the first administrator', () => {
  it('is made once in an empty organisation, also when two processes start at once', async () => {
    const both = await Promise.all([desk.ensureAdministrator('otra'), makeDesk(store).ensureAdministrator('otra')]);
    expect(new Set(both.map((agent) => agent?.id ?? 'otra-admin'))).toEqual(new Set(['otra-admin']));
    expect(await desk.listAgents('otra')).toHaveLength(1);
    expect(await desk.ensureAdministrator('otra')).toBeNull();
    expect(await desk.ensureAdministrator('exsim')).toBeNull();
  });
});
