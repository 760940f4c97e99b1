import { isAppError } from '../../src/errors/app-error.ts';
import { replayTicket } from '../../src/tickets/replay.ts';
import { standingOf } from '../../src/tickets/standing.ts';
import { openTicketWorld, said, who } from '../builders/ticket-world.ts';
import { createTicketLogs } from './ticket-logs.ts';

/**
 * The same on the store: tickets opened and worked on through the ticket service, then each one's stored clocks beside those
 * derived from its stored events alone.
 */
export async function storedClocks(count: number): Promise<object> {
  const world = await openTicketWorld();
  const logOf = createTicketLogs();
  const from = performance.now();
  let events = 0;
  for (let number = 0; number < count; number += 1) events += await live(world, logOf(number));
  const workedMs = performance.now() - from;
  const docs = await world.desk.models.tickets.find({}).lean();
  const begun = performance.now();
  let unequal = 0;
  for (const doc of docs) {
    const { ticket, events: log } = await world.tickets.get(doc._id);
    const rules = world.rulesOf(doc.org, doc.company);
    const { state, facts, priority, area, subarea, agreedAt } = replayTicket(log);
    const replayed = { ...doc, state, facts, priority, area, subarea, agreedAt };
    const at = log.at(-1)?.at ?? doc.openedAt;
    const derived = standingOf(replayed, log, rules, at);
    const stored = { clocks: doc.clocks, autoCloseAt: doc.autoCloseAt, dueAt: doc.dueAt };
    const again = { clocks: derived.clocks, autoCloseAt: derived.autoCloseAt, dueAt: derived.dueAt };
    if (normal(stored) !== normal(again) || ticket.state !== state) unequal += 1;
  }
  await world.close();
  const deriveMs = performance.now() - begun;
  return { tickets: docs.length, events, unequal, workedMs: Math.round(workedMs), deriveMs: Math.round(deriveMs) };
}

type World = Awaited<ReturnType<typeof openTicketWorld>>;

/** Opens the ticket of a log and does its deeds; what the policy refuses (a solution is missing) is left out. */
async function live(world: World, log: ReturnType<ReturnType<typeof createTicketLogs>>): Promise<number> {
  const opening = log.events[0];
  const area = String(opening?.facts?.area ?? '');
  const ticket = await world.open(log.organisation, { diagnosis: log.diagnosis as never, area });
  let done = 1;
  for (const { type, to = '', mark = '' } of log.events.slice(1)) {
    try {
      if (type === 'moved') await world.act(ticket.id, who.admin, { type: 'move', to, note: said('hecho') });
      if (type === 'assigned') await world.act(ticket.id, who.admin, { type: 'assign', assignee: to });
      if (type === 'marked') await world.act(ticket.id, who.agent, { type: 'mark', mark });
      done += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return done;
}

/** As stored and as derived, in one form: dates as text, keys in order. */
function normal(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
