import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Presence } from '../../../src/contracts/desk.ts';
import type { Policy } from '../../../src/contracts/policy.ts';
import { aloneHolds } from '../../../src/contracts/sharing.ts';
import { createAssignment } from '../../../src/desk/assignment/assignment.ts';
import { createNotices } from '../../../src/desk/notices.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { AgentRepository } from '../../../src/storage/repositories/agents.ts';
import { TicketRepository } from '../../../src/storage/repositories/tickets.ts';
import { buildClock } from '../../builders/clock.ts';
import { buildLogger } from '../../builders/logger.ts';
import { buildPolicy } from '../../builders/policy.ts';
import { lead, runTickets } from '../../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../../builders/stored-desk.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());
beforeEach(async () => {
  await store.models.tickets.deleteMany({});
  await store.models.agents.deleteMany({});
  await store.models.notices.deleteMany({});
});

// Thursday, 10:00 in Mexico City.
const open = new Date('2026-10-08T16:00:00Z');
const policy = buildPolicy({
  assignment: { strategy: 'balanced', onlineOnly: true },
  loadLimits: [{ role: null, area: null, open: 3 }],
});

function process(rules: Policy = policy, at = open, chats: Record<string, number> = {}) {
  const clock = buildClock(at);
  const running = runTickets(store, [rules], { clock });
  const assignment = createAssignment({
    agents: new AgentRepository(store.models.agents),
    stored: new TicketRepository(store.models),
    conversations: { attendedBy: async (_, agent) => chats[agent] ?? 0 },
    tickets: running.tickets,
    policyOf: () => rules,
    calendarOf: (code) => running.rulesOf(code, null).calendars.get('default'),
    notifications: createNotices({
      models: store.models,
      clock,
      live: { publish: () => {}, subscribe: () => () => {} },
    }),
    ...{ holds: aloneHolds, clock, logger: buildLogger() },
  });
  running.effects.push(assignment.effect);
  return { ...running, assignment };
}

async function hire(id: string, presence: Presence = 'online', areas: string[] = [], roles = ['agent']) {
  await store.models.agents.collection.insertOne({
    ...{ _id: id, org: 'exsim', name: id, email: null, roles, areas, presence, presenceSince: null },
    ...{ presenceCause: 'person', createdAt: open },
  } as never);
}

async function holders(): Promise<(string | null)[]> {
  const docs = await store.models.tickets.find({}).sort({ number: 1 }).lean();
  return docs.map(({ assignee }) => assignee);
}

describe('assignment', () => {
  it('gives each new ticket to whoever has least, chats counted, and its log says why', async () => {
    await hire('ana');
    await hire('eva');
    const desk = process(policy, open, { ana: 1 });
    const first = await desk.open();
    await desk.open();
    await desk.open();
    expect(await holders()).toEqual(['eva', 'ana', 'eva']);
    const { events } = await desk.tickets.get(first);
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'assigned', to: 'eva', actor: { role: 'system', id: 'assignment' } },
      facts: { strategy: 'balanced', load: 0, among: 2, limit: 3 },
    });
  });

  it('EXS-72 at the limit nobody gets more, the leads are told, and what waits goes out when a case ends', async () => {
    await hire('ana');
    await hire('luz', 'offline', [], ['lead']);
    const desk = process();
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push(await desk.open());
    expect(await holders()).toEqual(['ana', 'ana', 'ana', null, null]);
    const told = await store.models.notices.find({ agent: 'luz' }).lean();
    expect(told).toMatchObject([{ kind: 'desk.load', facts: { agent: 'ana', load: 3, limit: 3 } }]);
    await desk.tickets.move(ids[0] as string, 'cerrado', lead, open);
    await desk.settle();
    expect(await holders()).toEqual(['ana', 'ana', 'ana', 'ana', null]);
  });

  it('EXS-74 the leads are told when somebody outside support and development has three active cases, not before', async () => {
    const exsim = loadPolicy('exsim');
    await hire('vera', 'online', ['ventas']);
    await hire('luz', 'offline', [], ['lead']);
    const desk = process(exsim);
    const told = () => store.models.notices.find({ agent: 'luz', kind: 'desk.load' }).lean();
    for (const count of [1, 2, 3]) {
      const id = await desk.open({ area: 'ventas' });
      await desk.tickets.assign(id, 'vera', lead, open);
      await desk.settle();
      expect(await told()).toHaveLength(count === 3 ? 1 : 0);
    }
    expect((await told())[0]?.facts).toMatchObject({ agent: 'vera', load: 3, limit: 3 });
  });

  it('nobody is given anything at a meal, away or outside attention hours; whoever comes gets what waits, oldest first', async () => {
    await hire('ana', 'meal');
    await hire('eva', 'away');
    const desk = process();
    await desk.open();
    await desk.open();
    expect(await holders()).toEqual([null, null]);
    await store.models.agents.updateOne({ _id: 'ana' }, { $set: { presence: 'online' } });
    desk.clock.set(new Date('2026-10-10T16:00:00Z'));
    expect(await desk.assignment.distribute('exsim')).toBe(0);
    desk.clock.set(open);
    expect(await desk.assignment.distribute('exsim')).toBe(2);
  });

  it('ALI-49 who goes away keeps what they have', async () => {
    await hire('ana');
    await hire('eva', 'away');
    const desk = process();
    await desk.open();
    await store.models.agents.updateOne({ _id: 'ana' }, { $set: { presence: 'away' } });
    await store.models.agents.updateOne({ _id: 'eva' }, { $set: { presence: 'online' } });
    await desk.assignment.distribute('exsim');
    expect(await holders()).toEqual(['ana']);
  });

  it('ALI-34 letters of an authority are served in order of reception, whatever their priority', async () => {
    const letters = buildPolicy({
      ...{ assignment: { strategy: 'balanced', onlineOnly: true }, loadLimits: [{ role: null, area: null, open: 2 }] },
      priority: {
        ...{ strategy: 'singleQuestion', field: 'urgency', map: {}, otherwise: null, correctBy: ['lead'] },
        values: [{ code: 'critica', label: 'Crítica' }],
      },
      protocols: [
        {
          ...{ name: 'oficio', label: 'Oficio', area: 'ventas', ask: [], tell: [], steps: [], firstInFirstOut: true },
          when: { area: ['ventas'] },
        },
      ],
    });
    const desk = process(letters);
    const ids: string[] = [];
    for (const minute of [0, 1, 2]) {
      desk.clock.set(new Date(open.getTime() + minute * 60_000));
      ids.push(await desk.open({ area: 'ventas', protocol: 'oficio' }));
    }
    await desk.tickets.act(
      ids[2] as string,
      { type: 'prioritise', priority: 'critica', reason: 'Prisa' as never },
      { actor: lead, at: desk.clock.now() },
    );
    await hire('ofi', 'online', ['ventas']);
    await desk.assignment.distribute('exsim');
    expect(await holders()).toEqual(['ofi', 'ofi', null]);
  });

  it('two processes do not give out the same ticket twice', async () => {
    await hire('ana');
    await hire('eva');
    const [one, two] = [process(), process()];
    one.effects.length = 0;
    for (let count = 0; count < 4; count += 1) await one.open();
    await Promise.all([one.assignment.distribute('exsim'), two.assignment.distribute('exsim')]);
    await one.settle();
    for (const { _id } of await store.models.tickets.find({}).lean()) {
      const { events } = await one.tickets.get(_id);
      expect(events.filter(({ type }) => type === 'assigned')).toHaveLength(1);
    }
  });
});
