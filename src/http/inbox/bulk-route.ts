import type { z } from 'zod';
import type { DeskAction } from '../../contracts/conversation.ts';
import { isAppError, namedIn } from '../../errors/app-error.ts';
import { actorOf, type Principal } from '../auth/principal.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { bulkBody, bulkResult } from './schema.ts';

type Result = z.input<typeof bulkResult>['items'][number];

/** One deed on several conversations: each by itself, so that one refusal stops no other. */
export function bulkRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/inbox/bulk',
      access: 'conversations.act',
      summary: 'Take, pass on, tag or close several conversations; says of each what came of it',
      body: bulkBody,
      response: bulkResult,
    },
    async ({ body: { id: key, action, conversations }, principal }) => {
      const items: Result[] = [];
      for (const id of new Set(conversations)) items.push(await actOn(deps, { id, key, action }, principal));
      return { items };
    },
  );
}

async function actOn(
  deps: HttpDeps,
  { id, key, action }: { id: string; key: string; action: DeskAction },
  principal: Principal,
): Promise<Result> {
  try {
    await visibleConversation(deps, principal, id);
    const after = await deps.conversations.act(id, action, actorOf(principal), key);
    if (action.type === 'transfer' && 'agent' in action.to) {
      const { organisation, lastAt: at } = after;
      await deps.givenNotices?.given({ id, organisation, agentId: action.to.agent, at }, principal.id);
    }
    return { id, ok: true, problem: null };
  } catch (error) {
    // What is no error of the catalogue is a defect, and no answer to one line.
    if (!isAppError(error)) throw error;
    return { id, ok: false, problem: { code: error.code, message: error.message, ...namedIn(error) } };
  }
}
