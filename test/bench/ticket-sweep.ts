import type { Policy } from '../../src/contracts/policy.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { effectIdOf } from '../../src/storage/ids.ts';
import { newTicket } from '../../src/tickets/opening.ts';
import { buildClock } from '../builders/clock.ts';
import { bot, buildDraft, runTickets } from '../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';
import { rssMb } from './measure.ts';

const NOW = new Date('2026-10-14T16:00:00Z');
const MINUTE = 60_000;
/** They were opened over the last three weeks: some of their next instants are near, most are far. */
const SPREAD_MS = 20.2 * 24 * 60 * MINUTE;
const BATCH = 2_000;

/** A start on a store with this many open tickets and no job left: what is due soon is found, and a part planned anew. */
export async function sweepAtStart(count: number): Promise<object> {
  const store = await openDeskStore();
  const [large, small] = [loadPolicy('confa'), loadPolicy('alianza')];
  const few = Math.round(count / 10);
  const desk = runTickets(store, [large, small], { clock: buildClock(NOW) });
  await fill(store, desk.rulesOf, { policy: large, count: count - few });
  await fill(store, desk.rulesOf, { policy: small, count: few });
  const before = rssMb();

  const started = performance.now();
  const planned = await desk.timers.sweep();
  const sweepMs = performance.now() - started;

  // The baseline: looking at every ticket instead of asking the index.
  const scanned = performance.now();
  let near = 0;
  const until = NOW.getTime() + 15 * MINUTE;
  for await (const { nextAt } of store.models.tickets.find({}).select({ nextAt: 1 }).lean().cursor()) {
    if (nextAt && nextAt.getTime() <= until) near += 1;
  }
  const scanMs = performance.now() - scanned;

  const replanning = performance.now();
  const replanned = await desk.timers.replanAll(small);
  const replanMs = performance.now() - replanning;
  const jobs = await store.models.jobs.countDocuments({});
  const found = {
    ...{ tickets: count, planned, near, jobs, replanned, sweepMs: Math.round(sweepMs), scanMs: Math.round(scanMs) },
    ratio: Number((scanMs / sweepMs).toFixed(1)),
    replanPerSecond: Math.round((replanned * 1_000) / replanMs),
    ...{ beforeMb: Math.round(before), rssMb: Math.round(rssMb()) },
  };
  await store.destroy();
  return found;
}

type RulesOf = ReturnType<typeof runTickets>['rulesOf'];

async function fill(
  { models }: DeskStore,
  rulesOf: RulesOf,
  { policy, count }: { policy: Policy; count: number },
): Promise<void> {
  const { code, folioPrefix } = policy.organisation;
  const rules = rulesOf(code, null);
  for (let first = 0; first < count; first += BATCH) {
    const docs = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => {
      const number = first + index + 1;
      const at = new Date(NOW.getTime() - Math.floor((SPREAD_MS * number) / count));
      const about = { organisation: code, conversationId: null, contactId: null, actor: bot, at };
      const _id = effectIdOf('ticket', code, `bench-${number}`);
      const ticket = newTicket(rules, buildDraft({ diagnosis: { type: 'queja', priority: 'P4' } }), about);
      const order = `${at.toISOString()}|${_id}`;
      return { ...ticket, _id, number, folio: `${folioPrefix}-${String(number).padStart(6, '0')}`, order };
    });
    await models.tickets.collection.insertMany(docs as never);
    const events = docs.map(({ _id, org, latest }) => ({ ...latest, _id: `${_id}:1`, org, ticket: _id }));
    await models.ticketEvents.collection.insertMany(events as never);
  }
}
