import type { Request, Response } from 'express';
import { z } from 'zod';
import type { OpenedSession } from '../../contracts/sign-in.ts';
import { isAppError } from '../../errors/app-error.ts';
import { setSessionCookie } from '../auth/session-cookie.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';

/** What comes of a right password or link: a session, or the question for the second factor. */
export const startedBody = z.object({
  agent: z.object({ id: z.string(), name: z.string() }).nullable(),
  expiresAt: instantField.nullable(),
  needsCode: z.boolean().describe('Right so far: send the same again with the code of the second factor'),
});

/** The code of a second factor in a body. */
export const codeField = z.string().min(1).max(40).optional().describe('Six digits of the app, or a recovery code');

type Started = z.input<typeof startedBody>;

/** Gives the browser its session. A session that the trail does not know is one that nobody holds. */
export async function startSession(
  { audit, clock, settings }: Pick<HttpDeps, 'audit' | 'clock' | 'settings'>,
  { token, session }: OpenedSession,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<Started> {
  await audit.record({
    organisation: session.agent.organisation,
    at: clock.now(),
    actor: { kind: 'agent', id: session.agent.id },
    action: 'session.open',
    subject: { kind: 'session', id: session.id },
  });
  const lastsMs = session.expiresAt.getTime() - clock.now().getTime();
  setSessionCookie(response, token, { lastsMs, secure: isSecure(request, settings) });
  const { id, name } = session.agent;
  return { agent: { id, name }, expiresAt: session.expiresAt.toISOString(), needsCode: false };
}

/** Opens a session, or says that the second factor is missing: that is no failure, and costs no try. */
export async function openOrAsk(open: () => Promise<OpenedSession>): Promise<OpenedSession | 'code'> {
  try {
    return await open();
  } catch (error) {
    if (isAppError(error, 'SECOND_FACTOR_NEEDED')) return 'code';
    throw error;
  }
}

/** The answer that asks for the second factor. */
export const asksForCode: Started = { agent: null, expiresAt: null, needsCode: true };

/** The cookie is for HTTPS only where the console is reached by HTTPS; on plain loopback it could not be set otherwise. */
export function isSecure(request: Request, { publicUrl }: HttpDeps['settings']): boolean {
  return request.secure || publicUrl?.startsWith('https:') === true;
}
