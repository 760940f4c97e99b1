import type { ReportNoticeKind } from '../../contracts/notifications.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { ReportEditionDoc } from '../../storage/models/report-editions.ts';
import type { EditionDeps } from './deps.ts';

/** Tells one person of an edition; told twice it arrives once. */
export async function tell(
  { notifications, clock }: Pick<EditionDeps, 'notifications' | 'clock'>,
  { _id, org, issue, report, label, period }: ReportEditionDoc,
  agentId: string,
  kind: ReportNoticeKind,
): Promise<void> {
  const id = effectIdOf('notice', org, `${kind}:${agentId}:${_id}:${issue}`);
  const facts = { edition: _id, report, label, period };
  await notifications.notify({ id, organisation: org, agentId, kind, at: clock.now(), facts });
}

/** Tells the leads; where there is none, the administrators. */
export async function tellLeads(
  deps: Pick<EditionDeps, 'notifications' | 'clock' | 'people'>,
  doc: ReportEditionDoc,
  kind: ReportNoticeKind,
): Promise<void> {
  const people = await deps.people();
  const leads = people.filter(({ roles }) => roles.includes('lead'));
  const told = leads.length > 0 ? leads : people.filter(({ roles }) => roles.includes('admin'));
  for (const { id } of told) await tell(deps, doc, id, kind);
}
