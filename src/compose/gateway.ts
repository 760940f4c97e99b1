import { join } from 'node:path';
import type { KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import { type AuditTrail, createAuditTrail } from '../audit/trail.ts';
import type { MaintenanceService } from '../availability/maintenance.ts';
import { createOutageEffect } from '../availability/outage-effect.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { AgentDesk } from '../contracts/agent-desk.ts';
import type { MaintenanceBoard, OutageLog } from '../contracts/availability-desk.ts';
import type { ChannelAdapter } from '../contracts/channel.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { CourseDates } from '../contracts/courses.ts';
import type { DemandPort } from '../contracts/demand.ts';
import type { ExampleProposals } from '../contracts/example-proposals.ts';
import type { FigureValues } from '../contracts/figure-values.ts';
import type { FileEraser, FileStore } from '../contracts/files.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { NoticeInbox } from '../contracts/notifications.ts';
import type { OpportunityDesk } from '../contracts/opportunities.ts';
import type { Policy } from '../contracts/policy.ts';
import type { PrivacyPort } from '../contracts/privacy.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { FiguresPort } from '../contracts/reports.ts';
import type { ExportPort } from '../contracts/sheets.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { Desk } from '../desk/desk.ts';
import { createMetrics, type PrometheusMetrics } from '../metrics/prometheus.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { Retention } from '../privacy/retention.ts';
import { createRedactor } from '../redaction/index.ts';
import type { ReportEditionBook } from '../reports/editions/editions.ts';
import { openStore, type StoreHandle } from '../storage/connection.ts';
import { createDocumentReader } from '../storage/files/documents/document-reader.ts';
import { createFileStore } from '../storage/files/file-store.ts';
import { OutageRepository } from '../storage/repositories/availability.ts';
import { type AccessParts, joinAccess, joinAgentDesk, openDesk } from './access.ts';
import { auditReports } from './audit-reports.ts';
import { joinAvailability } from './availability.ts';
import { serveTurns, shareLinkMetrics } from './by-organisation.ts';
import { type ContactParts, joinContacts } from './contacts.ts';
import { type ConversationDeskParts, joinConversationDesk } from './conversation-desk.ts';
import { followPolicies, lifeOf } from './gateway-life.ts';
import { type IntegrationPorts, joinIntegrations } from './integrations.ts';
import { type LoadedPolicy, loadPolicies } from './load-policies.ts';
import { joinLogSearch, type LogRoom, type LogSearchJoin } from './log-search.ts';
import { type JoinedMail, joinMail } from './mail.ts';
import { joinOpportunities } from './opportunities.ts';
import { type OrganisationRoom, openRoom } from './organisation-room.ts';
import { createProductCatalogue } from './organisations.ts';
import { createPipeline, definePipelineStores, type Pipeline, type PipelineStores } from './pipeline.ts';
import { createPolicyBook, type PolicyBook } from './policy-book.ts';
import { createPolicyReload, type PolicyReload } from './policy-reload.ts';
import { joinPrivacy } from './privacy.ts';
import { joinQuality, type QualityPorts } from './quality.ts';
import type { RefitService } from './refit.ts';
import { joinReportEditions } from './report-editions.ts';
import { type FigureUpkeep, joinExports, joinFigures, joinFigureUpkeep, joinFigureValues } from './reports.ts';
import { joinRequesters, type RequesterParts } from './requesters.ts';
import { productRoot } from './root.ts';
import { shareJobs } from './shared-jobs.ts';
import { openSharing, type Sharing } from './sharing.ts';
import { organisationFinder } from './sites.ts';
import { storedUseOf } from './stored-use.ts';
import { defineServiceModels, type ServiceModels } from './stores.ts';
import { joinTicketDesk, type TicketDeskParts } from './ticket-desk.ts';
import { joinTicketLife } from './ticket-life.ts';
import { joinTickets } from './tickets.ts';
import { joinVault, type VaultParts } from './vault.ts';

/** What a gateway offers for one organisation. */
export interface ServedOrganisation {
  readonly policy: Policy;
  readonly knowledge: KnowledgeBase;
  readonly proposals: ExampleProposals;
  readonly refit: RefitService;
  readonly quota: QuotaPort;
  readonly demand: DemandPort;
  readonly notices: NoticeInbox;
  readonly figures: FiguresPort;
  readonly figureValues: FigureValues;
  readonly logs: LogRoom;
  readonly exports: ExportPort;
  readonly editions: ReportEditionBook;
  readonly maintenance: MaintenanceService;
  readonly outages: OutageLog;
  readonly board: MaintenanceBoard;
  readonly courses: CourseDates;
  readonly privacy: PrivacyPort;
  readonly retention: Retention;
}

/** A gateway whose parts are joined and whose data are open; nothing listens yet. Itself it is its default organisation. */
export interface Gateway
  extends VaultParts,
    RequesterParts,
    ContactParts,
    ServedOrganisation,
    IntegrationPorts,
    QualityPorts,
    AccessParts,
    ConversationDeskParts,
    TicketDeskParts {
  /** All of them by code, the default first. */
  readonly organisations: ReadonlyMap<string, ServedOrganisation>;
  readonly policies: PolicyBook;
  /** Takes changed policy files into service. */
  readonly reload: PolicyReload;
  readonly store: StoreHandle;
  readonly stores: PipelineStores;
  readonly pipeline: Pipeline;
  readonly desk: Desk;
  readonly agentDesk: AgentDesk;
  readonly figureUpkeep: FigureUpkeep;
  readonly tickets: TicketPort;
  readonly opportunities: OpportunityDesk;
  /** Null: no mail server is configured. */
  readonly mail: MailPort | null;
  /** What the mail channel keeps its threads in. */
  readonly mailModels: Pick<ServiceModels, 'mailThreads' | 'mailMessages' | 'mailPlaces'>;
  readonly files: FileStore & FileEraser;
  readonly audit: AuditTrail;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly sharing: Sharing;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: PrometheusMetrics;
  /** Starts the channels and the jobs, and takes up what a crash left undone (P5). */
  start(adapters: readonly ChannelAdapter[]): Promise<void>;
  /** Takes up what was left lying; gives how much. A gateway that runs does it again and again. */
  sweep(): Promise<number>;
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
  const loaded = loadPolicies(config);
  const policies = createPolicyBook(
    loaded.map(({ policy }) => policy),
    logger,
  );
  const store = await openStore(config.mongodbUri ? { uri: config.mongodbUri } : { dataDir: config.dataDir });
  try {
    const stores = definePipelineStores(store.connection);
    const models = defineServiceModels(store.connection);
    await store.ready();
    const redactor = createRedactor({ salt: Buffer.from(secrets.redactionSalt, 'hex') });
    const metrics = createMetrics();
    const sharing = await openSharing({ config, models, stores, clock, logger, metrics });
    const kept = { store, stores, models, redactor, ...joinMail(config) };
    const base = { config, secrets, loaded, policies, logger, clock, ...kept };
    return await joinParts({ ...base, metrics, sharing, live: sharing.live });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What is open before anything is joined. */
export interface Base extends GatewayOptions, JoinedMail {
  readonly loaded: readonly LoadedPolicy[];
  readonly policies: PolicyBook;
  readonly store: StoreHandle;
  readonly stores: PipelineStores;
  readonly models: ServiceModels;
  readonly redactor: Redactor;
  readonly metrics: PrometheusMetrics;
  readonly live: LiveBus;
  readonly sharing: Sharing;
}

async function joinParts(base: Base): Promise<Gateway> {
  const { config, secrets, policies, stores, models, redactor, logger, clock, metrics, store, live, mail } = base;
  const { sharing } = base;
  const { jobs, holds } = sharing;
  const { policyOf } = policies;
  const desk = await openDesk(base);
  const audit = openAudit(base);
  const files = openFiles(base);
  const rooms = await openRooms(base, { jobs, audit });
  const roomOf = (code: string) => rooms.get(policyOf(code).organisation.code) as OrganisationRoom;
  const desked = joinTickets({ models, policyOf, live, jobs, clock, logger, metrics });
  const { tickets, timers } = desked;
  const figureUpkeep = joinFigureUpkeep(base, desked);
  const integrations = joinIntegrations({ ...base, policyOf, audit, jobs }, desked);
  const adapters = new Map<string, ChannelAdapter>();
  const organisations = new Map([...rooms].map(([code, room]) => [code, room.organisation()]));
  const joined = joinVault(models, config, secrets, { audit, tickets, jobs, live, clock, logger, policyOf });
  const forgetting: { by?: Privacy } = {};
  const { advisor, ...turns } = serveTurns((code) => roomOf(code).turns);
  const people = joinRequesters({ ...base, audit, jobs, tickets, contacts: stores.contacts });
  const knowledgeOf = (code: string) => roomOf(code).upkeep.ports;
  const quality = joinQuality({ ...base, audit, jobs, tickets, files, knowledgeOf });
  const contacts = joinContacts({ ...base, ...joined.parts, policyOf, audit, jobs, tickets, lineOf: people.lineOf });
  const opportunities = joinOpportunities({ ...base, audit });
  const pipeline = createPipeline({
    ...(config.model ? { advisor } : {}),
    ...{ stores, redactor, jobs, live, holds, clock, logger, metrics, tickets, adapters, organisations, ...turns },
    organisationOf: organisationFinder(policies),
    ...{ opportunities, surveys: quality.ports.surveys, gate: quality.gate },
    ...{ presence: desk, people: desk, forgetter: lateForgetter(forgetting) },
    ...{ ...joined.parts, ...people.parts, ...contacts.parts },
  });
  joined.speakBy(pipeline.vaultNotices);
  contacts.speakBy(pipeline.requesterSpeech);
  quality.speakBy(pipeline);
  const served = new Map<string, ServedOrganisation & { readonly privacy: Privacy }>();
  for (const [code, room] of rooms)
    served.set(code, serveRoom({ ...base, pipeline, audit, files, tickets, contacts }, room));
  quality.reportBy(auditReports((code) => served.get(policyOf(code).organisation.code)?.editions));
  const first = [...served.values()][0] as ServedOrganisation & { readonly privacy: Privacy };
  forgetting.by = first.privacy;
  const speech = pipeline.requesterSpeech;
  const ticketLife = joinTicketLife({ ...base, files, desk, jobs, holds, speech, people: people.parts }, desked);
  // Last: who is told of a solution hears of it before the case goes to be verified.
  desked.effects.push(quality.effect, createOutageEffect(new OutageRepository(models.outages), policyOf));
  const reload = createPolicyReload({ ...base, audit, storedUseOf: storedUseOf(models) });
  const parts = {
    ...{ ...base, reload, desk, rooms, served, pipeline, tickets, timers, vault: joined.parts.vault },
    ...{ ticketLife, jobs, adapters, people, contacts, integrations, figureUpkeep, quality },
  };
  followPolicies(parts, organisations);
  return {
    ...first,
    ...{ organisations: served, policies, reload, store, stores, pipeline, desk, tickets, opportunities, files, audit },
    ...{ mail, mailModels: models, redactor, live, sharing, clock, logger, metrics, ...joined.parts, ...people.parts },
    ...{ ...integrations.ports, ...contacts.parts, ...quality.ports, figureUpkeep },
    agentDesk: joinAgentDesk({ ...base, desk, audit }),
    ...joinAccess(base, { desk, audit, isServed: (channel) => adapters.has(channel) }),
    ...joinTicketDesk(base, desked),
    ...joinConversationDesk({ ...base, organisations, people: desk, tickets }),
    ...lifeOf(parts),
  };
}

/** The rooms of every organisation, one after the other: each reads its own part of the store. */
async function openRooms(
  base: Base,
  { jobs, audit }: { jobs: JobQueue; audit: AuditTrail },
): Promise<ReadonlyMap<string, OrganisationRoom>> {
  const jobsOf = shareJobs(jobs, base.policies.codes[0] ?? '');
  const linksOf = shareLinkMetrics(base.metrics);
  const catalogue = createProductCatalogue();
  const rooms = new Map<string, OrganisationRoom>();
  for (const code of base.policies.codes)
    rooms.set(code, await openRoom(code, { ...base, catalogue, audit, jobs: jobsOf(code), links: linksOf(code) }));
  return rooms;
}

type PrivacyRooms = Pick<Parameters<typeof joinPrivacy>[0], 'pipeline' | 'audit' | 'files' | 'tickets'> &
  Pick<LogSearchJoin, 'contacts'>;

function serveRoom(base: Base & PrivacyRooms, room: OrganisationRoom) {
  const { policy, calendar, knowledge, proposals, refit, upkeep, jobs, memory } = room;
  const logs = joinLogSearch(base, room.code, jobs);
  const mendIndex = async () => void (await logs.indexer.mend());
  const { privacy, retention } = joinPrivacy({ ...base, policy, calendar, jobs, memory, mendIndex });
  const figures = joinFigures(base, { policy, quota: upkeep.ports.quota });
  const figureValues = joinFigureValues(base, { policy, audit: base.audit });
  const exports = joinExports(figures, policy, base.clock);
  const editions = joinReportEditions({ ...base, exports }, room);
  const reports = { figures, figureValues, exports, editions };
  const availability = { ...joinAvailability(base, room), board: room.board, courses: room.courses };
  return {
    policy,
    knowledge,
    proposals,
    refit,
    ...upkeep.ports,
    ...reports,
    ...availability,
    logs,
    privacy,
    retention,
  };
}

function openFiles({ redactor, logger, config }: Base): ReturnType<typeof createFileStore> {
  const documents = createDocumentReader({ program: join(productRoot, 'dist', 'server', 'read-document.js'), logger });
  return createFileStore({ directory: join(config.dataDir, 'files'), redactor, documents });
}

/** Privacy and the pipeline need one another: privacy is joined later, before anything starts. */
function lateForgetter(joined: { readonly by?: Privacy }): Pick<Privacy, 'forgetTexts'> {
  return {
    async forgetTexts(about) {
      if (joined.by === undefined) throw new Error('A turn ran before privacy was joined.');
      await joined.by.forgetTexts(about);
    },
  };
}

function openAudit({ models, logger, config, secrets }: Base): AuditTrail {
  const key = Buffer.from(secrets.auditKey, 'hex');
  return createAuditTrail({ models, logger, directory: join(config.dataDir, 'audit'), key });
}
