import type { ApiTokenDoor } from '../../contracts/api-tokens.ts';
import type { DeskAccess, Permission } from '../../contracts/desk.ts';
import { AppError } from '../../errors/app-error.ts';
import type { HttpSettings } from '../deps.ts';
import { operator, type Principal } from './principal.ts';
import { isSameSecret, sessionTokenIn } from './session-cookie.ts';

/** The two headers that say who asks. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** Finds out who asks. Throws TOKEN_MISSING, TOKEN_INVALID, SESSION_ENDED. */
export type Authenticate = (credentials: Credentials) => Promise<Principal>;

/** Tokens of programs, and what their scopes allow; without it only the operator has a token. */
export interface TokenAccess extends ApiTokenDoor {
  permissionsOf(scopes: NonNullable<Awaited<ReturnType<ApiTokenDoor['verify']>>>['scopes']): ReadonlySet<Permission>;
}

/** A bearer token counts before a cookie, so that a script in a browser profile is what it says it is. */
export function createAuthenticate(desk: DeskAccess, settings: HttpSettings, tokens?: TokenAccess): Authenticate {
  return async ({ authorization, cookie }) => {
    if (authorization !== undefined) return bearerOf(authorization, settings.operatorToken, tokens);
    const token = sessionTokenIn(cookie);
    if (token === null) throw new AppError('TOKEN_MISSING');
    const session = await desk.verifySession(token);
    if (session === null) throw new AppError('SESSION_ENDED');
    const { agent } = session;
    return {
      kind: 'agent',
      id: agent.id,
      name: agent.name,
      roles: agent.roles,
      organisation: agent.organisation,
      permissions: null,
      session: { id: session.id, token, expiresAt: session.expiresAt },
    };
  };
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
