import type { ApiScope } from '../contracts/api-tokens.ts';
import type { Permission } from '../contracts/desk.ts';

/** What each scope of a token allows. A permission that is in none is out of reach of every token. */
const granted: Readonly<Record<ApiScope, readonly Permission[]>> = {
  'tickets.read': ['tickets.read'],
  'tickets.write': ['tickets.move', 'tickets.assign', 'integrations.write'],
  'tickets.transfer': ['tickets.transfer'],
  'knowledge.read': ['knowledge.read'],
  'knowledge.write': ['knowledge.write'],
  'agents.read': ['agents.read'],
  'policy.read': ['policy.read'],
};

/** The permissions of a token. Unknown scopes (of a version to come) allow nothing. */
export function permissionsOf(scopes: readonly ApiScope[]): ReadonlySet<Permission> {
  return new Set(scopes.flatMap((scope) => (Object.hasOwn(granted, scope) ? granted[scope] : [])));
}
