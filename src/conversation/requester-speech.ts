import type { Clock } from '../contracts/clock.ts';
import type { RequesterSpeech } from '../contracts/requester-speech.ts';
import { replyIdOf } from '../storage/ids.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { hasNobody, isSaid } from './port.ts';
import type { ConversationStage } from './stage.ts';

/** A word of the product in a requester's conversation, through the outbox: the same key is said once, however often it is asked for (P3). */
export function createRequesterSpeech(needs: {
  readonly stage: ConversationStage;
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly clock: Clock;
}): RequesterSpeech {
  return {
    async say(key, { conversationId, text, choices, code }) {
      if (await hasNobody(needs, conversationId)) return;
      const turnId = `${conversationId}:speech:${key}`;
      const replyId = replyIdOf(turnId, 0);
      if (await isSaid(needs, conversationId, replyId)) return;
      await needs.stage.desk(conversationId, turnId, needs.clock.now(), async (draft, { policy }) => {
        if (await isSaid(needs, conversationId, replyId)) return null;
        const said = { text, ...(choices !== undefined && { choices }), ...(code !== undefined && { code }) };
        draft.told = choices ?? null;
        draft.replies.push({ role: 'system', name: policy.organisation.name, draft: said, id: replyId });
        return null;
      });
    },
  };
}
