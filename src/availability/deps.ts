import type { AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { Translate } from '../i18n/catalogue.ts';
import type { ServiceNoticeRepository } from '../storage/repositories/availability.ts';

/** A customer that notices may concern. */
export interface NoticeCompany {
  readonly id: string;
  readonly name: string;
  /** Name and aliases without case and accents. */
  readonly keys: readonly string[];
  /** Its director's, or null. */
  readonly email: string | null;
}

/** Somebody of a customer who may open tickets. */
export interface NoticePerson {
  readonly id: string;
  readonly name: string;
  readonly company: string | null;
  readonly mail: string | null;
}

/** What notices of maintenance work with. */
export interface MaintenanceDeps {
  readonly organisation: string;
  /** As it holds at the moment of the question. */
  readonly policy: Policy;
  readonly repository: ServiceNoticeRepository;
  readonly companies: () => Promise<readonly NoticeCompany[]>;
  /** Active people of the list. */
  readonly people: () => Promise<readonly NoticePerson[]>;
  /** Names of the people of the desk, by id. */
  readonly desk: () => Promise<ReadonlyMap<string, string>>;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  /** Null: no mail server is configured. */
  readonly mail: MailPort | null;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly t: Translate;
  /** What was announced, changed or ended is shown at once. */
  readonly refresh: () => Promise<void>;
}
