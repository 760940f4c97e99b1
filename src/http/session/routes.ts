import { z } from 'zod';
import { permissions } from '../../contracts/desk.ts';
import { auditActorOf, mayDo, type Principal } from '../auth/principal.ts';
import { clearSessionCookie, csrfTokenFor } from '../auth/session-cookie.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { deviceOf } from './device.ts';
import { asksForCode, codeField, isSecure, openOrAsk, startedBody, startSession } from './start.ts';

const meBody = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['agent', 'operator', 'token']),
  roles: z.array(z.enum(['agent', 'lead', 'admin'])),
  organisation: z.string().nullable(),
  permissions: z.array(z.enum(permissions)),
  csrfToken: z.string().nullable().describe('Sent back as X-CSRF-Token with every POST, PUT and DELETE of a console'),
  expiresAt: instantField.nullable(),
  mustEnrol: z.boolean().describe('A second factor has to be set up before anything else'),
});

/** What ends with a session: its sockets. */
export interface SessionEnd {
  sessionEnded(sessionId: string): void;
}

/** Signing in by a link that works once, out, and who one is. */
export function sessionRoutes(deps: HttpDeps, realtime: SessionEnd): Route[] {
  return [redeemRoute(deps), signOutRoute(deps, realtime), meRoute(deps)];
}

function redeemRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/session/redeem',
      access: 'public',
      summary: 'Use a sign-in link up: opens a console session and sets its cookie',
      body: z.strictObject({ token: z.string().min(1).max(512), code: codeField }),
      response: startedBody,
    },
    async ({ body: { token, code }, request, response }) => {
      const about = { device: deviceOf(request), ...(code === undefined ? {} : { code }) };
      const opened = await openOrAsk(() => deps.desk.redeemSignInLink(token, about));
      return opened === 'code' ? asksForCode : startSession(deps, opened, { request, response });
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
      mustEnrol: principal.session?.mustEnrol ?? false,
    }),
  );
}

function csrfOf({ session }: Principal, key: string): string | null {
  return session && csrfTokenFor(session.token, key);
}
