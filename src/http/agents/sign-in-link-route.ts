import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { signInUrl } from '../session/sign-in-url.ts';

/** A new way into the console for somebody who lost theirs. The link works once. */
export function signInLinkRoute({ desk, settings, audit, clock }: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/agents/:id/sign-in-link',
      access: 'agents.signIn',
      summary: 'Make a sign-in link for an agent, valid once',
      params: z.strictObject({ id: idField }),
      response: z.object({ url: z.string(), expiresAt: instantField }),
    },
    async ({ params, principal, request, response }) => {
      const agents = await desk.listAgents(principal.organisation ?? undefined);
      // An agent of another organisation is nobody here.
      const agent = agents.find(({ id }) => id === params.id);
      if (agent === undefined) throw new AppError('AGENT_NOT_FOUND');
      await audit.record({
        organisation: agent.organisation,
        at: clock.now(),
        actor: auditActorOf(principal),
        action: 'signInLink.create',
        subject: { kind: 'agent', id: agent.id },
      });
      const { token, expiresAt } = await desk.createSignInLink(params.id);
      response.setHeader('Cache-Control', 'no-store');
      const base = settings.publicUrl ?? `${request.protocol}://${request.host}`;
      return { url: signInUrl(base, token), expiresAt: expiresAt.toISOString() };
    },
  );
}
