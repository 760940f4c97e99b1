import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LiveEvent } from '../../src/contracts/conversation.ts';
import { buildManyOrganisations, type ManyOrganisations } from '../builders/many-organisations.ts';
import { buildDraft } from '../builders/running-tickets.ts';

jest.setTimeout(60_000);

let world: ManyOrganisations;
beforeAll(async () => {
  world = await buildManyOrganisations({ policies: 'alianza' });
  const ana = { id: 'ana', name: 'Ana', roles: ['agent'], areas: ['fabrica'], posts: [], skills: [] };
  const { areas } = world.gateway.policy;
  const body = { ...ana, areas: [areas[0]?.code] };
  expect((await world.ask('/api/agents', { body })).status).toBe(200);
});
afterAll(() => world.destroy());

/** Resolves with the first live event that fits; ask before doing what makes it. */
function next(fits: (event: LiveEvent) => boolean): Promise<LiveEvent> {
  return new Promise((resolve) => {
    const end = world.gateway.live.subscribe((event) => {
      if (!fits(event)) return;
      end();
      resolve(event);
    });
  });
}

async function open(key: string): Promise<string> {
  const { tickets, clock, policy } = world.gateway;
  const about = { organisation: 'alianza', conversationId: null, contactId: null, at: clock.now() };
  const draft = buildDraft({ area: policy.areas[0]?.code ?? '' });
  return (await tickets.open(key, draft, { ...about, actor: { role: 'bot', id: 'bot' } })).id;
}

describe('the life of a ticket in a whole gateway', () => {
  it('who comes online gets what waits, and is told in the console; the log says why', async () => {
    const id = await open('first');
    expect((await world.gateway.tickets.get(id)).ticket.assignee).toBeNull();
    const told = next((event) => event.type === 'notice' && event.notice.agentId === 'ana');
    await world.gateway.desk.setPresence('ana', 'online', 'person');
    expect(await told).toMatchObject({ notice: { kind: 'ticket.assigned', facts: { ticket: id } } });
    const { ticket, events } = await world.gateway.tickets.get(id);
    expect(ticket.assignee).toBe('ana');
    expect(events.at(-1)?.facts).toMatchObject({ strategy: 'balanced', load: 0 });
  });
});
