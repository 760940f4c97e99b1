import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LiveEvent } from '../../src/contracts/conversation.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { Actor, TicketDraft, TicketPort } from '../../src/contracts/ticket.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { buildPolicy } from '../builders/policy.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';

const policy = buildPolicy();
const other = buildPolicy({ organisation: { code: 'otra', folioPrefix: 'OTR' } });
const policyOf = (organisation: string) => (organisation === 'otra' ? other : policy);
const text = (value: string) => value as Redacted;
const at = new Date('2026-12-07T17:00:00Z');
const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const bot: Actor = { role: 'bot', id: 'bot' };
const agent: Actor = { role: 'agent', id: 'ana' };

function draft(overrides: Partial<TicketDraft> = {}): TicketDraft {
  return {
    subject: text('Todas las facturas con errores contables'),
    description: text('Desde ayer la póliza no cuadra'),
    reason: 'estimate',
    diagnosis: { kind: 'bug', length: 'long', minutes: 60, module: 'contabilidad' },
    complexity: 'complejo',
    area: 'desarrollo',
    ...overrides,
  };
}

let store: DeskStore;
let tickets: TicketPort;
const events: LiveEvent[] = [];
beforeAll(async () => {
  store = await openDeskStore();
  tickets = createTickets({
    models: store.models,
    rulesOf: createTicketRules(policyOf),
    live: { publish: (event) => events.push(event) },
  });
});
afterAll(() => store.destroy());

let keys = 0;
function open(overrides: Partial<TicketDraft> = {}, about: Partial<Parameters<TicketPort['open']>[2]> = {}) {
  keys += 1;
  return tickets.open(`key-${keys}`, draft(overrides), {
    organisation: 'exsim',
    conversationId: null,
    contactId: null,
    actor: bot,
    at,
    ...about,
  });
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('opening', () => {
  it('a ticket explains itself: why it was opened, with what diagnosis, for whom, until when', async () => {
    const made = await open({}, { conversationId: 'c1', contactId: 'p1' });
    const { ticket, events: history } = await tickets.get(made.id);
    expect(ticket).toMatchObject({
      state: 'registrado',
      phase: 'open',
      requesterLabel: 'Recibido',
      reason: 'estimate',
      diagnosis: { kind: 'bug', length: 'long', minutes: 60, module: 'contabilidad' },
      complexity: 'complejo',
      area: 'desarrollo',
      conversationId: 'c1',
      contactId: 'p1',
      openedAt: at,
      closedAt: null,
    });
    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({ seq: 1, at, actor: bot, type: 'opened', to: 'registrado' });
    expect(history[0]?.facts).toMatchObject({
      kind: 'bug',
      complexity: 'complejo',
      area: 'desarrollo',
      reason: 'estimate',
    });
  });

  it('P2 one key opens one ticket, at once or later, and tells the desk once', async () => {
    const about = { organisation: 'exsim', conversationId: null, contactId: null, actor: bot, at };
    const before = events.length;
    const many = await Promise.all(Array.from({ length: 20 }, () => tickets.open('same', draft(), about)));
    const again = await createTickets({ models: store.models, rulesOf: createTicketRules(policyOf) }).open(
      'same',
      draft(),
      {
        ...about,
        at: minutesLater(5),
      },
    );
    expect(new Set([...many, again].map((ticket) => ticket.folio)).size).toBe(1);
    expect(again.openedAt).toEqual(at);
    expect(events.slice(before)).toHaveLength(1);
    expect((await tickets.get(again.id)).events).toHaveLength(1);
  });

  it('the same key in another organisation is another ticket', async () => {
    const about = { conversationId: null, contactId: null, actor: bot, at };
    const here = await tickets.open('shared', draft(), { ...about, organisation: 'exsim' });
    const there = await tickets.open('shared', draft(), { ...about, organisation: 'otra' });
    expect(here.folio).toMatch(/^EXS-\d{6}$/);
    expect(there.folio).toBe('OTR-000001');
  });

  it('is due 72 natural hours after opening, weekends included (EXS-71)', async () => {
    expect((await open()).dueAt).toEqual(minutesLater(72 * 60));
  });

  it('a simple bug is due in 24 hours; a simple case that is no bug is not (EXS-15)', async () => {
    expect((await open({ complexity: 'sencillo', area: 'soporte' })).dueAt).toEqual(minutesLater(24 * 60));
    const support = await open({ diagnosis: { kind: 'soporte' }, complexity: null, area: 'soporte' });
    expect(support.dueAt).toEqual(minutesLater(72 * 60));
  });

  it('an area that the policy no longer has falls back to its routing instead of losing the ticket', async () => {
    expect((await open({ area: 'gone' })).area).toBe('desarrollo');
    expect((await open({ area: 'gone', diagnosis: {}, complexity: null })).area).toBe('soporte');
  });

  it('a ticket may have empty texts, when the redactor left nothing', async () => {
    const made = await open({ subject: text(''), description: text('') });
    expect((await tickets.get(made.id)).ticket).toMatchObject({ subject: '', description: '' });
  });
});

describe('moving', () => {
  it('records who moved it, from where to where, with the note', async () => {
    const { id } = await open();
    await tickets.move(id, 'en_atencion', agent, minutesLater(1));
    const moved = await tickets.move(id, 'solucionado', agent, minutesLater(2), text('Se corrigió el folio'));
    expect(moved).toMatchObject({ state: 'solucionado', phase: 'solved', updatedAt: minutesLater(2), closedAt: null });
    expect((await tickets.get(id)).events.slice(1)).toMatchObject([
      { at: minutesLater(1), actor: agent, type: 'moved', from: 'registrado', to: 'en_atencion' },
      {
        at: minutesLater(2),
        actor: agent,
        type: 'moved',
        from: 'en_atencion',
        to: 'solucionado',
        note: 'Se corrigió el folio',
      },
    ]);
  });

  it('EXS-76 closing and channelling as an opportunity both end it, and nothing follows', async () => {
    for (const end of ['cerrado', 'oportunidad']) {
      const { id } = await open();
      const ended = await tickets.move(id, end, { role: 'lead', id: 'luz' }, minutesLater(3));
      expect(ended).toMatchObject({ phase: 'closed', closedAt: minutesLater(3) });
      const error = await refusal(tickets.move(id, 'en_atencion', { role: 'admin', id: 'a' }, minutesLater(4)));
      expect(isAppError(error, 'TICKET_MOVE_REFUSED')).toBe(true);
    }
  });

  it('a refusal says what is allowed instead', async () => {
    const { id } = await open();
    const error = await refusal(tickets.move(id, 'cerrado', agent, at));
    expect(String(error)).toContain(
      'A ticket in state registrado may not move to cerrado by agent. Allowed: en_atencion, con_desarrollo, espera_solicitante, solucionado, oportunidad.',
    );
  });

  it('of many who move it at once one wins, and the history has no hole', async () => {
    const { id } = await open();
    const movers = Array.from({ length: 8 }, (_, i) => ({ role: 'agent', id: `agent-${i}` }) as const);
    const results = await Promise.allSettled(movers.map((mover) => tickets.move(id, 'en_atencion', mover, at)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const { events: history } = await tickets.get(id);
    expect(history.map((event) => event.type)).toEqual(['opened', 'moved']);
  });

  it('different changes at the same time all happen', async () => {
    const { id } = await open();
    await Promise.all([
      tickets.assign(id, 'ana', agent, at),
      tickets.move(id, 'en_atencion', agent, at),
      tickets.assign(id, 'luz', agent, at),
    ]);
    const { ticket, events: history } = await tickets.get(id);
    expect(ticket.state).toBe('en_atencion');
    expect(history).toHaveLength(4);
    expect(history.filter((event) => event.type === 'assigned').at(-1)?.to).toBe(ticket.assignee);
  });

  it('assigning is recorded with the one before; assigning the same again is not', async () => {
    const { id } = await open();
    await tickets.assign(id, 'ana', agent, at);
    await tickets.assign(id, 'ana', agent, at);
    const freed = await tickets.assign(id, null, agent, at);
    expect(freed.assignee).toBeNull();
    expect((await tickets.get(id)).events.slice(1)).toMatchObject([
      { at, actor: agent, type: 'assigned', to: 'ana' },
      { at, actor: agent, type: 'assigned', from: 'ana' },
    ]);
  });

  it('a ticket that does not exist is TICKET_NOT_FOUND for everything', async () => {
    for (const work of [
      tickets.get('x'),
      tickets.move('x', 'cerrado', agent, at),
      tickets.assign('x', null, agent, at),
    ]) {
      expect(isAppError(await refusal(work), 'TICKET_NOT_FOUND')).toBe(true);
    }
  });

  it('a ticket in a state that the policy dropped still opens, and can only be looked at', async () => {
    const { id } = await open();
    await store.models.tickets.updateOne({ _id: id }, { $set: { state: 'antiguo' } });
    expect((await tickets.get(id)).ticket).toMatchObject({ agentLabel: 'antiguo', requesterLabel: 'antiguo' });
    expect(String(await refusal(tickets.move(id, 'cerrado', agent, at)))).toContain('Allowed: none.');
  });
});

describe('the history survives a crash between the ticket and its history', () => {
  it('the newest line is read from the ticket, and written down before the next change', async () => {
    const { id } = await open();
    await tickets.move(id, 'en_atencion', agent, minutesLater(1));
    await store.models.ticketEvents.deleteOne({ _id: `${id}:2` });
    expect((await tickets.get(id)).events.map((event) => event.to)).toEqual(['registrado', 'en_atencion']);
    await tickets.move(id, 'solucionado', agent, minutesLater(2));
    expect(await store.models.ticketEvents.countDocuments({ ticket: id })).toBe(3);
  });

  it('P2 opening again after a crash writes the missing first line', async () => {
    const about = { organisation: 'exsim', conversationId: null, contactId: null, actor: bot, at };
    const { id } = await tickets.open('crashed', draft(), about);
    await store.models.ticketEvents.deleteMany({ ticket: id });
    await tickets.open('crashed', draft(), about);
    expect(await store.models.ticketEvents.countDocuments({ ticket: id })).toBe(1);
  });
});

describe('finding', () => {
  it('a person finds their own tickets, newest first, and nobody else’s, not even by folio', async () => {
    const first = await open({}, { contactId: 'own', at });
    const second = await open({}, { contactId: 'own', at: minutesLater(1) });
    const strange = await open({}, { contactId: 'stranger' });
    expect((await tickets.findForContact('exsim', 'own')).map((one) => one.folio)).toEqual([second.folio, first.folio]);
    expect(await tickets.findForContact('exsim', 'own', strange.folio)).toEqual([]);
    expect(await tickets.findForContact('otra', 'own')).toEqual([]);
  });

  it.each([
    ['as it is shown', (folio: string) => folio],
    ['in small letters', (folio: string) => folio.toLowerCase()],
    ['without zeros', (folio: string) => `EXS-${Number(folio.slice(4))}`],
    ['as a bare number', (folio: string) => String(Number(folio.slice(4)))],
    ['with a hash and spaces', (folio: string) => ` #${Number(folio.slice(4))} `],
  ])('finds a folio %s', async (_, write) => {
    const made = await open({}, { contactId: 'writer' });
    expect(await tickets.findForContact('exsim', 'writer', write(made.folio))).toMatchObject([{ id: made.id }]);
  });

  it.each(['OTR-000001', 'EXS-', '', 'EXS-1; drop', '9'.repeat(40), '{"$ne":null}'])(
    'finds nothing for %j',
    async (folio) => {
      await open({}, { contactId: 'writer' });
      expect(await tickets.findForContact('exsim', 'writer', folio)).toEqual([]);
    },
  );

  it('pages through a list without losing or repeating one, though the opening instants are equal', async () => {
    const contactId = 'pager';
    const made = [];
    for (let i = 0; i < 23; i += 1)
      made.push(await open({}, { conversationId: 'paged', contactId, at: minutesLater(i >> 2) }));
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const found = await tickets.list({ conversationId: 'paged', limit: 5, ...(after !== undefined && { after }) });
      expect(found.items.length).toBeLessThanOrEqual(5);
      seen.push(...found.items.map((one) => one.id));
      if (found.next === null) break;
      after = found.next;
    }
    expect(seen).toHaveLength(23);
    expect(new Set(seen)).toEqual(new Set(made.map((one) => one.id)));
  });

  it('filters by organisation, state and assignee together', async () => {
    const { id } = await open();
    await tickets.move(id, 'en_atencion', agent, at);
    await tickets.assign(id, 'filtered', agent, at);
    const found = await tickets.list({ organisation: 'exsim', state: 'en_atencion', assignee: 'filtered', limit: 10 });
    expect(found.items.map((one) => one.id)).toEqual([id]);
    expect((await tickets.list({ organisation: 'otra', assignee: 'filtered', limit: 10 })).items).toEqual([]);
  });

  it.each(['x', '', 'AAAA', Buffer.from('{"$gt":""}').toString('base64url')])(
    'a cursor that is none of ours (%j) is refused',
    async (after) => {
      expect(isAppError(await refusal(tickets.list({ after, limit: 5 })), 'INPUT_INVALID')).toBe(true);
    },
  );
});
