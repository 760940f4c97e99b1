import type { Actor, TicketEvent, TicketView } from '../contracts/ticket.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import type { TicketFigureDoc } from '../storage/models/ticket-figures.ts';
import { STILL_OPEN, type TicketFigureRepository } from '../storage/repositories/ticket-figures.ts';

/** The common phase of a state's code; undefined: the policy does not know the state any more. */
export type PhaseOf = (state: string) => string | undefined;

const endPhases: readonly string[] = ['closed', 'rejected', 'cancelled'];
const deskRoles: readonly Actor['role'][] = ['agent', 'lead', 'admin'];
const answers: readonly TicketEvent['type'][] = ['noted', 'moved', 'marked', 'dateAgreed', 'delivered'];

/** Reads off a ticket's log, oldest event first, what figures need. The clocks come as the ticket's own rules give them. */
export function figureOf(ticket: TicketView, events: readonly TicketEvent[], phaseOf: PhaseOf): TicketFigureDoc {
  const byDesk = isDesk(events[0]);
  const response = byDesk ? undefined : events.find((event) => event.seq > 1 && isAnswer(event));
  const { open, solved } = courseOf(events, phaseOf);
  const rating = ticket.evaluation;
  const { channel } = ticket.facts;
  return {
    ...{ _id: ticket.id, org: ticket.organisation, folio: ticket.folio, seq: events.at(-1)?.seq ?? 0 },
    ...{ openedAt: ticket.openedAt, until: untilOf(open, rating?.at), byDesk, open, rating },
    ...{ respondedAt: response?.at ?? null, respondedBy: response?.actor.id ?? null },
    ...{ solvedAt: solved?.at ?? null, solvedBy: solved?.by ?? null },
    merged: events.some(({ type, to }) => type === 'merged' && to != null),
    ...{ phase: ticket.phase, area: ticket.area, assignee: ticket.assignee, company: ticket.company },
    channel: typeof channel === 'string' ? channel : null,
    clocks: ticket.clocks
      .filter(({ status }) => status !== 'cancelled' && status !== 'waiting')
      .map(({ name, dueAt, stoppedAt }) => ({ name, dueAt, stoppedAt })),
  };
}

function isDesk(event: TicketEvent | undefined): boolean {
  return event !== undefined && deskRoles.includes(event.actor.role);
}

function isAnswer(event: TicketEvent): boolean {
  return isDesk(event) && answers.includes(event.type) && event.internal !== true;
}

interface Course {
  readonly open: TicketFigureDoc['open'];
  readonly solved: { readonly at: Date; readonly by: string | null } | null;
}

function courseOf(events: readonly TicketEvent[], phaseOf: PhaseOf): Course {
  const open: { from: Date; to: Date | null }[] = [];
  let solved: Course['solved'] = null;
  let assignee: string | null = null;
  for (const event of events) {
    if (event.type === 'assigned') assignee = event.to ?? null;
    if (event.type === 'areaChanged' && event.from !== event.to) assignee = null;
    const phase = entersState(event) ? phaseOf(event.to ?? '') : undefined;
    if (phase === undefined) continue;
    const isOver = endPhases.includes(phase);
    const last = open.at(-1);
    if (isOver && last !== undefined) last.to ??= event.at;
    if (!isOver && (last === undefined || last.to !== null)) open.push({ from: event.at, to: null });
    if (!isOver && phase !== 'solved') solved = null;
    else solved ??= { at: event.at, by: assignee };
  }
  return { open, solved };
}

/** The events whose `to` is the ticket's state afterwards. */
function entersState({ type, to }: TicketEvent): boolean {
  return to != null && ['opened', 'moved', 'merged', 'requesterReplied'].includes(type);
}

function untilOf(open: TicketFigureDoc['open'], ratedAt: Date | undefined): Date {
  const last = open.at(-1);
  if (last === undefined || last.to === null) return STILL_OPEN;
  return ratedAt !== undefined && ratedAt > last.to ? ratedAt : last.to;
}

/** What keeps the figures up to date. */
export interface TicketFigureParts {
  /** A ticket with its whole log. */
  readonly read: (id: string) => Promise<{ ticket: TicketView; events: readonly TicketEvent[] }>;
  readonly figures: Pick<TicketFigureRepository, 'keep'>;
  readonly phaseOf: (organisation: string) => PhaseOf;
}

/** Reads a ticket's log anew after each event: an effect that was lost is made good by the next one, or by a rebuild. */
export function createTicketFigures({ read, figures, phaseOf }: TicketFigureParts) {
  const take = async (id: string) => {
    const { ticket, events } = await read(id);
    await figures.keep(figureOf(ticket, events, phaseOf(ticket.organisation)));
  };
  const effect: TicketEffect = { name: 'figures', apply: ({ ticket }) => take(ticket.id) };
  return { effect, take };
}
