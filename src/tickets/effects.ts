import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import { KeyedLock } from '../storage/keyed-lock.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import type { TicketRepository } from '../storage/repositories/tickets.ts';
import { viewEvent } from './view.ts';

/** What effects are run with. */
export interface EffectsDeps {
  readonly tickets: TicketRepository;
  /** Asked at each run, so that parts may be joined later. */
  readonly effects: () => readonly TicketEffect[];
  readonly view: (doc: TicketDoc) => TicketView;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

const AGAIN_MS = 10_000;
const JOB = 'ticketEffects';

/**
 * Runs what follows from tickets' events: at least once for each, in order for one ticket. What is owed is marked on the
 * ticket with the change itself, so no crash loses it (P5).
 */
export class Effects {
  readonly #deps: EffectsDeps;
  readonly #lock = new KeyedLock();
  readonly #running = new Set<Promise<void>>();

  constructor(deps: EffectsDeps) {
    this.#deps = deps;
    deps.jobs.handle(JOB, async ({ data }) => this.#run(String(data.ticket)));
  }

  /** Begins with what a ticket owes; what fails is tried again later. Never throws. */
  kick(ticket: string): void {
    const run = this.#lock.run(ticket, () => this.#run(ticket)).catch((error: unknown) => this.#later(ticket, error));
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** P5: takes up what a crash left owed. Returns how many tickets. */
  async recover(): Promise<number> {
    const owing = await this.#deps.tickets.owing();
    for (const id of owing) this.kick(id);
    return owing.length;
  }

  async #run(id: string): Promise<void> {
    const { tickets } = this.#deps;
    const doc = await tickets.find(id);
    if (doc === null || doc.effected >= doc.latest.seq) return;
    const history = await tickets.history(doc);
    for (const event of history.filter(({ seq }) => seq > doc.effected)) {
      await this.#apply(this.#deps.view(doc), viewEvent(id, event));
      await tickets.effected(id, event.seq);
    }
    // Somebody may have changed it meanwhile; that change has kicked again.
    await tickets.settled(id, doc.latest.seq);
  }

  async #apply(ticket: TicketView, event: TicketEvent): Promise<void> {
    for (const effect of this.#deps.effects()) await effect.apply({ ticket, event });
  }

  async #later(ticket: string, err: unknown): Promise<void> {
    const { jobs, clock, logger } = this.#deps;
    logger.error({ err, ticket }, 'what follows from a ticket event failed; it is tried again');
    const runAt = new Date(clock.now().getTime() + AGAIN_MS);
    await jobs.schedule({ key: `${JOB}:${ticket}`, type: JOB, runAt, data: { ticket } }).catch((error: unknown) => {
      // The mark on the ticket stays: the next start finds it.
      logger.error({ err: error, ticket }, 'and could not be scheduled; the next start takes it up');
    });
  }
}
