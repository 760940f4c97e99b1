import type { ConversationSummary } from '../../contracts/conversation.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Principal, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';

/**
 * The one way from an id to a conversation: what another organisation has does not exist for this one.
 * Throws CONVERSATION_NOT_FOUND.
 */
export async function visibleConversation(
  { conversations }: Pick<HttpDeps, 'conversations'>,
  principal: Principal,
  id: string,
): Promise<ConversationSummary> {
  const found = conversations.summary ? await conversations.summary(id) : await conversations.get(id);
  if (!seesOrganisation(principal, found.organisation)) throw new AppError('CONVERSATION_NOT_FOUND');
  return found;
}
