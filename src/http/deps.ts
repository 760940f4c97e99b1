import type { AgentDesk } from '../contracts/agent-desk.ts';
import type { ApiTokenAdmin } from '../contracts/api-tokens.ts';
import type { AuditPort, AuditReader, AuditVerifier } from '../contracts/audit.ts';
import type { AuditCycles } from '../contracts/audit-cycles.ts';
import type { MaintenanceBoard, MaintenanceDesk, OutageLog } from '../contracts/availability-desk.ts';
import type { CannedReplies } from '../contracts/canned-replies.ts';
import type { ChannelMount } from '../contracts/channel.ts';
import type { Clock } from '../contracts/clock.ts';
import type { ContactDesk } from '../contracts/contact-desk.ts';
import type { ConversationPort, DeadLetterPort, LiveBus } from '../contracts/conversation.ts';
import type { ConversationNotes, GivenNotices } from '../contracts/conversation-notes.ts';
import type { CourseDates } from '../contracts/courses.ts';
import type { DemandPort } from '../contracts/demand.ts';
import type { DeskAccess } from '../contracts/desk.ts';
import type { ExampleProposals } from '../contracts/example-proposals.ts';
import type { FigureValues } from '../contracts/figure-values.ts';
import type { FileStore } from '../contracts/files.ts';
import type { FirstStepsStore } from '../contracts/first-steps.ts';
import type { InboxPort } from '../contracts/inbox.ts';
import type { AnswerExplainer, KnowledgeAdminPort, KnowledgePort } from '../contracts/knowledge.ts';
import type { EntryService, LinkProbe } from '../contracts/knowledge-entries.ts';
import type { EntryTransfer } from '../contracts/knowledge-transfer.ts';
import type { LogSearchPort } from '../contracts/log-search.ts';
import type { LoggedConversations } from '../contracts/logged-conversations.ts';
import type { Logger } from '../contracts/logger.ts';
import type { NoticeInbox } from '../contracts/notifications.ts';
import type { OpportunityDesk } from '../contracts/opportunities.ts';
import type { PolicyStanding } from '../contracts/policies.ts';
import type { Policy } from '../contracts/policy.ts';
import type { PortalPort, RequesterEyes } from '../contracts/portal.ts';
import type { PrivacyPort } from '../contracts/privacy.ts';
import type { AnswerReviews, QualityReviews, ReviewReader } from '../contracts/quality.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { RepeatGuard } from '../contracts/repeats.ts';
import type { ReportEditions } from '../contracts/report-editions.ts';
import type { FiguresPort } from '../contracts/reports.ts';
import type { RequesterDesk } from '../contracts/requester-desk.ts';
import type { Routines } from '../contracts/routines.ts';
import type { PointCounters } from '../contracts/sharing.ts';
import type { ExportPort } from '../contracts/sheets.ts';
import type { Access } from '../contracts/sign-in.ts';
import type { SimilarOpenTickets } from '../contracts/similar-tickets.ts';
import type { Studies } from '../contracts/studies.ts';
import type { SurveyReader } from '../contracts/surveys.ts';
import type { SystemPort } from '../contracts/system.ts';
import type { TicketForesight, TicketPort } from '../contracts/ticket.ts';
import type { TicketKindsPort } from '../contracts/ticket-kinds.ts';
import type { TicketLadders } from '../contracts/ticket-ladders.ts';
import type { TicketReferences } from '../contracts/ticket-references.ts';
import type { TicketSearch } from '../contracts/ticket-search.ts';
import type { TicketTransfer } from '../contracts/ticket-transfer.ts';
import type { TicketViews } from '../contracts/ticket-views.ts';
import type { VaultDesk, VaultDoor, VaultRotationPort } from '../contracts/vault.ts';
import type { VerificationQueue } from '../contracts/verification.ts';
import type { WebhookAdmin } from '../contracts/webhooks.ts';
import type { WhatsappAdmin } from '../contracts/whatsapp.ts';
import type { SocketAdapter } from '../storage/redis/socket-adapter.ts';
import type { TokenAccess } from './auth/authenticate.ts';
import type { RateLimits } from './limits/rate-limits.ts';

/** What `/readyz` says: every check by name, and whether all are well. */
export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, boolean | string>>;
}

/** The figures that the HTTP room counts and shows; `src/metrics` has them. */
export interface HttpMetrics {
  request(about: { method: string; route: string; status: number; seconds: number }): void;
  consoles(count: number): void;
  readonly contentType: string;
  render(): Promise<string>;
}

/** Timers, injected so that tests turn the hands. Returns the function that cancels. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

/** Real timers that never keep the process alive. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The part of the configuration and of the secrets that the HTTP room reads. */
export interface HttpSettings {
  /** Operator's bearer token. */
  readonly operatorToken: string;
  /** Derives CSRF tokens from session tokens. */
  readonly consoleKey: string;
  /** Without trailing slash; null = the address that the request came to. */
  readonly publicUrl: string | null;
  /** What express calls `trust proxy`. */
  readonly trustProxy: number | string;
}

/** What the HTTP room needs of one organisation. What is optional has no routes where it is missing. */
export interface OrganisationServices {
  /** As it holds at the moment of the question. */
  readonly policy: Policy;
  /** How the policy stands to its file; without it nothing is said of that. */
  readonly standing?: () => PolicyStanding | null;
  readonly knowledge: KnowledgeAdminPort;
  /** The life of entries. */
  readonly entries?: EntryService;
  /** Example questions from a language model, or from what people said. */
  readonly proposals?: ExampleProposals;
  /** Entries from files and into files. */
  readonly transfer?: EntryTransfer;
  /** Answers questions over the API. */
  readonly answers?: KnowledgePort;
  /** What would be answered and why; looks at a link. Without them no routes for that. */
  readonly explainer?: AnswerExplainer;
  readonly probe?: (url: string) => Promise<LinkProbe>;
  readonly quota?: QuotaPort;
  /** Figures with their goals. */
  readonly figures?: FiguresPort;
  /** Where leads enter what no log tells. */
  readonly figureValues?: FigureValues;
  /** Files of figures; there where figures are. */
  readonly exports?: ExportPort;
  /** Reports as they are handed in. */
  readonly editions?: ReportEditions;
  /** Notices of maintenance, the log of outages, and what of the notices is current. */
  readonly maintenance?: MaintenanceDesk;
  readonly outages?: OutageLog;
  readonly board?: MaintenanceBoard;
  /** Dates of courses that the bot gives. */
  readonly courses?: CourseDates;
  /** The search of chats. */
  readonly logs?: LogSearchPort;
  readonly demand?: DemandPort;
  readonly privacy: PrivacyPort;
}

/** The organisations that this gateway runs. */
export interface OrganisationDirectory {
  /** The first is the default. */
  readonly codes: readonly string[];
  /** Null: not run here. */
  of(code: string): OrganisationServices | null;
}

/** Everything that the HTTP room needs. It makes none of it. */
export interface HttpDeps {
  readonly settings: HttpSettings;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly clock: Clock;
  /** Default: real ones. */
  readonly timers?: Timers;
  readonly desk: DeskAccess;
  /** Passwords, second factors, sessions; without it people sign in by links alone. */
  readonly access?: Access;
  /** The installation itself; without it no routes for it. */
  readonly system?: SystemPort;
  /** Progress of the first hour; without it no guide. */
  readonly firstSteps?: FirstStepsStore;
  /** Profiles of the people of the desk. */
  readonly agentDesk?: AgentDesk;
  readonly conversations: ConversationPort;
  /** What the desk writes for itself; without it no routes for it. */
  readonly conversationNotes?: ConversationNotes;
  /** Conversations by phone or in person; without it no route for them. */
  readonly loggedConversations?: LoggedConversations;
  /** Sales opportunities; without it no routes for them. */
  readonly opportunities?: OpportunityDesk;
  /** The lists of conversations; without it no routes for them. */
  readonly inbox?: InboxPort;
  /** Texts that agents send as they are; without it no routes for them. */
  readonly cannedReplies?: CannedReplies;
  /** Tells whoever is given a conversation. */
  readonly givenNotices?: GivenNotices;
  readonly deadLetters: DeadLetterPort;
  readonly tickets: TicketPort;
  readonly organisations: OrganisationDirectory;
  /** Deeds that an auditor asks about are recorded before they are done. */
  readonly audit: AuditPort & AuditReader & AuditVerifier;
  /** One's own notices; without them no routes for them. */
  readonly notices?: NoticeInbox;
  /** Audits by lot, answers held before sending, surveys, verification, checklists; each without its routes where it is missing. */
  readonly auditCycles?: AuditCycles;
  readonly reviews?: QualityReviews;
  readonly heldAnswers?: AnswerReviews & ReviewReader;
  readonly surveys?: SurveyReader;
  readonly verification?: VerificationQueue;
  readonly studies?: Studies;
  readonly routines?: Routines;
  /** People across channels; without it those routes do not exist. */
  readonly contactDesk?: ContactDesk;
  /** The list of people who may open tickets; without it those routes do not exist. */
  readonly requesterDesk?: RequesterDesk;
  /** "Mis tickets"; without it, or without the folder `web/tickets`, those pages do not exist. */
  readonly portal?: PortalPort;
  readonly portalPages?: string;
  /** A text of the catalogue in an organisation's language, for the questions that a policy names by key. */
  readonly wording?: (organisation: string, key: string) => string;
  readonly live: LiveBus;
  /** Attachments; without it they are listed but not served. */
  readonly files?: FileStore;
  /** Redacts the notes that agents write on tickets (P4). */
  readonly redactor: Redactor;
  /** Without it there is no page to hand a value over, and no route to read one. */
  readonly vault?: VaultDoor & VaultDesk & VaultRotationPort;
  /** Folder of the vault's page, `web/vault`. */
  readonly vaultPages?: string;
  /** Tokens of programs; without it only the operator has one, and those routes do not exist. */
  readonly apiTokens?: ApiTokenAdmin & TokenAccess;
  /** Numbers of tickets in outside systems, and what makes their repeats safe; without them no routes for them. */
  readonly references?: TicketReferences;
  readonly repeats?: RepeatGuard;
  /** Finds duplicates of a ticket; without it no route for them. */
  readonly similarTickets?: SimilarOpenTickets;
  /** The lists of tickets that the desk works from, and what people keep of them; without them no routes for them. */
  readonly ticketSearch?: TicketSearch;
  readonly ticketViews?: TicketViews;
  /** What a deed would do, and what the requester sees; without them no routes for that. */
  readonly ticketForesight?: TicketForesight;
  readonly requesterEyes?: RequesterEyes;
  /** What kinds of tickets ask for; without it no routes for that. */
  readonly ticketKinds?: TicketKindsPort;
  /** Where a ticket can be escalated to; without it no route for it. */
  readonly ticketLadders?: TicketLadders;
  /** Tickets as tables; without it those routes do not exist. */
  readonly ticketTransfer?: TicketTransfer;
  /** Outside systems that are told of tickets; without it those routes do not exist. */
  readonly webhooks?: WebhookAdmin;
  /** A number of WhatsApp; without it those routes do not exist. */
  readonly whatsapp?: WhatsappAdmin;
  readonly health: {
    /** `organisation`: without what is told of others. */
    ready(organisation?: string): Promise<Readiness>;
  };
  readonly channelMounts: readonly ChannelMount[];
  /** Folder of the built console; null = not built, `/console` says so. */
  readonly staticDir: string | null;
  /** Counters that several processes share; without them each process counts for itself. */
  readonly counters?: PointCounters;
  /** socket.io's adapter to the consoles of other processes. */
  readonly socketAdapter?: SocketAdapter;
  /** Default: `defaultRateLimits`. */
  readonly rateLimits?: Partial<RateLimits>;
  /** A console that lost its socket counts as away after this many milliseconds. Default 30,000. */
  readonly presenceGraceMs?: number;
}
