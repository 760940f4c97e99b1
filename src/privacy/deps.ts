import type { AuditPort, AuditReader } from '../contracts/audit.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { Clock } from '../contracts/clock.ts';
import type { FileEraser } from '../contracts/files.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { PersonalDataRepository } from '../storage/repositories/personal-data.ts';
import type { PrivacyRequestRepository } from '../storage/repositories/privacy-requests.ts';

/** What the privacy stage works with. */
export interface PrivacyDeps {
  readonly data: PersonalDataRepository;
  readonly register: PrivacyRequestRepository;
  readonly audit: AuditPort & AuditReader;
  readonly files: FileEraser;
  readonly tickets: Pick<TicketPort, 'act'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redactor: Redactor;
  /** Of the one organisation that this stage looks after. */
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
  /** Runs a task while no turn of the conversation runs. */
  readonly alone: <T>(conversation: string, task: () => Promise<T>) => Promise<T>;
  /** Drops what this process has cached of a person and a conversation. */
  readonly forget: (about: { contact?: string; conversation?: string }) => void;
  /** Leaves nothing of what was deleted in the store's own files. */
  readonly scrub: () => Promise<void>;
}
