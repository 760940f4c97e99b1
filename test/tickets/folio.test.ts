import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const policy = buildPolicy();
const draft: TicketDraft = {
  subject: 'a' as Redacted,
  description: 'b' as Redacted,
  reason: 'request',
  diagnosis: {},
  complexity: null,
  area: 'soporte',
};
const about = {
  organisation: 'exsim',
  conversationId: null,
  contactId: null,
  actor: { role: 'bot', id: 'bot' },
  at: new Date('2026-12-07T17:00:00Z'),
} as const;

let store: DeskStore;
afterEach(() => store.destroy());
const service = () => createTickets({ models: store.models, rulesOf: createTicketRules(() => policy) });
const numbers = (folios: string[]) => folios.map((folio) => Number(folio.slice(4))).sort((a, b) => a - b);

describe('folios', () => {
  it('P2 run 1, 2, 3 … without doubles or gaps when 200 keys are opened at once, each three times', async () => {
    store = await openDeskStore();
    const tickets = service();
    const opens = Array.from({ length: 600 }, (_, i) => tickets.open(`key-${i % 200}`, draft, about));
    const folios = [...new Set((await Promise.all(opens)).map((ticket) => ticket.folio))];
    expect(numbers(folios)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  it('P2 stay so when several processes open the same keys at once: who loses the race burns no number', async () => {
    store = await openDeskStore();
    // Each service has its own memory of the sequence, as processes do.
    const services = Array.from({ length: 4 }, service);
    const opens = Array.from({ length: 60 }, (_, i) =>
      services.map((tickets) => tickets.open(`key-${i}`, draft, about)),
    );
    const all = await Promise.all(opens.flat());
    const folios = [...new Set(all.map((ticket) => ticket.folio))];
    expect(new Set(all.map((ticket) => ticket.id)).size).toBe(60);
    expect(folios).toHaveLength(60);
    const next = await services[0]?.open('after', draft, about);
    const stored = numbers([...folios, next?.folio ?? '']);
    expect(stored).toEqual(Array.from({ length: 61 }, (_, i) => i + 1));
  });

  it('a process that finds out late that a key is taken puts its number back', async () => {
    store = await openDeskStore();
    const late = service();
    await service().open('taken', draft, about);
    await late.open('own', draft, about);
    const blind = jest.spyOn(store.models.tickets.collection, 'findOne').mockResolvedValueOnce(null);
    expect((await late.open('taken', draft, about)).folio).toBe('EXS-000001');
    blind.mockRestore();
    expect((await late.open('next', draft, about)).folio).toBe('EXS-000003');
  });

  it('go on after a restart', async () => {
    store = await openDeskStore();
    await service().open('one', draft, about);
    await store.close();
    store = await openDeskStore(store.folder);
    expect((await service().open('two', draft, about)).folio).toBe('EXS-000002');
    expect((await service().open('one', draft, about)).folio).toBe('EXS-000001');
  });

  it('never come back after the ticket was erased', async () => {
    store = await openDeskStore();
    const { id } = await service().open('one', draft, about);
    await store.models.tickets.deleteOne({ _id: id });
    expect((await service().open('two', draft, about)).folio).toBe('EXS-000002');
  });

  it('a number whose ticket could not be stored is given to the next one', async () => {
    store = await openDeskStore();
    const tickets = service();
    await tickets.open('one', draft, about);
    const failing = jest.spyOn(store.models.tickets.collection, 'insertOne').mockRejectedValueOnce(new Error('disk'));
    await expect(tickets.open('broken', draft, about)).rejects.toThrow('disk');
    failing.mockRestore();
    expect((await tickets.open('two', draft, about)).folio).toBe('EXS-000002');
  });

  it('are written whole when they outgrow six digits', async () => {
    store = await openDeskStore();
    await store.models.counters.create({ _id: 'ticket:exsim', value: 1_234_567 });
    expect((await service().open('one', draft, about)).folio).toBe('EXS-1234568');
  });
});
