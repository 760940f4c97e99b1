import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCalendar } from '../../src/calendar/calendar.ts';
import {
  createPipeline,
  definePipelineStores,
  type Pipeline,
  type PipelineStores,
} from '../../src/compose/pipeline.ts';
import type { MessageAdvisor } from '../../src/contracts/advice.ts';
import type { ChannelAbilities, ChannelAdapter, Delivery } from '../../src/contracts/channel.ts';
import type { LiveBus, LiveEvent } from '../../src/contracts/conversation.ts';
import type { DeskAgent } from '../../src/contracts/desk.ts';
import type { EnvelopeInput, Reply } from '../../src/contracts/envelope.ts';
import type { Flow } from '../../src/contracts/flow.ts';
import type { AnswerGate } from '../../src/contracts/quality.ts';
import type { SecureLinks, VaultOfferPort } from '../../src/contracts/vault.ts';
import { conversationCatalogue } from '../../src/conversation/catalogue.ts';
import { createLiveBus } from '../../src/conversation/live-bus.ts';
import type { Organisation } from '../../src/conversation/organisation.ts';
import { createCatalogue } from '../../src/i18n/catalogue.ts';
import { createMetrics } from '../../src/metrics/prometheus.ts';
import { createSurveys } from '../../src/quality/surveys/surveys.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { defineCounters } from '../../src/storage/models/counters.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { defineOpportunities } from '../../src/storage/models/opportunities.ts';
import { defineSurveys } from '../../src/storage/models/surveys.ts';
import { defineTicketEvents, defineTickets } from '../../src/storage/models/tickets.ts';
import { createOpportunities } from '../../src/tickets/opportunities.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { buildClock, type FakeClock } from './clock.ts';
import { buildLogger } from './logger.ts';
import { buildPolicy } from './policy.ts';

/** A channel that remembers what it delivered, and fails when told to. */
export class RecordingChannel implements ChannelAdapter {
  readonly name = 'terminal';
  readonly abilities: ChannelAbilities = {
    buttons: false,
    typing: false,
    edits: false,
    questions: 'one',
    markdown: false,
    maxText: 4_000,
  };
  readonly sent: Reply[] = [];
  /** Thrown by the next sends, first one first. */
  readonly failures: Error[] = [];
  /** When set, a send waits for it. */
  gate: Promise<void> | null = null;

  async send(reply: Reply): Promise<Delivery> {
    if (this.gate) await this.gate;
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.sent.push(reply);
    return {};
  }

  /** What was said to one conversation address, in order. */
  said(address: string): string[] {
    return this.sent.filter((reply) => reply.conversation.address === address).map((reply) => reply.text);
  }
}

/** A flow that answers every message once: `echo N: text`. */
export const echoFlow: Flow<{ count: number }> = {
  name: 'echo',
  initial: () => ({ count: 0 }),
  step(state, event) {
    if (event.type !== 'message') return { state, replies: [], commands: [] };
    const count = state.count + 1;
    return { state: { count }, replies: [{ text: `echo ${count}: ${event.text}` }], commands: [] };
  },
};

/** A running pipeline over the embedded store, with the hands of its clock in the test's hand. */
export interface World {
  readonly dataDir: string;
  readonly store: StoreHandle;
  readonly stores: PipelineStores;
  readonly pipeline: Pipeline;
  readonly channel: RecordingChannel;
  readonly clock: FakeClock;
  readonly jobs: EmbeddedJobQueue;
  readonly live: LiveBus;
  readonly events: LiveEvent[];
  readonly logger: ReturnType<typeof buildLogger>;
  agentsOnline: number;
  /** The desk's people by id. */
  readonly staff: Map<string, DeskAgent>;
  readonly organisation: Organisation;
  /** Says something and waits until everything that follows from it is done. */
  say(address: string, text: string, messageId?: string): Promise<void>;
  /** Closes the store as a crash would leave it: nothing is waited for but the writes under way. */
  close(): Promise<void>;
}

let serial = 0;

/** An envelope of the recording channel. */
export function buildEnvelope(over: Partial<EnvelopeInput> = {}): EnvelopeInput {
  serial += 1;
  const sender = { id: over.address ?? 'person-1' };
  return {
    channel: 'terminal',
    account: 'desk',
    address: 'person-1',
    messageId: `m${serial}`,
    sender,
    sentAt: new Date(0),
    text: 'hola',
    ...over,
  };
}

/** Opens a world; pass the folder of an earlier one to start again on its data. */
export async function buildWorld(
  options: {
    dataDir?: string;
    flow?: Flow<never>;
    clock?: FakeClock;
    random?: () => number;
    advisor?: MessageAdvisor;
    vault?: VaultOfferPort;
    gate?: AnswerGate;
    secureLinks?: SecureLinks;
  } = {},
): Promise<World> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ventanilla-'));
  const clock = options.clock ?? buildClock();
  const store = await openStore({ dataDir });
  const { connection } = store;
  const stores = definePipelineStores(connection);
  const models = {
    tickets: defineTickets(connection),
    ticketEvents: defineTicketEvents(connection),
    counters: defineCounters(connection),
  };
  const opportunityModel = defineOpportunities(connection);
  const surveyModel = defineSurveys(connection);
  const jobModel = defineJobs(connection);
  await store.ready();
  const logger = buildLogger();
  const policy = buildPolicy();
  const jobs = new EmbeddedJobQueue({ model: jobModel, clock, logger });
  const live = createLiveBus(logger);
  const events: LiveEvent[] = [];
  live.subscribe((event) => events.push(event));
  const channel = new RecordingChannel();
  const organisation: Organisation = {
    policy,
    calendar: createCalendar(policy.organisation, policy.calendar),
    diagnoser: {
      diagnose: () => {
        throw new Error('the echo flow diagnoses nothing');
      },
    },
    knowledge: { answer: () => ({ band: 'none', links: [] }) },
    flow: (options.flow ?? echoFlow) as unknown as Flow,
    t: createCatalogue(conversationCatalogue).t('es-MX'),
  };
  const staff = new Map<string, DeskAgent>();
  const world = { agentsOnline: 1 };
  const pipeline = createPipeline({
    ...{ stores, jobs, live, clock, logger },
    organisations: new Map([['exsim', organisation]]),
    adapters: new Map([[channel.name, channel]]),
    organisationOf: (name) => (name === 'terminal' ? 'exsim' : null),
    tickets: createTickets({ models, rulesOf: createTicketRules(() => policy) }),
    opportunities: createOpportunities({
      models: { opportunities: opportunityModel, counters: models.counters },
      ...{ policyOf: () => policy, redactor: createRedactor(), clock, people: async () => [] },
      notifications: { notify: async () => false },
      audit: { record: async () => undefined },
    }),
    surveys: createSurveys({ models: { surveys: surveyModel }, policyOf: () => policy, clock }),
    knowledge: { unanswered: async () => undefined, feedback: async () => undefined },
    searches: {
      ...{ asked: async () => undefined, settled: async () => undefined },
      ...{ handedOver: async () => undefined, attended: async () => undefined },
    },
    presence: { online: () => world.agentsOnline },
    people: { person: async (id) => staff.get(id) ?? null },
    redactor: createRedactor(),
    metrics: createMetrics(),
    ...(options.advisor ? { advisor: options.advisor } : {}),
    delivery: { random: options.random ?? (() => 1) },
    ...(options.gate ? { gate: options.gate } : {}),
    ...(options.vault ? { vault: options.vault } : {}),
    ...(options.secureLinks ? { secureLinks: options.secureLinks } : {}),
  });
  return Object.assign(world, {
    ...{ dataDir, store, stores, pipeline, channel, clock, jobs, live, events, logger, staff, organisation },
    async say(address: string, text: string, messageId?: string) {
      await pipeline.intake.accept([buildEnvelope({ address, text, ...(messageId ? { messageId } : {}) })]);
      await pipeline.idle();
    },
    close: () => store.close(),
  });
}

/** Removes what worlds left on the disk. */
export function removeWorld(world: Pick<World, 'dataDir'>): void {
  rmSync(world.dataDir, { recursive: true, force: true });
}
