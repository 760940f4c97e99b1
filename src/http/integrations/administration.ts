import type { AuditRecord } from '../../contracts/audit.ts';
import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf, type Principal, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';

/** The organisation that something new belongs to. What another organisation has does not exist for this one. */
export function organisationFor(deps: HttpDeps, principal: Principal, wanted: string | undefined): string {
  const own = principal.organisation ?? wanted ?? organisationOf(deps, principal);
  if (!seesOrganisation(principal, wanted ?? own))
    throw new AppError('FORBIDDEN', { permission: 'integrations.manage' });
  return own;
}

/** What is there for this principal; what belongs to another organisation answers as if it were not. */
export function visibleTo<T extends { readonly organisation: string }>(
  principal: Principal,
  one: T,
  code: ErrorCode,
): T {
  if (!seesOrganisation(principal, one.organisation)) throw new AppError(code);
  return one;
}

/** Writes a deed of an administrator into the trail, before it is done. */
export function recordFor(
  { audit, clock }: HttpDeps,
  principal: Principal,
  deed: Pick<AuditRecord, 'organisation' | 'action' | 'subject' | 'facts'>,
): Promise<void> {
  return audit.record({ ...deed, at: clock.now(), actor: auditActorOf(principal) });
}
