import type { AuditActor } from '../../contracts/audit.ts';
import type { DeskAccess, DeskRole, Permission } from '../../contracts/desk.ts';
import type { Actor } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';

/** Who asks: an agent with a console session, the operator with the bearer token, or a program with a token of its own. */
export interface Principal {
  readonly kind: 'agent' | 'operator' | 'token';
  readonly id: string;
  readonly name: string;
  readonly roles: readonly DeskRole[];
  /** Null sees every organisation. */
  readonly organisation: string | null;
  /** What the scopes of a token allow; null: the roles decide. */
  readonly permissions: ReadonlySet<Permission> | null;
  /** The console session; null for machines. */
  readonly session: {
    readonly id: string;
    readonly token: string;
    readonly expiresAt: Date;
    /** A second factor is asked of them and none was shown: until they enrol, they may do nothing else. */
    readonly mustEnrol: boolean;
  } | null;
}

/** The operator: the bearer token stands for an administrator of the whole installation. */
export const operator: Principal = {
  kind: 'operator',
  id: 'operator',
  name: 'Operación',
  roles: ['admin'],
  organisation: null,
  permissions: null,
  session: null,
};

/** Whether one of the principal's roles, or of the token's scopes, has the permission. */
export function mayDo(desk: DeskAccess, principal: Principal, permission: Permission): boolean {
  if (principal.permissions !== null) return principal.permissions.has(permission);
  return principal.roles.some((role) => desk.can(role, permission));
}

/** Throws FORBIDDEN unless the principal has the permission. */
export function requirePermission(desk: DeskAccess, principal: Principal, permission: Permission): void {
  if (!mayDo(desk, principal, permission)) throw new AppError('FORBIDDEN', { permission });
}

/** The principal as the domain records it, under its strongest role. A program acts as an agent: what agents may, it may. */
export function actorOf(principal: Principal): Actor & { readonly name: string } {
  const role = (['admin', 'lead', 'agent'] as const).find((one) => principal.roles.includes(one)) ?? 'agent';
  return { role, id: principal.id, name: principal.name };
}

/** Whether what belongs to an organisation may be seen at all. */
export function seesOrganisation(principal: Principal, organisation: string): boolean {
  return principal.organisation === null || principal.organisation === organisation;
}

/** The principal as the audit trail records it. */
export function auditActorOf({ kind, id }: Principal): AuditActor {
  return { kind, id };
}
