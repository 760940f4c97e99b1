import { z } from 'zod';
import type { Access } from '../../contracts/sign-in.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { presentSession, presentStanding, sessionBody, standingBody } from '../session/own-routes.ts';
import { signInUrl } from '../session/sign-in-url.ts';

const params = z.strictObject({ id: idField });

/** How the people of the desk get in, and how they are shut out. */
export function agentAccessRoutes(deps: HttpDeps): Route[] {
  const { access } = deps;
  if (!access) return [];
  return [
    standingsRoute(deps, access),
    passwordLinkRoute(deps, access),
    totpRoute(deps, access),
    ...sessionRoutes(deps, access),
  ];
}

function standingsRoute(deps: HttpDeps, access: Access): Route {
  return route(
    {
      method: 'get',
      path: '/api/agents/access',
      access: 'agents.signIn',
      summary: 'How everybody signs in: password, second factor, open sessions',
      response: z.object({ items: z.array(standingBody.extend({ sessions: z.number() })) }),
    },
    async ({ principal }) => {
      const found = await access.standings(organisationOf(deps, principal));
      return { items: found.map((one) => ({ ...presentStanding(one), sessions: one.sessions })) };
    },
  );
}

function passwordLinkRoute(deps: HttpDeps, access: Access): Route {
  return route(
    {
      method: 'post',
      path: '/api/agents/:id/password-link',
      access: 'agents.signIn',
      summary: 'A link by which somebody chooses a password: an invitation, or one for a forgotten password',
      params,
      body: z.strictObject({ mail: z.boolean().default(false).describe('Send it to their mail address as well') }),
      response: z.object({
        url: z.string(),
        kind: z.enum(['invite', 'reset']),
        expiresAt: instantField,
        mailed: z.boolean(),
      }),
    },
    async ({ params: { id }, body, principal, request, response }) => {
      const about = { mail: body.mail, by: auditActorOf(principal) };
      const link = await access.passwordLink(organisationOf(deps, principal), id, about);
      response.setHeader('Cache-Control', 'no-store');
      const base = deps.settings.publicUrl ?? `${request.protocol}://${request.host}`;
      const { kind, mailed, token, expiresAt } = link;
      return { url: signInUrl(base, token), kind, mailed, expiresAt: expiresAt.toISOString() };
    },
  );
}

function totpRoute(deps: HttpDeps, access: Access): Route {
  return route(
    {
      method: 'delete',
      path: '/api/agents/:id/totp',
      access: 'agents.signIn',
      summary: 'Take the second factor of somebody who lost it away; ends their sessions',
      params,
      response: null,
    },
    async ({ params: { id }, principal }) =>
      access.resetTotp(organisationOf(deps, principal), id, auditActorOf(principal)),
  );
}

function sessionRoutes(deps: HttpDeps, access: Access): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/agents/:id/sessions',
        access: 'agents.signIn',
        summary: "Somebody's open sessions, newest first",
        params,
        response: z.object({ items: z.array(sessionBody) }),
      },
      async ({ params: { id }, principal }) => ({
        items: (await access.sessions(organisationOf(deps, principal), id)).map(presentSession),
      }),
    ),
    route(
      {
        method: 'delete',
        path: '/api/agents/:id/sessions',
        access: 'agents.signIn',
        summary: 'End all sessions of somebody',
        params,
        response: z.object({ ended: z.number() }),
      },
      async ({ params: { id }, principal }) => ({
        ended: await access.endSessions(organisationOf(deps, principal), id, { by: auditActorOf(principal) }),
      }),
    ),
    route(
      {
        method: 'delete',
        path: '/api/agents/:id/sessions/:session',
        access: 'agents.signIn',
        summary: 'End one session of somebody',
        params: params.extend({ session: idField }),
        response: null,
      },
      async ({ params: { id, session }, principal }) =>
        access.endSession(organisationOf(deps, principal), id, session, auditActorOf(principal)),
    ),
  ];
}
