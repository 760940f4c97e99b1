import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Attachment } from '../../src/contracts/envelope.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { historyOf } from '../../src/requesters/portal-history.ts';
import { openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
});
afterAll(() => world.close());

const file = (sign: string): Attachment => ({
  ...{ fileId: sign.repeat(64), name: `${sign}.png`, mediaType: 'image/png', size: 10, review: 'unscanned' },
});
const tagging = (add: string[], remove: string[] = []) => ({ type: 'tag' as const, add: add.map(said), remove });

describe('words of the desk on a ticket', () => {
  it('are put on once whatever their case and accents, and taken off; the log says which, and a repeat is no event', async () => {
    const { id } = await world.open('masnegocio');
    await world.act(id, who.agent, tagging(['Facturación', 'urgente']));
    const { version } = await world.act(id, who.agent, tagging(['FACTURACION'], ['nada']));
    const after = await world.act(id, who.agent, tagging(['Cierre de mes'], ['URGENTE']));
    expect(after.tags).toEqual(['Facturación', 'Cierre de mes']);
    expect(after.version).toBe(version + 1);
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'tagged', internal: true, note: 'Cierre de mes\nurgente', facts: { added: 1, removed: 1 } },
      actor: { id: who.agent.id },
    });
    const many = Array.from({ length: 19 }, (_, place) => `t${place}`);
    expect(await world.refusal(id, who.agent, tagging(many))).toMatch(/^TAGS_TOO_MANY/);
  });

  it('and files for the desk alone are shown to nobody outside; a file for the requester is', async () => {
    const { id } = await world.open('masnegocio');
    await world.act(
      id,
      who.agent,
      tagging(['cliente difícil']),
      { type: 'attach', attachments: [file('a')], internal: true },
      { type: 'attach', attachments: [file('a'), file('b')], internal: false },
    );
    const { ticket, events } = await world.tickets.get(id);
    expect(ticket.attachments.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    const seen = historyOf(loadPolicy('masnegocio'), ticket, events);
    expect(JSON.stringify(seen)).not.toContain('difícil');
    expect(seen.flatMap(({ files }) => files.map(({ name }) => name))).toEqual(['b.png']);
    const full = Array.from({ length: 49 }, (_, place) => file(((place + 100) % 256).toString(16).padStart(2, '0')));
    const refused = { type: 'attach', attachments: full, internal: true } as const;
    expect(await world.refusal(id, who.agent, refused)).toMatch(/^TICKET_FILES_TOO_MANY/);
  });
});
