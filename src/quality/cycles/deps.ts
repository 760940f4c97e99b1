import type { AuditPort } from '../../contracts/audit.ts';
import type { CycleReports } from '../../contracts/audit-cycles.ts';
import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import type { QualityRepository } from '../../storage/repositories/quality.ts';
import type { QualityCycleRepository } from '../../storage/repositories/quality-cycles.ts';
import type { QualityNotices } from '../notices.ts';

/** What reports of audits work with. */
export interface CycleDeps {
  readonly repository: QualityCycleRepository;
  readonly reviews: Pick<QualityRepository, 'within' | 'review'>;
  readonly policyOf: (organisation: string) => Policy;
  readonly calendarOf: (organisation: string) => BusinessCalendar;
  readonly people: (organisation: string) => Promise<readonly DeskPerson[]>;
  readonly reports: CycleReports;
  readonly notices: QualityNotices;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}
