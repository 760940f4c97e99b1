import type { AuditActor, AuditRecord } from '../../contracts/audit.ts';
import type { ReportEditionDoc } from '../../storage/models/report-editions.ts';
import type { EditionDeps } from './deps.ts';

/** What the trail says of an edition. */
type EditionDeed = 'report.make' | 'report.accept' | 'report.return' | 'report.send';

/** Who made a report that no person asked for. */
export const reportsActor: AuditActor = { kind: 'system', id: 'reports' };

/** Puts a deed on an edition into the audit trail, before it is done. */
export function recordDeed(
  { audit, clock }: Pick<EditionDeps, 'audit' | 'clock'>,
  {
    _id: id,
    org: organisation,
    report,
    period,
    issue,
  }: Pick<ReportEditionDoc, '_id' | 'org' | 'report' | 'period' | 'issue'>,
  actor: AuditActor,
  { action, facts = {} }: { action: EditionDeed; facts?: AuditRecord['facts'] },
): Promise<void> {
  return audit.record({
    ...{ organisation, at: clock.now(), actor, action },
    ...{ subject: { kind: 'report', id }, facts: { report, period, issue, ...facts } },
  });
}
