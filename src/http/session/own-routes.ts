import { z } from 'zod';
import type { Access, AccessStanding, SessionView } from '../../contracts/sign-in.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { passwordField } from './door-routes.ts';
import type { Guesses } from './guesses.ts';
import { guessOf, ownSession } from './own-session.ts';

/** How somebody's access stands, as JSON. */
export const standingBody = z.object({
  agentId: z.string(),
  login: z.string().nullable().describe('Null: no password yet'),
  passwordSince: instantField.nullable(),
  totpSince: instantField.nullable().describe('Null: no second factor'),
  totpRequired: z.boolean(),
  recoveryCodesLeft: z.number(),
});

/** A session in a list, as JSON. */
export const sessionBody = z.object({
  id: z.string(),
  device: z.string(),
  openedAt: instantField,
  lastSeenAt: instantField.describe('To the minute'),
  expiresAt: instantField,
  secondFactor: z.boolean(),
});

const ownSessionsBody = z.object({ items: z.array(sessionBody.extend({ current: z.boolean() })) });

/** One's own password and sessions. */
export function ownAccessRoutes(deps: HttpDeps, guesses: Guesses): Route[] {
  const { access } = deps;
  if (!access) return [];
  return [standingRoute(access), passwordRoute(access, guesses), ...sessionListRoutes(access)];
}

function standingRoute(access: Access): Route {
  return route(
    {
      method: 'get',
      path: '/api/me/access',
      access: 'signedIn',
      summary: 'How your own access stands: password, second factor, recovery codes',
      response: standingBody,
    },
    async ({ principal }) => presentStanding(await access.standing(ownSession(principal).agentId)),
  );
}

function passwordRoute(access: Access, guesses: Guesses): Route {
  return route(
    {
      method: 'put',
      path: '/api/me/password',
      access: 'signedIn',
      summary: 'Change your own password; every other session of yours ends',
      body: z.strictObject({ current: passwordField, next: passwordField }),
      response: null,
    },
    async ({ body: { current, next }, principal, request }) => {
      const own = ownSession(principal);
      await guesses.attempt(guessOf(own, request), () => access.changePassword(own, current, next));
    },
  );
}

function sessionListRoutes(access: Access): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/me/sessions',
        access: 'signedIn',
        summary: 'Your own sessions, newest first',
        response: ownSessionsBody,
      },
      async ({ principal }) => {
        const { organisation, agentId, sessionId } = ownSession(principal);
        const items = await access.sessions(organisation, agentId);
        return { items: items.map((one) => ({ ...presentSession(one), current: one.id === sessionId })) };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/api/me/sessions',
        access: 'signedIn',
        summary: 'End all your sessions but this one',
        response: z.object({ ended: z.number() }),
      },
      async ({ principal }) => {
        const { organisation, agentId, sessionId } = ownSession(principal);
        const by = auditActorOf(principal);
        return { ended: await access.endSessions(organisation, agentId, { by, except: sessionId }) };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/api/me/sessions/:id',
        access: 'signedIn',
        summary: 'End one of your sessions',
        params: z.strictObject({ id: idField }),
        response: null,
      },
      async ({ params, principal }) => {
        const { organisation, agentId } = ownSession(principal);
        await access.endSession(organisation, agentId, params.id, auditActorOf(principal));
      },
    ),
  ];
}

/** A standing as the API gives it. */
export function presentStanding(standing: AccessStanding): z.input<typeof standingBody> {
  const { agentId, login, passwordSince, totpSince, totpRequired, recoveryCodesLeft } = standing;
  return {
    ...{ agentId, login, totpRequired, recoveryCodesLeft },
    passwordSince: passwordSince?.toISOString() ?? null,
    totpSince: totpSince?.toISOString() ?? null,
  };
}

/** A session as the API gives it. */
export function presentSession(session: SessionView): z.input<typeof sessionBody> {
  const { id, device, secondFactor, openedAt, lastSeenAt, expiresAt } = session;
  return {
    ...{ id, device, secondFactor, openedAt: openedAt.toISOString() },
    ...{ lastSeenAt: lastSeenAt.toISOString(), expiresAt: expiresAt.toISOString() },
  };
}
