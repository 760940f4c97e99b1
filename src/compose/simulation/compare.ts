import type { Played, PlayedTicket } from './player.ts';

/** One thing that a changed policy makes different in a conversation. */
export interface Difference {
  readonly what: 'replies' | 'outcome' | 'ticket' | 'area' | 'priority' | 'reason' | 'due' | 'clock';
  /** Which one, where there are several: the number of a reply or a ticket, the name of a clock. */
  readonly which: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Every difference of two plays of one conversation, the weightiest first. Pure. */
export function compare(before: Played, after: Played): Difference[] {
  return [...outcomes(before, after), ...tickets(before, after), ...replies(before, after)];
}

function outcomes(before: Played, after: Played): Difference[] {
  const [was, is] = [before.outcomes.join(', '), after.outcomes.join(', ')];
  return was === is ? [] : [{ what: 'outcome', which: '', before: was, after: is }];
}

function tickets(before: Played, after: Played): Difference[] {
  const count = Math.max(before.tickets.length, after.tickets.length);
  return Array.from({ length: count }, (_, at) => at).flatMap((at) => {
    const [was, is] = [before.tickets[at], after.tickets[at]];
    const which = String(at + 1);
    if (was === undefined || is === undefined)
      return [{ what: 'ticket' as const, which, before: shown(was), after: shown(is) }];
    return [...fields(which, was, is), ...clocks(was, is)];
  });
}

function shown(ticket: PlayedTicket | undefined): string | null {
  if (ticket === undefined) return null;
  const { reason, area, priority, dueAt } = ticket;
  return [reason, area, ...(priority === null ? [] : [priority]), ...(dueAt === null ? [] : [dueAt])].join(', ');
}

function fields(which: string, was: PlayedTicket, is: PlayedTicket): Difference[] {
  const pairs = [
    ['reason', was.reason, is.reason],
    ['area', was.area, is.area],
    ['priority', was.priority, is.priority],
    ['due', was.dueAt, is.dueAt],
  ] as const;
  return pairs.filter(([, a, b]) => a !== b).map(([what, a, b]) => ({ what, which, before: a, after: b }));
}

function clocks(was: PlayedTicket, is: PlayedTicket): Difference[] {
  const names = [...new Set([...Object.keys(was.clocks), ...Object.keys(is.clocks)])];
  return names
    .map((name) => ({ name, a: was.clocks[name] ?? null, b: is.clocks[name] ?? null }))
    .filter(({ a, b }) => a !== b)
    .map(({ name, a, b }) => ({ what: 'clock', which: name, before: a, after: b }));
}

function replies(before: Played, after: Played): Difference[] {
  const count = Math.max(before.replies.length, after.replies.length);
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => before.replies[at] !== after.replies[at])
    .map((at) => ({
      what: 'replies',
      which: String(at + 1),
      before: before.replies[at] ?? null,
      after: after.replies[at] ?? null,
    }));
}
