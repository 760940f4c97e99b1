import type { OutsideAnswer, OutsideChange, OutsideTickets } from '../contracts/outside-tickets.ts';
import type { DeliveryState, DeliveryTry } from '../contracts/webhooks.ts';
import { isAppError } from '../errors/app-error.ts';
import type { WebhookDeliveryDoc, WebhookEndpointDoc } from '../storage/models/webhooks.ts';
import { waitAfter } from './backoff.ts';
import type { WebhookDeps } from './deps.ts';
import { createSignedCalls } from './signed-calls.ts';

/** Calls to one endpoint at once. Each endpoint has its own: one that hangs holds up nobody else. */
const AT_ONCE = 4;
/** Who claimed a delivery has it for so long, ms; well over the longest call. */
const LEASE_MS = 60_000;
/** Tries that the log keeps of a delivery. */
const KEPT_TRIES = 12;
/** How often lanes are looked through, ms; also the longest sleep while anything waits. */
const SWEEP_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
/** How long the log keeps what was delivered, and what is dead. */
const KEEP_DELIVERED_DAYS = 30;
const KEEP_DEAD_DAYS = 90;
const JOB = 'webhooks';

/**
 * Brings deliveries to their endpoints: in order per ticket, tried again from the database after any crash. The job queue
 * only wakes it, so that slow outside systems hold up no timer of ours.
 */
export class Courier {
  readonly #deps: WebhookDeps;
  readonly #running = new Map<string, number>();
  readonly #work = new Set<Promise<void>>();
  #again = false;
  #isPumping = false;
  #sweptAt = 0;

  constructor(deps: WebhookDeps) {
    this.#deps = deps;
    deps.jobs.handle(JOB, async () => {
      await this.#sweep();
      this.kick();
    });
  }

  /** P5: finds what waits again from the database. Returns how many deliveries wait for a turn that nobody gave them. */
  async recover(): Promise<number> {
    const { deliveries, clock } = this.#deps;
    const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
    await deliveries.forget('delivered', before(KEEP_DELIVERED_DAYS));
    await deliveries.forget('dead', before(KEEP_DEAD_DAYS));
    const found = await this.#advanceAll();
    this.kick();
    return found;
  }

  /** Begins with what is due; never throws and waits for nothing. */
  kick(): void {
    this.#again = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    this.#track(this.#pumpWhileAsked());
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  /** One round at a time: of two, the slower would schedule the next look by what it read before the other. */
  async #pumpWhileAsked(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#pumpAll();
      }
    } catch (err) {
      this.#deps.logger.error({ err }, 'webhooks could not read their deliveries; they are looked for again');
      await this.#wakeAt(new Date(this.#deps.clock.now().getTime() + LEASE_MS));
    } finally {
      this.#isPumping = false;
    }
  }

  /** A crash between two writes, of this process or another, may have left a lane without its next one. */
  async #sweep(): Promise<void> {
    const now = this.#deps.clock.now().getTime();
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    await this.#advanceAll();
  }

  async #advanceAll(): Promise<number> {
    const { endpoints, deliveries, clock } = this.#deps;
    let found = 0;
    for (const { _id } of await endpoints.list()) {
      for (const lane of await deliveries.waitingLanes(_id)) {
        found += 1;
        await deliveries.advance(lane, clock.now());
      }
    }
    return found;
  }

  async #pumpAll(): Promise<void> {
    const open = (await this.#deps.endpoints.list()).filter(({ off }) => off === null);
    await Promise.all(open.map((endpoint) => this.#pump(endpoint)));
    await this.#wakeNext(open);
  }

  /** Takes what is due, as many at once as an endpoint may have. */
  async #pump(endpoint: WebhookEndpointDoc): Promise<void> {
    const { deliveries, clock } = this.#deps;
    while ((this.#running.get(endpoint._id) ?? 0) < AT_ONCE) {
      // Counted before the claim: two pumps must not both take the last place.
      this.#count(endpoint._id, 1);
      const now = clock.now();
      const claimed = await deliveries
        .claim(endpoint._id, now, new Date(now.getTime() + LEASE_MS))
        .catch((error: unknown) => {
          this.#count(endpoint._id, -1);
          throw error;
        });
      if (claimed === null) return this.#count(endpoint._id, -1);
      this.#track(this.#deliver(endpoint._id, claimed));
    }
  }

  async #deliver(id: string, delivery: WebhookDeliveryDoc): Promise<void> {
    const { endpoints, deliveries, clock, logger } = this.#deps;
    try {
      // Read again: it may have been turned off, or its secret rotated, since the last call.
      const endpoint = await endpoints.find(id);
      if (endpoint === null || endpoint.off !== null) return await this.#giveBack(delivery, endpoint === null);
      await this.#try(endpoint, delivery);
      await deliveries.advance(delivery, clock.now());
    } catch (err) {
      // The lease ends by itself, and then it is tried again.
      logger.error({ err, delivery: delivery._id }, 'webhook delivery broke; it is tried again');
    } finally {
      this.#count(id, -1);
    }
    this.kick();
  }

  async #try(endpoint: WebhookEndpointDoc, delivery: WebhookDeliveryDoc): Promise<void> {
    const { clock, logger, references } = this.#deps;
    const start = performance.now();
    const change = await this.#changeOf(endpoint, delivery);
    const answer = change === null ? null : await this.#tell(endpoint, change);
    const ms = Math.round(performance.now() - start);
    const made: DeliveryTry = { at: clock.now(), status: answer?.status ?? null, problem: problemOf(answer), ms };
    if (change !== null && answer?.kind === 'taken' && answer.reference !== null) {
      const reference = { system: endpoint.system, id: answer.reference };
      await references.set(change.ticket, reference).catch((err: unknown) => {
        if (!isAppError(err, 'REFERENCE_TAKEN')) throw err;
        logger.warn(
          { err, endpoint: endpoint._id, ticket: change.ticket.id },
          'reference of an outside system not kept',
        );
      });
    }
    await this.#settle(endpoint, delivery, { answer, made });
  }

  /** What has to be told; null: the ticket is not there any more. */
  async #changeOf(endpoint: WebhookEndpointDoc, delivery: WebhookDeliveryDoc): Promise<OutsideChange | null> {
    const { tickets, references } = this.#deps;
    const found = await tickets.get(delivery.ticket).catch((error: unknown) => {
      if (isAppError(error, 'TICKET_NOT_FOUND')) return null;
      throw error;
    });
    const event = found?.events.find(({ seq }) => seq === delivery.seq);
    if (!found || !event) return null;
    const { internalNotes } = endpoint;
    const known = await references.of(delivery.ticket);
    return { id: delivery._id, type: delivery.type, ticket: found.ticket, event, internalNotes, references: known };
  }

  async #tell(endpoint: WebhookEndpointDoc, change: OutsideChange): Promise<OutsideAnswer> {
    const outside = this.#outsideOf(endpoint);
    try {
      if (change.event.type === 'opened') return await outside.create(change);
      return await (change.event.type === 'noted' ? outside.comment(change) : outside.update(change));
    } catch (err) {
      this.#deps.logger.warn({ err, endpoint: endpoint._id, delivery: change.id }, 'an outside system broke');
      return { kind: 'later', status: null, problem: 'failed', retryAfter: null };
    }
  }

  #outsideOf(endpoint: WebhookEndpointDoc): OutsideTickets {
    const make = this.#deps.adapters?.get(endpoint.kind);
    return make ? make(endpoint) : createSignedCalls(endpoint, this.#deps);
  }

  async #settle(
    endpoint: WebhookEndpointDoc,
    delivery: WebhookDeliveryDoc,
    { answer, made }: { answer: OutsideAnswer | null; made: DeliveryTry },
  ): Promise<void> {
    const { deliveries, clock, logger, random = Math.random } = this.#deps;
    const now = clock.now();
    const log = [...delivery.log, made].slice(-KEPT_TRIES);
    const wait = answer?.kind === 'later' ? waitAfter(delivery.tries, random, answer.retryAfter) : null;
    const state: DeliveryState = answer?.kind === 'taken' ? 'delivered' : wait === null ? 'dead' : 'pending';
    const dueAt = wait === null ? null : new Date(now.getTime() + wait);
    if (answer?.kind === 'gone') await this.#turnOff(endpoint);
    await deliveries.settle(delivery, { state, dueAt, deliveredAt: state === 'delivered' ? now : null, log });
    const about = { endpoint: endpoint._id, delivery: delivery._id, tries: delivery.tries, ...made };
    if (state === 'dead') logger.error(about, 'webhook delivery is dead; it waits for a replay');
    else if (state === 'pending') logger.warn(about, 'webhook delivery failed; it is tried again');
    else logger.debug(about, 'webhook delivered');
  }

  /** 410 Gone: nobody is there any more. What waits stays, for whoever turns it on again. */
  async #turnOff(endpoint: WebhookEndpointDoc): Promise<void> {
    const { audit, clock, endpoints } = this.#deps;
    await audit.record({
      organisation: endpoint.org,
      at: clock.now(),
      actor: { kind: 'system', id: 'webhooks' },
      action: 'webhook.off',
      subject: { kind: 'webhook', id: endpoint._id },
      facts: { cause: 'gone' },
    });
    await endpoints.change(endpoint._id, { off: 'gone' });
  }

  /** Turned off meanwhile: it waits. Taken away: nobody will ever want it. */
  async #giveBack(delivery: WebhookDeliveryDoc, isRemoved: boolean): Promise<void> {
    const { deliveries, clock } = this.#deps;
    const rest = { deliveredAt: null, log: delivery.log };
    const fate = isRemoved
      ? ({ state: 'dead', dueAt: null } as const)
      : ({ state: 'pending', dueAt: clock.now() } as const);
    await deliveries.settle(delivery, { ...fate, ...rest });
  }

  async #wakeNext(open: readonly WebhookEndpointDoc[]): Promise<void> {
    const next = await this.#deps.deliveries.nextDue(open.map(({ _id }) => _id));
    if (next !== null) await this.#wakeAt(next);
  }

  #wakeAt(at: Date): Promise<void> {
    const { jobs, clock } = this.#deps;
    // Never the instant of a job under way: the queue would take it for the one that just ran.
    const now = clock.now().getTime();
    const runAt = new Date(Math.min(now + SWEEP_MS, Math.max(at.getTime(), now + 1)));
    return jobs.schedule({ key: JOB, type: JOB, runAt, data: {} });
  }

  #count(endpoint: string, by: number): void {
    this.#running.set(endpoint, (this.#running.get(endpoint) ?? 0) + by);
  }

  #track(work: Promise<void>): void {
    const kept = work
      .catch((err: unknown) =>
        this.#deps.logger.error({ err }, 'webhooks stopped; the next event or start takes them up'),
      )
      .finally(() => this.#work.delete(kept));
    this.#work.add(kept);
  }
}

function problemOf(answer: OutsideAnswer | null): DeliveryTry['problem'] {
  if (answer === null) return 'ticketGone';
  if (answer.kind === 'taken') return null;
  return answer.kind === 'gone' ? 'gone' : answer.problem;
}
