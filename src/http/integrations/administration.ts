import type { AuditRecord } from '../../contracts/audit.ts';
import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { auditActorOf, type Principal, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';

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
