import type { Episode } from '../../contracts/episodes.ts';
import type { TicketFigureDoc } from '../../storage/models/ticket-figures.ts';
import { elapsed, type Measure, type Measured, ofTicket, within } from './measured.ts';

const HOUR = 3_600_000;

/**
 * EXS-66: how long people waited for the first word of a person: in a conversation since it was asked for or taken, on a
 * ticket since its opening. Counted where the answer falls. What the desk opened itself waited for nobody.
 */
export const responseTime: Measure = (kpi, period, room) => {
  const tickets = room.source.tickets.flatMap((ticket) => {
    const { respondedAt, respondedBy, openedAt, merged } = ticket;
    if (merged || !within(respondedAt, period)) return [];
    return [ofTicket(ticket, respondedAt, elapsed(kpi, room, openedAt, respondedAt), respondedBy)];
  });
  const chats = room.source.episodes.flatMap((episode) =>
    waits(episode)
      .filter(({ to }) => within(to, period))
      .map(({ from, to, by }) => ofEpisode(episode, to, elapsed(kpi, room, from, to), by)),
  );
  return [...(kpi.cases === 'conversations' ? [] : tickets), ...(kpi.cases === 'tickets' ? [] : chats)];
};

/** From the first `asked` or `taken` to the answer, each time. */
function waits({ steps }: Episode): { from: Date; to: Date; by: string | null }[] {
  const found: { from: Date; to: Date; by: string | null }[] = [];
  let since: Date | null = null;
  for (const { type, at, by } of steps) {
    if (type === 'asked' || type === 'taken') since ??= at;
    if (type === 'returned') since = null;
    if (type !== 'answered' || since === null) continue;
    found.push({ from: since, to: at, by });
    since = null;
  }
  return found;
}

/** What of an episode every measure says. */
function ofEpisode(episode: Episode, at: Date, value: number, agent: string | null): Measured {
  const { conversation: id, channel } = episode;
  return { kind: 'conversation', id, title: null, at, value, agent, area: null, channel };
}

/** EXS-67: from opening to the solution that held. */
export const resolutionTime: Measure = (kpi, period, room) =>
  room.source.tickets.flatMap((ticket) => {
    const { solvedAt, solvedBy, openedAt, merged } = ticket;
    if (merged || !within(solvedAt, period)) return [];
    return [ofTicket(ticket, solvedAt, elapsed(kpi, room, openedAt, solvedAt), solvedBy)];
  });

/**
 * EXS-69: which share of the tickets was open for longer than so many hours. `open`: of those that are open at the end of
 * the period (or now); `opened`: of those opened in it.
 */
export const openOver: Measure = (kpi, period, room) => {
  const cut = new Date(Math.min(room.now.getTime(), period.to.getTime()));
  const limit = (kpi.hours ?? 0) * HOUR;
  return room.source.tickets.flatMap((ticket) => {
    const { openedAt, assignee, merged } = ticket;
    const counts = kpi.base === 'opened' ? within(openedAt, period) && openedAt <= cut : isOpenAt(ticket, cut);
    if (merged || !counts) return [];
    const end = kpi.base === 'opened' ? endBy(ticket, cut) : cut;
    const isOver = elapsed(kpi, room, openedAt, end) > limit;
    return [ofTicket(ticket, openedAt, isOver ? 100 : 0, assignee)];
  });
};

/** Whether a ticket was not over at an instant. */
export function isOpenAt({ open }: Pick<TicketFigureDoc, 'open'>, at: Date): boolean {
  return open.some(({ from, to }) => from <= at && (to === null || to > at));
}

function endBy({ open }: TicketFigureDoc, cut: Date): Date {
  const last = open.findLast(({ from }) => from <= cut);
  return last?.to != null && last.to < cut ? last.to : cut;
}

/** Clocks of the tickets opened in the period that are decided: stopped, or past their limit (MAS-131, ALI-21, ICE-46). */
export const clockMet: Measure = (kpi, period, room) =>
  room.source.tickets.flatMap((ticket) => {
    const clock = ticket.clocks.find(({ name }) => name === kpi.clock);
    if (ticket.merged || !clock?.dueAt || !within(ticket.openedAt, period)) return [];
    const { dueAt, stoppedAt } = clock;
    if (stoppedAt === null && room.now <= dueAt) return [];
    const isMet = stoppedAt !== null && stoppedAt <= dueAt;
    return [ofTicket(ticket, ticket.openedAt, isMet ? 100 : 0, ticket.assignee)];
  });

/** Tickets opened in the period. */
export const ticketCount: Measure = (_kpi, period, room) =>
  room.source.tickets
    .filter(({ openedAt, merged }) => !merged && within(openedAt, period))
    .map((ticket) => ofTicket(ticket, ticket.openedAt, 1, ticket.assignee));
