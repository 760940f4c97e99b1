import type { DeskAccess } from '../../contracts/desk.ts';
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

/** A bearer token counts before a cookie, so that a script in a browser profile is what it says it is. */
export function createAuthenticate(desk: DeskAccess, settings: HttpSettings): Authenticate {
  return async ({ authorization, cookie }) => {
    if (authorization !== undefined) return operatorOf(authorization, settings.operatorToken);
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
      session: { id: session.id, token, expiresAt: session.expiresAt },
    };
  };
}

function operatorOf(authorization: string, expected: string): Principal {
  const given = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (given === undefined) throw new AppError('TOKEN_MISSING');
  if (!isSameSecret(given, expected)) throw new AppError('TOKEN_INVALID');
  return operator;
}
