import type { TodayState } from '../../contracts/reports.ts';
import type { TicketFigureDoc } from '../../storage/models/ticket-figures.ts';
import type { FigureParts } from './figures.ts';
import { within } from './measured.ts';
import { isOpenAt } from './times.ts';

const DAY = 86_400_000;

/** How things stand this minute. */
export async function todayState(parts: FigureParts): Promise<TodayState> {
  const { organisation: org, clock, periods, episodes } = parts;
  const now = clock.now();
  const day = periods.of({ kind: 'day' }, now);
  const [tickets, waiting, attended, people] = await Promise.all([
    parts.tickets.between(org, day.from, day.to),
    episodes.inMode(org, 'waiting'),
    episodes.inMode(org, 'agent'),
    parts.people(),
  ]);
  const counted = tickets.filter(({ merged }) => !merged);
  const open = counted.filter((ticket) => isOpenAt(ticket, now));
  const nextDue = open.map(dueOf);
  return {
    ...{ asOf: now, waiting: waiting.length, longestWait: waiting[0]?.lastAt ?? null, withAgents: attended.length },
    ...{ openTickets: open.length, unassigned: open.filter(({ assignee }) => assignee === null).length },
    late: nextDue.filter((due) => due !== null && due < now).length,
    soon: nextDue.filter((due) => due !== null && due >= now && due.getTime() < now.getTime() + DAY).length,
    solvedToday: counted.filter(({ solvedAt }) => within(solvedAt, day)).length,
    openedToday: counted.filter(({ openedAt }) => within(openedAt, day)).length,
    online: people
      .filter(({ presence }) => presence !== 'offline')
      .map(({ key: agentId, label: name, presence }) => ({ agentId, name, presence })),
  };
}

/** The earliest limit that still runs. */
function dueOf({ clocks }: TicketFigureDoc): Date | null {
  let due: Date | null = null;
  for (const { dueAt, stoppedAt } of clocks) {
    if (dueAt !== null && stoppedAt === null && (due === null || dueAt < due)) due = dueAt;
  }
  return due;
}
