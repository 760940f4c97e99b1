import type { z } from 'zod';
import type { InboxPort } from '../../contracts/inbox.ts';
import { organisationOf, servicesFor } from '../auth/organisation.ts';
import type { Principal } from '../auth/principal.ts';
import { presentSummary } from '../conversations/presenter.ts';
import { conversationParams } from '../conversations/schema.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { bulkRoute } from './bulk-route.ts';
import * as schema from './schema.ts';

/** The lists that agents work from. */
export function inboxRoutes(deps: HttpDeps): Route[] {
  const { inbox } = deps;
  if (!inbox) return [];
  return [
    listRoute(deps, inbox),
    searchRoute(deps, inbox),
    countsRoute(deps, inbox),
    tagsRoute(deps, inbox),
    seenRoute(deps, inbox),
    bulkRoute(deps),
  ];
}

function listRoute(deps: HttpDeps, inbox: InboxPort): Route {
  return route(
    {
      method: 'get',
      path: '/api/inbox',
      access: 'conversations.read',
      summary:
        'Conversations of a list: those that wait with the quick cases first (EXS-27), all others the newest first',
      query: schema.inboxQuery,
      response: schema.inboxBody,
    },
    ({ query, principal }) => pageOf({ deps, inbox }, { ...query, unread: query.unread === 'true' }, principal),
  );
}

function searchRoute(deps: HttpDeps, inbox: InboxPort): Route {
  return route(
    {
      method: 'post',
      path: '/api/inbox/search',
      access: 'conversations.read',
      summary: 'Conversations of a list by filter and words; a post, so that no word is in an address',
      body: schema.inboxSearchBody,
      response: schema.inboxBody,
    },
    ({ body, principal }) => pageOf({ deps, inbox }, body, principal),
  );
}

async function pageOf(
  { deps, inbox }: { readonly deps: HttpDeps; readonly inbox: InboxPort },
  { unread, ...asked }: z.output<typeof schema.inboxSearchBody>,
  principal: Principal,
): Promise<z.input<typeof schema.inboxBody>> {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const page = await inbox.list({
    ...(given as typeof asked),
    ...(unread ? { unread: true } : {}),
    organisation: organisationOf(deps, principal),
    agent: principal.id,
  } as Parameters<InboxPort['list']>[0]);
  const now = deps.clock.now();
  return { items: page.items.map((row) => ({ ...presentSummary(row, now), unread: row.unread })), next: page.next };
}

function countsRoute(deps: HttpDeps, inbox: InboxPort): Route {
  return route(
    {
      method: 'get',
      path: '/api/inbox/counts',
      access: 'conversations.read',
      summary: 'How many conversations there are in each list',
      response: schema.countsBody,
    },
    ({ principal }) => inbox.counts(organisationOf(deps, principal), principal.id),
  );
}

function tagsRoute(deps: HttpDeps, inbox: InboxPort): Route {
  return route(
    {
      method: 'get',
      path: '/api/inbox/tags',
      access: 'conversations.read',
      summary: 'Tags to choose from',
      response: schema.tagListBody,
    },
    async ({ principal }) => {
      const suggested = [...servicesFor(deps, principal).policy.desk.tags];
      const used = await inbox.tags(organisationOf(deps, principal));
      return { suggested, used: [...used] };
    },
  );
}

function seenRoute(deps: HttpDeps, inbox: InboxPort): Route {
  return route(
    {
      method: 'post',
      path: '/api/conversations/:id/seen',
      access: 'conversations.read',
      summary: 'Note how far you have read a conversation',
      params: conversationParams,
      body: schema.seenBody,
      response: null,
    },
    async ({ params, body, principal }) => {
      const { organisation } = await visibleConversation(deps, principal, params.id);
      await inbox.seen({ organisation, conversationId: params.id, seq: body.seq }, principal.id);
    },
  );
}
