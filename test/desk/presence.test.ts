import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { Presence } from '../../src/contracts/desk.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const policy = buildPolicy();
const calendar = createCalendar(policy.organisation, policy.calendar);
const monday = new Date('2026-12-07T17:00:00Z');
const evening = new Date('2026-12-08T00:30:00Z');
const holiday = new Date('2026-12-25T17:00:00Z');
let now = monday;

let store: DeskStore;
let desk: Desk;
async function startDesk(): Promise<Desk> {
  const made = createDesk({ models: store.models, clock: { now: () => now }, calendarOf: () => calendar });
  await made.start();
  return made;
}
beforeEach(async () => {
  now = monday;
  store = await openDeskStore();
  desk = await startDesk();
  await desk.addAgent({ id: 'ana', organisation: 'exsim', name: 'Ana', roles: ['agent'] });
  await desk.addAgent({ id: 'luz', organisation: 'exsim', name: 'Luz', roles: ['lead'] });
  await desk.addAgent({ id: 'otto', organisation: 'otra', name: 'Otto', roles: ['agent'] });
});
afterEach(() => store.destroy());

describe('presence', () => {
  it('EXS-04 an agent with an open console is online inside the attention hours, and not outside them', async () => {
    expect(desk.online('exsim', monday)).toBe(0);
    await desk.setPresence('ana', 'online', 'connection');
    expect(desk.online('exsim', monday)).toBe(1);
    expect(desk.online('exsim', evening)).toBe(0);
    expect(desk.online('exsim', holiday)).toBe(0);
    expect(desk.online('otra', monday)).toBe(0);
  });

  it('EXS-04 an agent at a meal is not online, and the console says since when', async () => {
    await desk.setPresence('ana', 'online', 'connection');
    now = new Date(monday.getTime() + 60_000);
    expect(await desk.setPresence('ana', 'meal', 'person')).toMatchObject({ presence: 'meal', presenceSince: now });
    expect(desk.online('exsim', monday)).toBe(0);
    await desk.setPresence('ana', 'online', 'person');
    expect(desk.online('exsim', monday)).toBe(1);
  });

  it('only agents count: a lead who looks on is not promised to anybody', async () => {
    await desk.setPresence('luz', 'online', 'connection');
    expect(desk.online('exsim', monday)).toBe(0);
  });

  it.each([
    ['meal', 'online', 'meal'],
    ['meal', 'away', 'meal'],
    ['away', 'online', 'away'],
    ['online', 'away', 'away'],
    ['offline', 'online', 'online'],
  ] as const)(
    'what a person chose (%s) and a connection that turns %s give %s',
    async (chosen, connection, expected) => {
      await desk.setPresence('ana', chosen, 'person');
      expect((await desk.setPresence('ana', connection, 'connection')).presence).toBe(expected);
    },
  );

  it('an agent whose console was lost is online again when it comes back', async () => {
    await desk.setPresence('ana', 'online', 'connection');
    await desk.setPresence('ana', 'away', 'connection');
    expect(desk.online('exsim', monday)).toBe(0);
    await desk.setPresence('ana', 'online', 'connection');
    expect(desk.online('exsim', monday)).toBe(1);
  });

  it('a meal that begins while a console reconnects stays a meal', async () => {
    await Promise.all([desk.setPresence('ana', 'meal', 'person'), desk.setPresence('ana', 'online', 'connection')]);
    expect((await desk.listAgents('exsim')).find((one) => one.id === 'ana')?.presence).toBe('meal');
  });

  it('P5 after a restart nobody is promised until their console is back; a meal goes on', async () => {
    await desk.addAgent({ id: 'eva', organisation: 'exsim', name: 'Eva', roles: ['agent'] });
    await desk.setPresence('ana', 'online', 'connection');
    await desk.setPresence('eva', 'meal', 'person');
    const again = await startDesk();
    expect(again.online('exsim', monday)).toBe(0);
    expect((await again.listAgents('exsim')).map((one) => [one.id, one.presence])).toEqual([
      ['ana', 'away'],
      ['eva', 'meal'],
      ['luz', 'offline'],
    ]);
    await again.setPresence('ana', 'online', 'connection');
    expect(again.online('exsim', monday)).toBe(1);
  });

  it('an agent that does not exist is AGENT_NOT_FOUND', async () => {
    const error = await desk.setPresence('nobody', 'online', 'person').catch((thrown: unknown) => thrown);
    expect(isAppError(error, 'AGENT_NOT_FOUND')).toBe(true);
  });

  it('whatever happens, memory and store agree, and a connection never ends a meal', async () => {
    const presences: Presence[] = ['online', 'meal', 'away', 'offline'];
    const step = fc.record({
      presence: fc.constantFrom(...presences),
      cause: fc.constantFrom('person' as const, 'connection' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        for (const { presence, cause } of steps) {
          const before = (await desk.listAgents('exsim')).find((one) => one.id === 'ana')?.presence;
          // A connection only ever says these two.
          const wanted = cause === 'connection' && presence !== 'online' ? 'away' : presence;
          const after = (await desk.setPresence('ana', wanted, cause)).presence;
          if (cause === 'person') expect(after).toBe(wanted);
          if (cause === 'connection' && before === 'meal') expect(after).toBe('meal');
          const stored = (await desk.listAgents('exsim')).find((one) => one.id === 'ana')?.presence;
          expect(stored).toBe(after);
          expect(desk.online('exsim', monday)).toBe(after === 'online' ? 1 : 0);
        }
      }),
      { numRuns: 25 },
    );
  });
});
