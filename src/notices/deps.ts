import type { Clock } from '../contracts/clock.ts';
import type { FileStore } from '../contracts/files.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { TicketMetrics } from '../contracts/metrics.ts';
import type { NotificationPort } from '../contracts/notifications.ts';
import type { Policy } from '../contracts/policy.ts';
import type { RequesterSpeech } from '../contracts/requester-speech.ts';
import type { CompanyPort } from '../contracts/requesters.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import type { Translate } from '../i18n/catalogue.ts';
import type { TicketNoticeRepository } from '../storage/repositories/ticket-notices.ts';

/** What notices about tickets work with. */
export interface TicketNoticeDeps {
  readonly stored: TicketNoticeRepository;
  readonly tickets: Pick<TicketPort, 'get'>;
  /** The rules for a customer: the organisation's policy with the customer's contract merged over it. */
  readonly policyOf: (organisation: string, company: string | null) => Policy;
  readonly textsOf: (organisation: string) => Translate;
  readonly people: (organisation: string) => Promise<readonly DeskPerson[]>;
  /** Null: nobody keeps customers' organisations. */
  readonly companies: CompanyPort | null;
  readonly requesters: RequesterAddresses;
  readonly speech: RequesterSpeech;
  readonly notifications: NotificationPort;
  /** Null: no mail server is configured, and what would be mailed is left out. */
  readonly mail: MailPort | null;
  /** What tickets carry; null: nothing is sent along. */
  readonly files?: Pick<FileStore, 'get'> | null;
  /** Where the requester looks the ticket up; null while nobody serves it. */
  readonly ticketUrl: (organisation: string, folio: string) => string | null;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Pick<TicketMetrics, 'noticeSent'>;
}

/** How a requester is reached. */
export interface RequesterAddresses {
  /** The mail address of a contact; null: not known. */
  mailOf(organisation: string, contactId: string): Promise<string | null>;
  /** The address at which a conversation is held: a mail there needs no second one. */
  conversationAddress(conversationId: string): Promise<string | null>;
}
