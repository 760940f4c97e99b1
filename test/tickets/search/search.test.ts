import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketSearchQuery } from '../../../src/contracts/ticket-search.ts';
import { isAppError } from '../../../src/errors/app-error.ts';
import { TicketSearchRepository } from '../../../src/storage/repositories/ticket-search.ts';
import { TicketRepository } from '../../../src/storage/repositories/tickets.ts';
import { createTicketSearch } from '../../../src/tickets/search/search.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../../builders/ticket-world.ts';

let world: TicketWorld;
let search: ReturnType<typeof createTicketSearch>;
beforeAll(async () => {
  world = await openTicketWorld();
  search = createTicketSearch({
    ...{ rulesOf: world.rulesOf, clock: world.clock, tickets: new TicketRepository(world.desk.models) },
    walks: new TicketSearchRepository(world.desk.models.tickets),
    contacts: {
      many: async (ids) => new Map(ids.map((id) => [id, { name: said(id === 'pia' ? 'Pía Núñez' : 'Alguien') }])),
    },
  });
});
afterAll(() => world.close());

const query = (more: Partial<TicketSearchQuery> = {}): TicketSearchQuery => ({
  ...{ organisation: 'exsim', agent: 'ana', sort: 'newest', limit: 50 },
  ...more,
});
const folios = async (more: Partial<TicketSearchQuery> = {}) =>
  (await search.search(query(more))).items.map(({ ticket }) => ticket.folio);

describe('the search of tickets', () => {
  it('narrows by state, priority, holder, limit and words, of one organisation alone', async () => {
    const one = await world.open('exsim', { subject: said('No timbra la nómina') }, 'pia');
    world.clock.advance({ minutes: 1 });
    const two = await world.open('exsim', { subject: said('Reporte en blanco') }, 'otro');
    world.clock.advance({ minutes: 1 });
    const three = await world.open('exsim', { subject: said('Otra más') });
    await world.open('masnegocio', { subject: said('No timbra la nómina') });
    await world.act(one.id, who.agent, { type: 'assign', assignee: 'ana' }, moveTo('en_atencion'));
    await world.act(three.id, who.lead, moveTo('cerrado'));
    expect(await folios()).toEqual([three.folio, two.folio, one.folio]);
    expect(await folios({ sort: 'oldest' })).toEqual([one.folio, two.folio, three.folio]);
    expect(await folios({ open: true })).toEqual([two.folio, one.folio]);
    expect(await folios({ open: false })).toEqual([three.folio]);
    expect(await folios({ state: 'en_atencion' })).toEqual([one.folio]);
    expect(await folios({ phase: 'closed' })).toEqual([three.folio]);
    expect(await folios({ assignee: 'me' })).toEqual([one.folio]);
    expect(await folios({ assignee: 'me', agent: 'beto' })).toEqual([]);
    expect(await folios({ assignee: 'nobody', open: true })).toEqual([two.folio]);
    expect(await folios({ text: 'NOMINA timbra' })).toEqual([one.folio]);
    expect(await folios({ text: 'pia nunez' })).toEqual([one.folio]);
    expect(await folios({ text: 'nómina inexistente' })).toEqual([]);
    expect(await folios({ text: two.folio.toLowerCase(), state: 'en_atencion' })).toEqual([two.folio]);
    expect(await search.count({ open: true }, { organisation: 'exsim', agent: 'ana' })).toEqual({
      count: 2,
      isMore: false,
    });
    const { items } = await search.search(query({ text: 'nómina' }));
    expect(items[0]?.requester).toBe('Pía Núñez');
  });

  it('finds by a word of the desk, whatever its case, and offers those in use, the most frequent first', async () => {
    const tag = (...add: string[]) => ({ type: 'tag', add: add.map(said), remove: [] }) as const;
    const [one, two] = [await world.open('alianza'), await world.open('alianza')];
    await world.act(one.id, who.agent, tag('Nómina', 'cierre'));
    await world.act(two.id, who.agent, tag('CIERRE'));
    expect(await folios({ organisation: 'alianza', tag: 'nomina' })).toEqual([one.folio]);
    expect(await folios({ organisation: 'alianza', tag: 'cierre', sort: 'oldest' })).toEqual([one.folio, two.folio]);
    expect(await folios({ organisation: 'exsim', tag: 'cierre' })).toEqual([]);
    expect((await search.tags('alianza')).map((one) => one.toLowerCase())).toEqual(['cierre', 'nómina']);
  });

  it('gives the soonest limit first, and what is over it, page after page without a gap or a double', async () => {
    for (let number = 0; number < 5; number += 1) {
      await world.open('masnegocio', { subject: said(`Caso ${number}`), facts: { priority: 'alta' } });
      // Two at the same instant share their limit.
      if (number % 2 === 1) world.clock.advance({ minutes: 30 });
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await search.search(
        query({ organisation: 'masnegocio', sort: 'due', limit: 2, ...(after !== undefined && { after }) }),
      );
      seen.push(...page.items.map(({ ticket }) => ticket.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    const all = await search.search(query({ organisation: 'masnegocio', open: true, sort: 'oldest' }));
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual(all.items.map(({ ticket }) => ticket.id).sort());
    const dues = all.items.map(({ ticket }) => ticket.dueAt?.getTime() ?? Number.POSITIVE_INFINITY);
    const order = seen.map((id) => {
      const due = all.items.find(({ ticket }) => ticket.id === id)?.ticket.dueAt;
      return due?.getTime() ?? Number.POSITIVE_INFINITY;
    });
    expect(order).toEqual(dues.toSorted((a, b) => a - b));
    const masnegocio = { organisation: 'masnegocio', agent: 'ana' };
    expect((await search.count({ due: 'overdue' }, masnegocio)).count).toBe(0);
    world.clock.advance({ hours: 720 });
    expect((await search.count({ due: 'overdue' }, masnegocio)).count).toBe(
      order.filter((due) => due !== Number.POSITIVE_INFINITY).length,
    );
  });

  it('looks at so many tickets for one page and no more, and says where it stopped', async () => {
    const { tickets } = world.desk.models;
    const [some] = await tickets.find({ org: 'exsim' }).lean<Record<string, unknown>[]>();
    const many = Array.from({ length: 2_500 }, (_, place) => ({
      ...{ ...some, _id: `bulk-${place}`, org: 'confa', number: place + 1, folio: `CON-${place}`, closedAt: null },
      order: `2026-01-01T00:00:00.000Z|bulk-${String(place).padStart(5, '0')}`,
      subject: place === 0 ? 'aguja' : 'paja',
    }));
    await tickets.collection.insertMany(many as never[]);
    const first = await search.search(query({ organisation: 'confa', text: 'aguja', open: true }));
    expect(first.items).toEqual([]);
    expect(first.next).not.toBeNull();
    const second = await search.search(
      query({ organisation: 'confa', text: 'aguja', open: true, after: first.next ?? '' }),
    );
    expect(second.items.map(({ ticket }) => ticket.id)).toEqual(['bulk-0']);
    expect(second.next).toBeNull();
    const counted = await search.count({ open: true }, { organisation: 'confa', agent: 'ana' });
    expect(counted).toEqual({ count: 500, isMore: true });
  });

  it.each(['due', 'newest'] as const)('refuses a place that no page of "%s" gave out', async (sort) => {
    const after = Buffer.from('nonsense|<b>').toString('base64url');
    const error = await search.search(query({ sort, after })).catch((thrown: unknown) => thrown);
    expect(isAppError(error) && error.code).toBe('INPUT_INVALID');
  });
});
