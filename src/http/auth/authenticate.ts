import type { ApiTokenDoor } from '../../contracts/api-tokens.ts';
import type { Permission } from '../../contracts/desk.ts';
import { AppError } from '../../errors/app-error.ts';
import type { HttpDeps } from '../deps.ts';
import { organisationHeader } from './organisation.ts';
import { operator, type Principal } from './principal.ts';
import { isSameSecret, sessionTokenIn } from './session-cookie.ts';

/** The headers that say who asks, and for which organisation. */
export interface Credentials {
  readonly 'x-organisation'?: string | readonly string[] | undefined;
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** What it takes to find out. */
export type AuthenticateDeps = Pick<HttpDeps, 'desk' | 'settings' | 'organisations' | 'apiTokens'>;

/** Finds out who asks. Throws TOKEN_MISSING, TOKEN_INVALID, SESSION_ENDED, ORGANISATION_UNKNOWN. */
export type Authenticate = (credentials: Credentials) => Promise<Principal>;

/** Tokens of programs, and what their scopes allow; without it only the operator has a token. */
export interface TokenAccess extends ApiTokenDoor {
  permissionsOf(scopes: NonNullable<Awaited<ReturnType<ApiTokenDoor['verify']>>>['scopes']): ReadonlySet<Permission>;
}

/** A bearer token counts before a cookie, so that a script in a browser profile is what it says it is. */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const { desk, settings, organisations, apiTokens } = deps;
  return async ({ authorization, cookie, [organisationHeader]: named }) => {
    if (authorization !== undefined) {
      const principal = await bearerOf(authorization, settings.operatorToken, apiTokens);
      return named === undefined ? principal : narrowed(principal, named, organisations);
    }
    const token = sessionTokenIn(cookie);
    if (token === null) throw new AppError('TOKEN_MISSING');
    const session = await desk.verifySession(token);
    if (session === null) throw new AppError('SESSION_ENDED');
    const { agent } = session;
    const principal: Principal = {
      kind: 'agent',
      id: agent.id,
      name: agent.name,
      roles: agent.roles,
      organisation: agent.organisation,
      permissions: null,
      session: { id: session.id, token, expiresAt: session.expiresAt, mustEnrol: session.mustEnrol === true },
    };
    return named === undefined ? principal : narrowed(principal, named, organisations);
  };
}

/** The operator may look at one organisation alone; for everybody else there is no other than their own. */
function narrowed(
  principal: Principal,
  named: string | readonly string[],
  { codes }: HttpDeps['organisations'],
): Principal {
  const known = principal.organisation === null ? codes : [principal.organisation];
  if (typeof named !== 'string' || !known.includes(named))
    throw new AppError('ORGANISATION_UNKNOWN', { known: known.join(', ') });
  return { ...principal, organisation: named };
}

async function bearerOf(authorization: string, expected: string, tokens?: TokenAccess): Promise<Principal> {
  const given = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (given === undefined) throw new AppError('TOKEN_MISSING');
  if (isSameSecret(given, expected)) return operator;
  const token = await tokens?.verify(given);
  if (!tokens || !token) throw new AppError('TOKEN_INVALID');
  return {
    kind: 'token',
    id: `token:${token.id}`,
    name: token.name,
    roles: [],
    organisation: token.organisation,
    permissions: tokens.permissionsOf(token.scopes),
    session: null,
  };
}
