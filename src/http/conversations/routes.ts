import type { DeskAction } from '../../contracts/conversation.ts';
import { AppError } from '../../errors/app-error.ts';
import { actorOf, auditActorOf, type Principal, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentDetail, presentItem, presentSummary } from './presenter.ts';
import * as schema from './schema.ts';
import { visibleConversation } from './visible-conversation.ts';

const base = '/api/conversations';

/** Reading conversations, and what an agent does with one. */
export function conversationRoutes(deps: HttpDeps): Route[] {
  return [listRoute(deps), openRoute(deps), messagesRoute(deps), typingRoute(deps), ...actionRoutes(deps)];
}

function listRoute({ conversations, clock }: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'conversations.read',
      summary: 'List conversations: those that wait with the quick cases first (EXS-27), then the newest',
      query: schema.listQuery,
      response: schema.listBody,
    },
    async ({ query, principal }) => {
      const page = await conversations.list({
        limit: query.limit,
        ...(query.after === undefined ? {} : { after: query.after }),
        ...(query.mode === undefined ? {} : { mode: query.mode }),
        ...(query.mine === 'true' ? { assignee: principal.id } : {}),
        ...(principal.organisation === null ? {} : { organisation: principal.organisation }),
      });
      const now = clock.now();
      return { items: page.items.map((item) => presentSummary(item, now)), next: page.next };
    },
  );
}

function openRoute({ conversations, clock }: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id`,
      access: 'conversations.read',
      summary: 'Open a conversation with its transcript, protocol steps and diagnosis card',
      params: schema.conversationParams,
      response: schema.detailBody,
    },
    async ({ params, principal }) => {
      const found = await conversations.get(params.id);
      if (!seesOrganisation(principal, found.organisation)) throw new AppError('CONVERSATION_NOT_FOUND');
      return presentDetail(found, clock.now());
    },
  );
}

function messagesRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id/messages`,
      access: 'conversations.read',
      summary: 'Messages after a position, in order: what a client asks after a lost connection',
      params: schema.conversationParams,
      query: schema.messagesQuery,
      response: schema.messagesBody,
    },
    async ({ params, query, principal }) => {
      await visibleConversation(deps, principal, params.id);
      const items = await deps.conversations.messagesAfter(params.id, query.after, query.limit);
      return { items: items.map(presentItem) };
    },
  );
}

function typingRoute(deps: HttpDeps): Route {
  return route(
    {
      ...{ method: 'post', path: `${base}/:id/typing`, access: 'conversations.act', response: null },
      summary: 'Show the person that you are writing, for some seconds; only whoever has the conversation is shown',
      params: schema.conversationParams,
    },
    async ({ params, principal }) => {
      const {
        id: conversationId,
        organisation,
        mode,
        assignee,
      } = await visibleConversation(deps, principal, params.id);
      if (mode !== 'agent' || assignee !== principal.id) return;
      const { name } = principal;
      deps.live.publish({ type: 'typing', organisation, conversationId, speaker: 'agent', name });
    },
  );
}

function actionRoutes(deps: HttpDeps): Route[] {
  const act = async (id: string, action: DeskAction, principal: Principal) => {
    await visibleConversation(deps, principal, id);
    const after = await deps.conversations.act(id, action, actorOf(principal));
    return presentSummary(after, deps.clock.now());
  };
  const common = { method: 'post', access: 'conversations.act', params: schema.conversationParams } as const;
  const answer = { response: schema.summaryBody } as const;
  return [
    route({ ...common, ...answer, path: `${base}/:id/take`, summary: 'Take a conversation' }, (call) =>
      act(call.params.id, { type: 'take' }, call.principal),
    ),
    route(
      {
        ...common,
        ...answer,
        path: `${base}/:id/reply`,
        summary: 'Reply; the same id again sends nothing twice',
        body: schema.replyBody,
      },
      (call) => act(call.params.id, { type: 'reply', ...call.body }, call.principal),
    ),
    route(
      {
        ...common,
        ...answer,
        path: `${base}/:id/secret`,
        summary: 'Ask for a password or the like by a one-time form; the same id again sends nothing twice',
        body: schema.secretBody,
      },
      (call) => act(call.params.id, { type: 'requestSecret', ...call.body }, call.principal),
    ),
    route(
      {
        ...common,
        ...answer,
        path: `${base}/:id/diagnosis`,
        summary: 'Correct a field of the diagnosis card with a value of the policy (EXS-26)',
        body: schema.correctionBody,
      },
      async ({ params, body, principal }) => {
        if (body.field === 'opportunity' && body.value === null) await recordDismissal(deps, principal, params.id);
        return act(params.id, { type: 'correctCard', ...body }, principal);
      },
    ),
    route(
      { ...common, ...answer, path: `${base}/:id/return`, summary: 'Give a conversation back to the bot' },
      (call) => act(call.params.id, { type: 'return' }, call.principal),
    ),
    route(
      { ...common, ...answer, path: `${base}/:id/close`, summary: 'Close a conversation', body: schema.closeBody },
      (call) => act(call.params.id, { type: 'close', outcome: call.body.outcome }, call.principal),
    ),
    route({ ...common, ...answer, path: `${base}/:id/ticket`, summary: 'Open a ticket from a conversation' }, (call) =>
      act(call.params.id, { type: 'openTicket' }, call.principal),
    ),
  ];
}

/** EXS-61: that nothing is to be sold is a deed, as the contrary is. Who may not do it, and what was not suspected, leaves no record. */
async function recordDismissal(deps: HttpDeps, principal: Principal, id: string): Promise<void> {
  const { organisation, mode, assignee } = await visibleConversation(deps, principal, id);
  const { card } = await deps.conversations.get(id);
  const suspected = card?.diagnosis.opportunity ?? null;
  if (suspected === null || mode !== 'agent' || assignee !== principal.id) return;
  await deps.audit.record({
    ...{ organisation, at: deps.clock.now(), actor: auditActorOf(principal), action: 'opportunity.dismiss' },
    ...{ subject: { kind: 'conversation', id }, facts: { category: suspected } },
  });
}
