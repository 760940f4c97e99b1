import { join } from 'node:path';
import { readEntryFile } from '../../knowledge/entries/entry-file.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import { createSearchEngine } from '../../knowledge/search/engine.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';
import { type AuditTrail, createAuditTrail } from '../audit/trail.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { ChannelAdapter } from '../contracts/channel.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { DemandPort } from '../contracts/demand.ts';
import type { ExampleProposals } from '../contracts/example-proposals.ts';
import type { FileEraser, FileStore } from '../contracts/files.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { NoticeInbox } from '../contracts/notifications.ts';
import type { Policy } from '../contracts/policy.ts';
import type { PrivacyPort, TextForgetter } from '../contracts/privacy.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { createLiveBus } from '../conversation/live-bus.ts';
import { createDesk, type Desk } from '../desk/desk.ts';
import { createSurveys } from '../desk/surveys.ts';
import { AppError } from '../errors/app-error.ts';
import { createMetrics, type PrometheusMetrics } from '../metrics/prometheus.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Retention } from '../privacy/retention.ts';
import { createRedactor } from '../redaction/index.ts';
import { openStore, type StoreHandle } from '../storage/connection.ts';
import { createDocumentReader } from '../storage/files/documents/document-reader.ts';
import { createFileStore } from '../storage/files/file-store.ts';
import { EmbeddedJobQueue } from '../storage/jobs/embedded-queue.ts';
import { EntryEventLog } from '../storage/repositories/entry-events.ts';
import { EntryLedger } from '../storage/repositories/entry-ledger.ts';
import { KnowledgeRepository } from '../storage/repositories/knowledge.ts';
import { createOpportunities } from '../tickets/opportunities.ts';
import { type Integrations, joinIntegrations } from './integrations.ts';
import { type JoinedMail, joinMail } from './mail.ts';
import { modelHelpOf, proposalsOf } from './model.ts';
import { calendarOf, createOrganisation, createProductCatalogue } from './organisations.ts';
import { createPipeline, definePipelineStores, type Pipeline, type PipelineStores } from './pipeline.ts';
import { joinPrivacy } from './privacy.ts';
import { type GateHolder, openRefit, type RefitService } from './refit.ts';
import { keepFresh } from './refreshing.ts';
import { productRoot } from './root.ts';
import { defineServiceModels, type ServiceModels } from './stores.ts';
import { joinTickets } from './tickets.ts';
import { createCautions, joinUpkeep } from './upkeep.ts';
import { joinVault, type VaultParts } from './vault.ts';
import { scheduleWarming } from './warming.ts';

/** A gateway whose parts are joined and whose data are open; nothing listens yet. */
export interface Gateway extends VaultParts, Integrations {
  readonly policy: Policy;
  readonly store: StoreHandle;
  readonly stores: PipelineStores;
  readonly pipeline: Pipeline;
  readonly desk: Desk;
  readonly tickets: TicketPort;
  readonly knowledge: KnowledgeBase;
  readonly proposals: ExampleProposals;
  readonly refit: RefitService;
  readonly quota: QuotaPort;
  readonly demand: DemandPort;
  readonly notices: NoticeInbox;
  /** Null: no mail server is configured. */
  readonly mail: MailPort | null;
  readonly files: FileStore & FileEraser;
  readonly audit: AuditTrail;
  readonly privacy: PrivacyPort;
  readonly retention: Retention;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: PrometheusMetrics;
  /** Starts the channels and the jobs, and takes up what a crash left undone (P5). */
  start(adapters: readonly ChannelAdapter[]): Promise<void>;
  /** Orderly end: no more messages in, turns and sends finish, then the store closes. */
  stop(): Promise<void>;
}

/** What the caller decides. */
export interface GatewayOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Opens the store and joins everything but the channels and HTTP. */
export async function createGateway({ config, secrets, logger, clock }: GatewayOptions): Promise<Gateway> {
  const policy = loadPolicy(config.policy, join(productRoot, 'policies'));
  const store = await openStore(config.mongodbUri ? { uri: config.mongodbUri } : { dataDir: config.dataDir });
  try {
    const stores = definePipelineStores(store.connection);
    const models = defineServiceModels(store.connection);
    await store.ready();
    const redactor = createRedactor({ salt: Buffer.from(secrets.redactionSalt, 'hex') });
    const parts = { policy, store, stores, models, redactor, logger, clock, metrics: createMetrics() };
    const base = { ...parts, ...joinMail(config) };
    return await joinParts(base, { config, secrets });
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Base extends JoinedMail {
  readonly policy: Policy;
  readonly store: StoreHandle;
  readonly stores: PipelineStores;
  readonly models: ServiceModels;
  readonly redactor: Redactor;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly metrics: PrometheusMetrics;
}

async function joinParts(
  base: Base,
  { config, secrets }: Pick<GatewayOptions, 'config' | 'secrets'>,
): Promise<Gateway> {
  const { policy, stores, models, redactor, logger, clock, metrics, store, mail } = base;
  const calendar = calendarOf(policy);
  const policyOf = () => policy;
  const live = createLiveBus(logger);
  const desk = createDesk({ models, clock, calendarOf: () => calendar });
  await desk.start();
  const { knowledge, cautions, gate } = await openKnowledge(base);
  const jobs = new EmbeddedJobQueue({ model: models.jobs, clock, logger });
  const { tickets } = joinTickets({ models, policyOf, live, jobs, clock, logger });
  const adapters = new Map<string, ChannelAdapter>();
  const organisations = organisationsOf(policy, calendar, knowledge);
  const ends: (() => void)[] = [];
  const audit = openAudit(base, { config, secrets });
  const rooms = { audit, tickets, jobs, live, clock, logger, policyOf };
  const joined = joinVault(models, config, secrets, rooms);
  const help = modelHelpOf({ ...base, config, jobs, knowledge, organisations });
  const proposals = proposalsOf({ ...base, knowledge }, help);
  const refit = await openRefit({ policy, models, clock, logger, jobs, gate, knowledge });
  const upkeep = joinUpkeep({ policy, models, calendar, clock, live, jobs, audit, knowledge, cautions, proposals });
  const forgetting: { by?: TextForgetter } = {};
  const pipeline = createPipeline({
    ...(help ? { advisor: help.advisor } : {}),
    ...{ stores, redactor, jobs, live, clock, logger, metrics, tickets, adapters },
    organisations,
    organisationOf: (channel) => (policy.channels[channel]?.enabled ? policy.organisation.code : null),
    ...{ opportunities: createOpportunities({ models, policyOf }), surveys: createSurveys({ models, policyOf }) },
    ...{ knowledge: knowledge.recorder, searches: upkeep.searches, presence: desk },
    ...{ ...joined.parts, forgetter: lateForgetter(forgetting) },
  });
  joined.speakBy(pipeline.vaultNotices);
  const files = openFiles(base, config);
  const { privacy, retention } = joinPrivacy({
    ...{ store, stores, models, pipeline, audit, files, tickets, jobs, clock, logger, redactor, policy, calendar },
    memory: cautions,
  });
  forgetting.by = privacy;
  return {
    ...{ policy, store, stores, pipeline, desk, tickets, knowledge, ...upkeep.ports, ...joinIntegrations(base) },
    ...{ mail, refit, proposals, files, audit, privacy, retention, redactor, live, clock, logger, metrics },
    ...joined.parts,
    async start(channels) {
      for (const adapter of channels) adapters.set(adapter.name, adapter);
      const found = { ...(await pipeline.recover()), vaultItems: await joined.parts.vault.recover() };
      await Promise.all([tickets.recover(), privacy.recover()]);
      await retention.schedule();
      await knowledge.startLinkChecks({ jobs, metrics });
      await Promise.all([upkeep.recover(), refit.recover()]);
      await help?.start();
      await jobs.start();
      for (const adapter of channels) await adapter.start?.(pipeline.intake);
      // Only one process can have the embedded store: nobody else changes it.
      if (config.mongodbUri) ends.push(keepFresh(upkeep, logger));
      ends.push(scheduleWarming({ organisations: [...organisations.values()], knowledge, clock, logger }));
      logger.info({ ...found, channels: channels.map(({ name }) => name) }, 'gateway started');
    },
    async stop() {
      for (const end of ends) end();
      for (const adapter of adapters.values()) await adapter.stop?.();
      await jobs.stop();
      await Promise.all([pipeline.idle(), tickets.idle()]);
      help?.stop();
      await closeBase(base);
      logger.info({}, 'gateway stopped');
    },
  };
}

async function closeBase({ store, submission }: Base): Promise<void> {
  submission?.close();
  await store.flush();
  await store.close();
}

function openFiles({ redactor, logger }: Base, config: Config): ReturnType<typeof createFileStore> {
  const documents = createDocumentReader({ program: join(productRoot, 'dist', 'server', 'read-document.js'), logger });
  return createFileStore({ directory: join(config.dataDir, 'files'), redactor, documents });
}

/** Privacy and the pipeline need one another: privacy is joined later, before anything starts. */
function lateForgetter(joined: { readonly by?: TextForgetter }): TextForgetter {
  return {
    async forgetTexts(about) {
      if (joined.by === undefined) throw new Error('A turn ran before privacy was joined.');
      await joined.by.forgetTexts(about);
    },
  };
}

function openAudit(
  { models, logger }: Base,
  { config, secrets }: Pick<GatewayOptions, 'config' | 'secrets'>,
): AuditTrail {
  const key = Buffer.from(secrets.auditKey, 'hex');
  return createAuditTrail({ models, logger, directory: join(config.dataDir, 'audit'), key });
}

function organisationsOf(policy: Policy, calendar: BusinessCalendar, knowledge: KnowledgeBase) {
  const catalogue = createProductCatalogue();
  return new Map([[policy.organisation.code, createOrganisation(policy, { calendar, knowledge, catalogue })]]);
}

async function openKnowledge({ policy, models, redactor, clock, logger }: Base) {
  const repository = new KnowledgeRepository(models);
  const log = new EntryEventLog(models.entryEvents);
  const ledger = new EntryLedger({ log, ...models });
  const gate: GateHolder = { model: defaultGate };
  const engine = createSearchEngine({
    get gate() {
      return gate.model;
    },
  });
  const cautions = createCautions({ policy, models, clock, engine });
  const knowledge = createKnowledgeBase({ repository, log, ledger, engine, policy, redactor, clock, logger, cautions });
  const samples = join(productRoot, 'knowledge', 'samples', `${policy.organisation.code}.json`);
  await cautions.load();
  await knowledge.load();
  await knowledge.seedIfEmpty(() => readSamples(samples));
  return { knowledge, cautions, gate };
}

async function readSamples(path: string): Promise<readonly unknown[]> {
  try {
    return await readEntryFile(path);
  } catch (error) {
    // An organisation without samples starts with an empty knowledge base.
    if (error instanceof AppError || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
}
