import type { Request } from 'express';
import { z } from 'zod';
import { permissions } from '../../contracts/desk.ts';
import { AppError } from '../../errors/app-error.ts';
import { isOwnOrigin } from '../auth/csrf.ts';
import { auditActorOf, mayDo, type Principal } from '../auth/principal.ts';
import { clearSessionCookie, csrfTokenFor, setSessionCookie } from '../auth/session-cookie.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const meBody = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['agent', 'operator', 'token']),
  roles: z.array(z.enum(['agent', 'lead', 'admin'])),
  organisation: z.string().nullable(),
  permissions: z.array(z.enum(permissions)),
  csrfToken: z.string().nullable().describe('Sent back as X-CSRF-Token with every POST, PUT and DELETE of a console'),
  expiresAt: instantField.nullable(),
});

/** What ends with a session: its sockets. */
export interface SessionEnd {
  sessionEnded(sessionId: string): void;
}

/** Signing in by a link that works once, out, and who one is. */
export function sessionRoutes(deps: HttpDeps, realtime: SessionEnd): Route[] {
  return [redeemRoute(deps), signOutRoute(deps, realtime), meRoute(deps)];
}

function redeemRoute({ desk, settings, audit, clock }: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/session/redeem',
      access: 'public',
      summary: 'Use a sign-in link up: opens a console session and sets its cookie',
      body: z.strictObject({ token: z.string().min(1).max(512) }),
      response: z.object({ agent: z.object({ id: z.string(), name: z.string() }), expiresAt: instantField }),
    },
    async ({ body, request, response }) => {
      // Another site must not sign a person in to an account of its choice.
      if (request.headers.origin !== undefined && !isOwnOrigin(request.headers.origin, addressOf(request, settings))) {
        throw new AppError('CSRF_REFUSED');
      }
      const { token, session } = await desk.redeemSignInLink(body.token);
      // Before the cookie: a session that the trail does not know is one that nobody holds.
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
      return { agent: { id, name }, expiresAt: session.expiresAt.toISOString() };
    },
  );
}

function signOutRoute({ desk, settings, audit, clock }: HttpDeps, realtime: SessionEnd): Route {
  return route(
    { method: 'delete', path: '/api/session', access: 'signedIn', summary: 'Sign out', response: null },
    async ({ principal, request, response }) => {
      if (principal.session === null || principal.organisation === null) return;
      await audit.record({
        organisation: principal.organisation,
        at: clock.now(),
        actor: auditActorOf(principal),
        action: 'session.revoke',
        subject: { kind: 'session', id: principal.session.id },
      });
      await desk.revokeSession(principal.session.id);
      realtime.sessionEnded(principal.session.id);
      clearSessionCookie(response, isSecure(request, settings));
    },
  );
}

function meRoute({ desk, settings }: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: '/api/me',
      access: 'signedIn',
      summary: 'Who you are and what you may do',
      response: meBody,
    },
    async ({ principal }) => ({
      id: principal.id,
      name: principal.name,
      kind: principal.kind,
      roles: [...principal.roles],
      organisation: principal.organisation,
      permissions: permissions.filter((permission) => mayDo(desk, principal, permission)),
      csrfToken: csrfOf(principal, settings.consoleKey),
      expiresAt: principal.session?.expiresAt.toISOString() ?? null,
    }),
  );
}

function csrfOf({ session }: Principal, key: string): string | null {
  return session && csrfTokenFor(session.token, key);
}

/** The addresses that count as our own for this request. */
function addressOf(request: Request, { publicUrl }: HttpDeps['settings']) {
  return { host: request.host, publicUrl };
}

/** The cookie is for HTTPS only where the console is reached by HTTPS; on plain loopback it could not be set otherwise. */
function isSecure(request: Request, { publicUrl }: HttpDeps['settings']): boolean {
  return request.secure || publicUrl?.startsWith('https:') === true;
}
