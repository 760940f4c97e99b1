import { DateTime } from 'luxon';
import type { MaintenanceForesight } from '../contracts/availability-desk.ts';
import type { ServiceNoticeDoc } from '../storage/models/availability.ts';
import type { MaintenanceDeps } from './deps.ts';
import { recipientsOf } from './recipients.ts';

/** What sending it now would do (MAS-110, AMB-14: natural days of the organisation's zone). */
export async function foresee(
  deps: Pick<MaintenanceDeps, 'companies' | 'people' | 'policy' | 'clock'>,
  { kind, from, companies, state }: ServiceNoticeDoc,
): Promise<MaintenanceForesight> {
  const { recipients, unreachable } = await recipientsOf(deps, companies);
  const { timeZone } = deps.policy.organisation;
  const day = (at: Date) => DateTime.fromJSDate(at, { zone: timeZone });
  const tellBy = kind === 'planned' ? day(from).minus({ days: deps.policy.availability.noticeDays }).toISODate() : null;
  const today = day(deps.clock.now()).toISODate() ?? '';
  const isLate = tellBy !== null && state === 'draft' && today > tellBy;
  return { recipients: recipients.length, unreachable, tellBy, isLate };
}
