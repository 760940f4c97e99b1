import { createHash } from 'node:crypto';
import type { Clock } from '../../contracts/clock.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { TicketMetrics } from '../../contracts/metrics.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { TicketView } from '../../contracts/ticket.ts';
import type { TicketEffect } from '../../contracts/ticket-effects.ts';
import { isAppError } from '../../errors/app-error.ts';
import { type TicketModels, TicketRepository } from '../../storage/repositories/tickets.ts';
import type { TicketRulesOf } from '../rules.ts';
import type { Tickets } from '../tickets.ts';
import { type Bell, nextBells } from './bells.ts';
import { createRinger } from './ringer.ts';

/** What timers work with. */
export interface TimerDeps {
  readonly models: TicketModels;
  readonly tickets: Pick<Tickets, 'act' | 'get' | 'replan'>;
  readonly rulesOf: TicketRulesOf;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Pick<TicketMetrics, 'bellRung'>;
}

/** All that happens to tickets without a hand, at its time. */
export interface TicketTimers {
  /** Plans a ticket's next instant after each change of it. */
  readonly effect: TicketEffect;
  /**
   * P5: plans what is due soon, from the database alone; and plans everything anew where the rules changed while the
   * gateway was away, in the background. Returns how many tickets are due soon.
   */
  recover(policies: readonly Policy[]): Promise<number>;
  /** Plans what is due soon: finds jobs that were lost. Returns how many tickets. */
  sweep(): Promise<number>;
  /** Derives every living ticket of an organisation again, after its rules changed (P6). Returns how many. */
  replanAll(policy: Policy): Promise<number>;
  /** Sweeps again and again; returns what ends it. Holds no process alive. */
  watch(): () => void;
  /** Resolves when no planning is under way in the background. */
  idle(): Promise<void>;
}

const JOB = 'ticket';
const BATCH = 500;
/** Planned at once: each is one small write. */
const AT_ONCE = 50;
const SWEEP_MS = 5 * 60_000;
/** What is due within this is planned by a sweep: longer than the time between two, so that nothing lost rings late. */
const AHEAD_MS = 3 * SWEEP_MS;

/** Timers of tickets: one job for each ticket, at the next instant at which something happens to it by itself. */
export function createTimers(deps: TimerDeps): TicketTimers {
  return new Timers(deps);
}

class Timers implements TicketTimers {
  readonly effect: TicketEffect;
  readonly #deps: TimerDeps;
  readonly #stored: TicketRepository;
  readonly #ring: ReturnType<typeof createRinger>;
  readonly #background = new Set<Promise<void>>();

  constructor(deps: TimerDeps) {
    this.#deps = deps;
    this.#stored = new TicketRepository(deps.models);
    this.#ring = createRinger(deps);
    this.effect = { name: 'timers', apply: ({ ticket }) => this.#plan(ticket) };
    deps.jobs.handle(JOB, ({ data }) => this.#run(String(data.ticket)));
  }

  async recover(policies: readonly Policy[]): Promise<number> {
    for (const policy of policies) {
      const isPlanned = (await this.#stored.plannedBy(policy.organisation.code)) === digestOf(policy);
      if (!isPlanned) this.#inBackground(this.replanAll(policy));
    }
    return this.sweep();
  }

  async sweep(): Promise<number> {
    const until = new Date(this.#deps.clock.now().getTime() + AHEAD_MS);
    let count = 0;
    for await (const due of this.#stored.dueUntil(until, BATCH)) {
      await inTurns(due, ({ _id, nextAt }) => this.#schedule(_id, nextAt));
      count += due.length;
    }
    return count;
  }

  async replanAll(policy: Policy): Promise<number> {
    const { code } = policy.organisation;
    let count = 0;
    for await (const ids of this.#stored.alive(code, BATCH)) {
      await inTurns(ids, async (id) => this.#plan(await this.#deps.tickets.replan(id)));
      count += ids.length;
    }
    // Only now: a start after a crash in between does it again.
    await this.#stored.setPlannedBy(code, digestOf(policy));
    this.#deps.logger.info({ organisation: code, tickets: count }, 'tickets planned anew by changed rules');
    return count;
  }

  watch(): () => void {
    const timer = setInterval(() => this.#inBackground(this.sweep()), SWEEP_MS).unref();
    return () => clearInterval(timer);
  }

  async idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  #inBackground(work: Promise<unknown>): void {
    const run: Promise<void> = work
      .then(() => undefined)
      .catch((err: unknown) => this.#deps.logger.error({ err }, 'tickets could not be planned; the next start does it'))
      .finally(() => this.#background.delete(run));
    this.#background.add(run);
  }

  async #plan({ id, nextAt }: Pick<TicketView, 'id' | 'nextAt'>): Promise<void> {
    if (nextAt === null) await this.#deps.jobs.cancel(keyOf(id));
    else await this.#schedule(id, nextAt);
  }

  async #schedule(ticket: string, runAt: Date): Promise<void> {
    await this.#deps.jobs.schedule({ key: keyOf(ticket), type: JOB, runAt, data: { ticket } });
  }

  /** Rings what is due now, one bell after the other, each on the ticket as it is then. */
  async #run(id: string): Promise<void> {
    const failed = new Map<string, unknown>();
    for (;;) {
      const due = await this.#due(id);
      if (due === null) return;
      const bell = due.bells.find((one) => !failed.has(keyOfBell(one)));
      if (bell === undefined) {
        if (failed.size > 0) throw [...failed.values()][0];
        return this.#plan(due.ticket);
      }
      try {
        await this.#ring(due.ticket, bell);
      } catch (error) {
        // One bell that cannot ring must not silence the others.
        failed.set(keyOfBell(bell), error);
      }
    }
  }

  async #due(id: string): Promise<{ ticket: TicketView; bells: Bell[] } | null> {
    const { tickets, rulesOf, clock } = this.#deps;
    try {
      const planned = await tickets.replan(id);
      const { ticket, events } = await tickets.get(id);
      const now = clock.now();
      const bells = nextBells(ticket, events, rulesOf(ticket.organisation, ticket.company));
      return { ticket: { ...ticket, nextAt: planned.nextAt }, bells: ringingNow(bells, now) };
    } catch (error) {
      // Erased, or of an organisation that this gateway does not run any more.
      if (isAppError(error, 'TICKET_NOT_FOUND') || isAppError(error, 'ORGANISATION_UNKNOWN')) return null;
      throw error;
    }
  }
}

const last: readonly Bell['kind'][] = ['breach', 'close'];

/** Of what is due: nobody is warned of a limit that is over already. */
function ringingNow(bells: readonly Bell[], now: Date): Bell[] {
  const due = bells.filter(({ at }) => at <= now);
  const isOverBy = (bell: Bell) => due.some(({ kind, clock }) => last.includes(kind) && clock === bell.clock);
  return due.filter((bell) => last.includes(bell.kind) || bell.kind === 'climb' || !isOverBy(bell));
}

function keyOf(ticket: string): string {
  return `${JOB}:${ticket}`;
}

function keyOfBell({ kind, clock, dueAt, reminder }: Bell): string {
  return `${kind}|${clock}|${dueAt.getTime()}|${reminder ?? ''}`;
}

/** A number that changes with any change of the policy. */
function digestOf(policy: Policy): number {
  return createHash('sha256').update(JSON.stringify(policy)).digest().readUIntBE(0, 6);
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE)
    await Promise.all(items.slice(from, from + AT_ONCE).map(work));
}
