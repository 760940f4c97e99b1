import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policySchema } from '../../../src/contracts/policy.ts';
import { buildClock } from '../../builders/clock.ts';
import { buildPolicy } from '../../builders/policy.ts';
import { runTickets } from '../../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../../builders/stored-desk.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());

const policy = policySchema.parse({
  ...buildPolicy({ tickets: { totalHours: null, simpleBugHours: null } }),
  clocks: [20, 45, 90].map((minutes) => ({
    ...{ name: `c${minutes}`, label: 'Reloj', start: 'opened', stop: ['mark:listo'] },
    ...{ limits: [{ amount: minutes, unit: 'minutes' }], warnBefore: { amount: 7, unit: 'minutes' } },
  })),
});
const t0 = new Date('2026-10-06T16:00:00Z');
const bells = [13, 20, 38, 45, 83, 90];

/** The same numbers in every run. */
function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('P5 jobs that are lost', () => {
  it.each([1, 2])(
    'P5 wiped at random, every bell still rings once and in time (seed %i)',
    async (seed) => {
      const next = random(seed);
      const clock = buildClock(t0);
      let desk = runTickets(store, [policy], { clock });
      const ids: string[] = [];
      for (let minute = 0; minute <= 96; minute += 1) {
        clock.set(new Date(t0.getTime() + minute * 60_000));
        if (minute < 5) ids.push(await desk.open());
        if (next() < 0.4) await store.models.jobs.deleteMany({});
        // A start finds its work again, and so does the sweep that comes every five minutes.
        if (next() < 0.1) {
          desk = runTickets(store, [policy], { clock });
          await desk.timers.recover([policy]);
        }
        await desk.timers.sweep();
        await desk.runUntil(clock.now());
      }
      for (const [opened, id] of ids.entries()) {
        const { events } = await desk.tickets.get(id);
        const rang = events.slice(1).map(({ at }) => (at.getTime() - t0.getTime()) / 60_000 - opened);
        expect(rang).toEqual(bells);
      }
    },
    30_000,
  );

  it('P5 a process that died between the event and its effect leaves nothing unplanned', async () => {
    const clock = buildClock(new Date('2026-11-02T16:00:00Z'));
    const dying = runTickets(store, [policy], { clock });
    // The timer never hears of the opening, as if the process had died right after the write.
    dying.effects.length = 0;
    dying.effects.push({ name: 'dead', apply: () => new Promise(() => {}) });
    const { id } = await dying.tickets.open('dying', { ...draft }, about(clock.now()));
    expect(await store.models.jobs.countDocuments({ _id: `ticket:${id}` })).toBe(0);
    const next = runTickets(store, [policy], { clock });
    await next.tickets.recover();
    await next.settle();
    expect(await store.models.jobs.findById(`ticket:${id}`).lean()).toMatchObject({
      runAt: new Date(clock.now().getTime() + 13 * 60_000),
    });
  });

  it('P5 two processes that ring at once ring once', async () => {
    const clock = buildClock(new Date('2026-11-03T16:00:00Z'));
    const [one, two] = [runTickets(store, [policy], { clock }), runTickets(store, [policy], { clock })];
    const id = await one.open();
    clock.advance({ minutes: 100 });
    await Promise.all([one.jobs.runDue(), two.jobs.runDue()]);
    await one.settle();
    expect(await one.log(id)).toEqual(['opened registrado', 'breached c20', 'breached c45', 'breached c90']);
  });
});

const draft = {
  ...{ subject: '' as never, description: '' as never, reason: 'rule' as const, diagnosis: {}, complexity: null },
  area: 'soporte',
};
const about = (at: Date) => ({
  ...{ organisation: 'exsim', conversationId: null, contactId: null, actor: { role: 'bot' as const, id: 'bot' }, at },
});
