import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildLetter } from '../../builders/mail.ts';
import { buildMailWorld, type MailWorld } from './world.ts';

jest.setTimeout(60_000);

const luz = { role: 'agent' as const, id: 'agent-luz', name: 'Luz' };
let world: MailWorld;
beforeAll(async () => {
  world = await buildMailWorld({ mailboxes: ['soporte'] });
});
beforeEach(() => world.fresh());
afterAll(() => world.stop());

/** What the requester said on the ticket of the only conversation after it was opened. */
async function repliesOnTicket() {
  const [conversation] = await world.conversations();
  const folio = conversation?.tickets.at(-1) ?? '';
  const ticket = await world.gateway.tickets.byFolio('exsim', folio);
  if (ticket === null) throw new Error('There is no ticket.');
  const { events } = await world.gateway.tickets.get(ticket.id);
  const said = events.filter(({ type }) => type === 'requesterReplied');
  return said.map(({ note }) => note);
}

/** An agent takes the only conversation and opens its ticket. */
async function openTicket(): Promise<string> {
  const [conversation] = await world.conversations();
  const id = conversation?.id ?? '';
  for (const type of ['take', 'openTicket'] as const) {
    await world.gateway.pipeline.conversations.act(id, { type }, luz);
    await world.gateway.pipeline.idle();
  }
  return id;
}

describe('what comes after the ticket was opened', () => {
  it('a letter to a conversation that has its ticket and its agent stands on the ticket too', async () => {
    await world.take(buildLetter({ id: '<espera-1@cliente.example>', text: 'Quiero hablar con una persona' }));
    const id = await openTicket();
    const [first] = await world.sent();
    const thread = { 'In-Reply-To': first?.messageId ?? '' };
    await world.take(
      buildLetter({ subject: first?.subject ?? '', text: 'Ahora también falla en la caja 3', headers: thread }),
    );
    expect(await repliesOnTicket()).toEqual([expect.stringContaining('Ahora también falla en la caja 3')]);
    await world.gateway.pipeline.conversations.act(id, { type: 'close', outcome: 'agent' }, luz);
  });
});
