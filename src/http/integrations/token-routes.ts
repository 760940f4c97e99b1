import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ApiTokenView } from '../../contracts/api-tokens.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { recordFor, visibleTo } from './administration.ts';
import * as schema from './token-schema.ts';

const base = '/api/integrations/tokens';
const DAY_MS = 86_400_000;

/** Tokens of programs: made, listed, ended. */
export function tokenRoutes(deps: HttpDeps): Route[] {
  const { apiTokens } = deps;
  return apiTokens ? [listRoute(apiTokens), createRoute(deps, apiTokens), revokeRoute(deps, apiTokens)] : [];
}

type Tokens = NonNullable<HttpDeps['apiTokens']>;

function listRoute(tokens: Tokens): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'integrations.manage',
      summary: 'Tokens of programs, newest first, ended ones too',
      response: schema.listTokensBody,
    },
    async ({ principal }) => ({ items: (await tokens.list(principal.organisation ?? undefined)).map(presentToken) }),
  );
}

function createRoute(deps: HttpDeps, tokens: Tokens): Route {
  return route(
    {
      method: 'post',
      path: base,
      access: 'integrations.manage',
      summary: 'Make a token for a program; it is shown this once',
      body: schema.createTokenBody,
      response: schema.createdTokenBody,
    },
    async ({ body, principal, response }) => {
      const organisation = organisationOf(deps, principal);
      const id = randomUUID();
      const { expiresInDays, scopes } = body;
      await recordFor(deps, principal, {
        organisation,
        action: 'apiToken.create',
        subject: { kind: 'apiToken', id },
        facts: { scopes: scopes.join(' '), days: expiresInDays ?? 0 },
      });
      const expiresAt = expiresInDays === null ? null : new Date(deps.clock.now().getTime() + expiresInDays * DAY_MS);
      // Somebody may type anything into a name, and it is shown to others.
      const name = deps.redactor.redact(body.name, { speaker: 'agent' }).text;
      const made = await tokens.create({ id, organisation, name, scopes, expiresAt, createdBy: principal.id });
      response.setHeader('Cache-Control', 'no-store');
      return { token: made.token, view: presentToken(made.view) };
    },
  );
}

function revokeRoute(deps: HttpDeps, tokens: Tokens): Route {
  return route(
    {
      method: 'delete',
      path: `${base}/:id`,
      access: 'integrations.manage',
      summary: 'End a token at once and for good',
      params: schema.tokenParams,
      response: schema.tokenBody,
    },
    async ({ params, principal }) => {
      const { id, organisation } = visibleTo(principal, await tokens.get(params.id), 'API_TOKEN_NOT_FOUND');
      await recordFor(deps, principal, { organisation, action: 'apiToken.revoke', subject: { kind: 'apiToken', id } });
      return presentToken(await tokens.revoke(id));
    },
  );
}

function presentToken(view: ApiTokenView): z.input<typeof schema.tokenBody> {
  return {
    ...view,
    scopes: [...view.scopes],
    createdAt: view.createdAt.toISOString(),
    expiresAt: view.expiresAt?.toISOString() ?? null,
    lastUsedAt: view.lastUsedAt?.toISOString() ?? null,
    revokedAt: view.revokedAt?.toISOString() ?? null,
  };
}
