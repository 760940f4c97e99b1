import type { AuditPort } from '../../contracts/audit.ts';
import type { FindingReader } from '../../contracts/audit-cycles.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { MailPort } from '../../contracts/mail.ts';
import type { NotificationPort } from '../../contracts/notifications.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { QuotaPort } from '../../contracts/quota.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { ExportPort } from '../../contracts/sheets.ts';
import type { TicketPort } from '../../contracts/ticket.ts';
import type { ReportEditionRepository } from '../../storage/repositories/report-editions.ts';
import type { TicketFigureRepository } from '../../storage/repositories/ticket-figures.ts';
import type { SheetWords } from '../sheets/sheet-file.ts';

/** Somebody whom reports may be sent to. */
export interface ReportPerson {
  readonly id: string;
  readonly name: string;
  /** Posts and roles of the desk. */
  readonly roles: readonly string[];
  readonly email: string | null;
}

/** A customer with the person whom it named for reports (MAS-116). */
export interface ReportCompany {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly email: string | null;
}

/** What the tables of a report are made from. */
export interface TableDeps extends SheetWords {
  readonly organisation: string;
  /** As it holds at the moment of the question. */
  readonly policy: Policy;
  readonly exports: ExportPort;
  readonly figures: Pick<TicketFigureRepository, 'between'>;
  readonly tickets: Pick<TicketPort, 'get' | 'list'>;
  readonly quota: Pick<QuotaPort, 'week'>;
  readonly findings: FindingReader;
  readonly people: () => Promise<readonly ReportPerson[]>;
}

/** What reports that are handed in work with. */
export interface EditionDeps extends TableDeps {
  readonly repository: ReportEditionRepository;
  readonly companies: () => Promise<readonly ReportCompany[]>;
  readonly redactor: Redactor;
  readonly notifications: NotificationPort;
  /** Null: no mail server is configured. */
  readonly mail: MailPort | null;
  readonly jobs: JobQueue;
  readonly audit: AuditPort;
  readonly logger: Logger;
}
