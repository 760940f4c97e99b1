import type { LiveBus } from '../../../src/contracts/conversation.ts';
import type { TicketEvent, TicketPort, TicketView } from '../../../src/contracts/ticket.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { blankTicket } from '../../builders/ticket.ts';
import type { FakeTime } from './clock.ts';
import { redacted } from './redacted.ts';

export interface FakeTickets extends TicketPort {
  add(ticket: { id: string } & Partial<TicketView>): TicketView;
  readonly events: Map<string, TicketEvent[]>;
}

export function createFakeTickets(time: FakeTime, live: LiveBus): FakeTickets {
  const all = new Map<string, TicketView>();
  const events = new Map<string, TicketEvent[]>();
  const find = (id: string): TicketView => {
    const found = all.get(id);
    if (!found) throw new AppError('TICKET_NOT_FOUND');
    return found;
  };
  const change = (id: string, patch: Partial<TicketView>, said: Omit<TicketEvent, 'id' | 'seq'>): TicketView => {
    const seq = (events.get(id) ?? []).length + 1;
    const event = { id: `${id}:${seq}`, seq, ...said };
    const after = { ...find(id), ...patch, updatedAt: event.at };
    all.set(id, after);
    events.set(id, [...(events.get(id) ?? []), event]);
    live.publish({ type: 'ticket', ticketId: id, organisation: after.organisation, folio: after.folio });
    return after;
  };
  return {
    events,
    add(ticket) {
      const full: TicketView = {
        organisation: 'exsim',
        folio: `EXS-${String(all.size + 1).padStart(6, '0')}`,
        state: 'pendiente',
        phase: 'new',
        requesterLabel: 'Pendiente',
        agentLabel: 'Pendiente',
        subject: redacted('No puedo emitir una factura'),
        description: redacted('El sistema no deja timbrar.'),
        reason: 'estimate',
        diagnosis: { minutes: 60, kind: 'bug' },
        ...blankTicket,
        facts: { minutes: 60, kind: 'bug' },
        assignee: null,
        conversationId: null,
        contactId: null,
        openedAt: time.now(),
        updatedAt: time.now(),
        dueAt: new Date(time.now().getTime() + 72 * 3_600_000),
        closedAt: null,
        ...ticket,
      };
      all.set(full.id, full);
      events.set(full.id, [
        {
          id: `${full.id}:1`,
          seq: 1,
          at: time.now(),
          actor: { role: 'bot', id: 'bot' },
          type: 'opened',
          to: full.state,
        },
      ]);
      return full;
    },
    open: async () => {
      throw new Error('not used over HTTP');
    },
    findForContact: async () => [],
    byFolio: async (organisation, folio) =>
      [...all.values()].find((one) => one.organisation === organisation && one.folio === folio) ?? null,
    async act(id, deed, { actor, at }) {
      if (deed.type === 'move') return this.move(id, deed.to, actor, at, deed.note);
      if (deed.type === 'assign') return this.assign(id, deed.assignee, actor, at);
      throw new Error(`the fake does no ${deed.type}`);
    },
    async list({ organisation, state, assignee, limit }) {
      const items = [...all.values()].filter(
        (one) =>
          (organisation === undefined || one.organisation === organisation) &&
          (state === undefined || one.state === state) &&
          (assignee === undefined || one.assignee === assignee),
      );
      return { items: items.slice(0, limit), next: items.length > limit ? 'more' : null };
    },
    get: async (id) => ({ ticket: find(id), events: events.get(id) ?? [] }),
    async move(id, to, actor, at, note) {
      const from = find(id).state;
      if (to === 'forbidden')
        throw new AppError('TICKET_MOVE_REFUSED', { from, to, role: actor.role, allowed: 'none' });
      return change(
        id,
        { state: to, agentLabel: to },
        { at, actor, type: 'moved', from, to, ...(note ? { note } : {}) },
      );
    },
    assign: async (id, assignee, actor, at) =>
      change(id, { assignee }, { at, actor, type: 'assigned', to: assignee ?? '' }),
  };
}
