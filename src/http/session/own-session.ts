import type { Request } from 'express';
import { addressKey } from '../../contracts/address-key.ts';
import type { OwnSession } from '../../contracts/sign-in.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Principal } from '../auth/principal.ts';
import type { Guess } from './guesses.ts';

/** The session that asks, of somebody with an account. Throws SESSION_NEEDED. */
export function ownSession({ id, organisation, session }: Principal): OwnSession & { readonly organisation: string } {
  if (session === null || organisation === null) throw new AppError('SESSION_NEEDED');
  return { agentId: id, sessionId: session.id, organisation };
}

/** A password or code that is tried inside a session: whoever found a console open is a guesser too. */
export function guessOf({ sessionId }: OwnSession, request: Request): Guess {
  return { person: `session:${sessionId}`, address: addressKey(request.ip), device: sessionId };
}
