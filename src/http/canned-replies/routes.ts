import type { CannedAuthor, CannedReplies, CannedReply } from '../../contracts/canned-replies.ts';
import { cannedVariables } from '../../contracts/canned-replies.ts';
import { organisationOf } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const base = '/api/canned-replies';

/** Texts that agents send as they are. */
export function cannedReplyRoutes(deps: HttpDeps): Route[] {
  const { cannedReplies } = deps;
  if (!cannedReplies) return [];
  return [listRoute(deps, cannedReplies), ...writeRoutes(deps, cannedReplies), fillRoute(deps, cannedReplies)];
}

function listRoute(deps: HttpDeps, replies: CannedReplies): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'conversations.act',
      summary: 'Canned replies: of the policy, of the organisation, and your own',
      response: schema.cannedListBody,
    },
    async ({ principal }) => {
      const items = await replies.list(authorOf(deps, principal));
      return { items: items.map(present), variables: [...cannedVariables] };
    },
  );
}

function writeRoutes(deps: HttpDeps, replies: CannedReplies): Route[] {
  const path = `${base}/:id`;
  return [
    route(
      {
        ...{ method: 'put', path, access: 'conversations.act', params: schema.cannedParams },
        summary: 'Write a canned reply; a new one under an id of yours. What all share is a lead’s to write',
        ...{ body: schema.cannedDraft, response: schema.cannedBody },
      } as const,
      async ({ params, body, principal }) => present(await replies.save(params.id, body, authorOf(deps, principal))),
    ),
    route(
      {
        ...{ method: 'delete', path, access: 'conversations.act', params: schema.cannedParams },
        ...{ summary: 'Delete a canned reply', response: null },
      } as const,
      ({ params, principal }) => replies.remove(params.id, authorOf(deps, principal)),
    ),
  ];
}

function fillRoute(deps: HttpDeps, replies: CannedReplies): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/fill`,
      access: 'conversations.act',
      summary: 'Fill a canned reply for a conversation; says what is missing, and sends nothing',
      params: schema.cannedParams,
      body: schema.fillBody,
      response: schema.filledBody,
    },
    async ({ params, body, principal }) => {
      const conversation = await visibleConversation(deps, principal, body.conversation);
      const author = authorOf(deps, { ...principal, organisation: conversation.organisation });
      const { text, missing, foreignHosts } = await replies.fill(params.id, conversation, author);
      return { text, missing: [...missing], foreignHosts: [...foreignHosts] };
    },
  );
}

function authorOf(deps: HttpDeps, principal: Principal): CannedAuthor {
  const { id, name } = principal;
  return {
    organisation: organisationOf(deps, principal),
    id,
    name,
    mayShare: mayDo(deps.desk, principal, 'cannedReplies.share'),
  };
}

function present({ foreignHosts, ...reply }: CannedReply) {
  return { ...reply, foreignHosts: [...foreignHosts] };
}
