import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentSummary } from './presenter.ts';
import { conversationParams, summaryBody, tagsBody, transferBody } from './schema.ts';
import { visibleConversation } from './visible-conversation.ts';

const base = '/api/conversations/:id';

/** Passing a conversation on, and the words that the desk puts on it. */
export function handOverRoutes(deps: HttpDeps): Route[] {
  return [transferRoute(deps), tagsRoute(deps)];
}

function transferRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: `${base}/transfer`,
      access: 'conversations.act',
      summary: 'Give a conversation to another agent, or to the people of an area; a note may go with it',
      params: conversationParams,
      body: transferBody,
      response: summaryBody,
    },
    async ({ params, body, principal }) => {
      const { organisation } = await visibleConversation(deps, principal, params.id);
      const after = await deps.conversations.act(params.id, { type: 'transfer', to: body.to }, actorOf(principal));
      if (body.note) {
        const place = { organisation, conversationId: params.id };
        await deps.conversationNotes?.add(place, { key: body.note.id, text: body.note.text }, actorOf(principal));
      }
      if ('agent' in body.to) {
        const about = { id: after.id, organisation, agentId: body.to.agent, at: after.lastAt };
        await deps.givenNotices?.given(about, principal.id);
      }
      return presentSummary(after, deps.clock.now());
    },
  );
}

function tagsRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: `${base}/tags`,
      access: 'conversations.act',
      summary: 'Put tags on a conversation and take others off; nobody outside the desk sees them',
      params: conversationParams,
      body: tagsBody,
      response: summaryBody,
    },
    async ({ params, body, principal }) => {
      await visibleConversation(deps, principal, params.id);
      const after = await deps.conversations.act(params.id, { type: 'tag', ...body }, actorOf(principal));
      return presentSummary(after, deps.clock.now());
    },
  );
}
