import type { z } from 'zod';
import type { VaultItem, VaultReader } from '../../contracts/vault.ts';
import type { Principal } from '../auth/principal.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const base = '/api/vault';

/** The desk's side of the vault. Answers carry `Cache-Control: no-store` like the whole API. */
export function vaultRoutes(deps: HttpDeps): Route[] {
  const { vault } = deps;
  return vault ? [listRoute(deps, vault), revealRoute(deps, vault), changedRoute(vault), rotationRoute(vault)] : [];
}

type Vault = NonNullable<HttpDeps['vault']>;

function listRoute(deps: HttpDeps, vault: Vault): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'vault.read',
      summary: 'What was handed over in a conversation, newest first; never the values',
      query: schema.vaultQuery,
      response: schema.vaultListBody,
    },
    async ({ query, principal }) => {
      await visibleConversation(deps, principal, query.conversation);
      return { items: (await vault.list(query.conversation)).map(presentVaultItem) };
    },
  );
}

function revealRoute({ redactor }: HttpDeps, vault: Vault): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/reveal`,
      access: 'vault.reveal',
      summary: 'A value, against a reason that goes into the audit trail',
      params: schema.vaultParams,
      body: schema.revealBody,
      response: schema.revealedBody,
    },
    async ({ params, body, principal }) => {
      const reason = redactor.redact(body.reason, { speaker: 'agent' }).text;
      const { value, hideAfterSeconds, item } = await vault.reveal(params.id, readerOf(principal), reason);
      return { value, hideAfterSeconds, item: presentVaultItem(item) };
    },
  );
}

function changedRoute(vault: Vault): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/changed`,
      access: 'vault.reveal',
      summary: 'The password was changed since: erase the old one now',
      params: schema.vaultParams,
      response: schema.vaultItemBody,
    },
    async ({ params, principal }) => presentVaultItem(await vault.markChanged(params.id, readerOf(principal))),
  );
}

function rotationRoute(vault: Vault): Route {
  return route(
    {
      method: 'post',
      path: `${base}/rotation`,
      access: 'vault.rotate',
      summary: 'Wrap every value with a fresh key; an interrupted rotation is taken up again',
      body: schema.rotationBody,
      response: schema.rotationReport,
    },
    async ({ body }) => {
      const report = await vault.rotate(body);
      return { ...report, retired: [...report.retired] };
    },
  );
}

function readerOf({ kind, id, roles, organisation }: Principal): VaultReader {
  return { kind, id, roles, organisation };
}

function presentVaultItem(item: VaultItem): z.input<typeof schema.vaultItemBody> {
  return {
    id: item.id,
    conversationId: item.conversationId,
    ticketId: item.ticketId,
    folio: item.folio,
    kind: item.kind,
    state: item.state,
    offeredAt: item.offeredAt.toISOString(),
    linkExpiresAt: item.linkExpiresAt.toISOString(),
    receivedAt: item.receivedAt?.toISOString() ?? null,
    eraseAt: item.eraseAt?.toISOString() ?? null,
    reveals: item.reveals,
    lastRevealedAt: item.lastRevealedAt?.toISOString() ?? null,
    lastRevealedBy: item.lastRevealedBy,
    erasedAt: item.erasedAt?.toISOString() ?? null,
    erasedBecause: item.erasedBecause,
  };
}
