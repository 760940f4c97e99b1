import type { ChannelAbilities } from '../contracts/channel.ts';
import type { Clock } from '../contracts/clock.ts';
import type { SurveySpeech } from '../contracts/surveys.ts';
import { replyIdOf } from '../storage/ids.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { hasNobody, isSaid } from './port.ts';
import type { ConversationStage } from './stage.ts';
import { putQuestion } from './survey-turn.ts';

/** A survey's question after a ticket, through the outbox: the same key is asked once (P3). */
export function createSurveySpeech(needs: {
  readonly stage: ConversationStage;
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly clock: Clock;
  readonly abilities: (channel: string) => ChannelAbilities;
}): SurveySpeech {
  return {
    async put(key, conversationId, due) {
      if (await hasNobody(needs, conversationId)) return;
      const turnId = `${conversationId}:survey:${key}`;
      const replyId = replyIdOf(turnId, 0);
      if (await isSaid(needs, conversationId, replyId)) return;
      await needs.stage.desk(conversationId, turnId, needs.clock.now(), async (draft, organisation) => {
        // Neither asking nor not asking is something that the person did: it keeps nothing alive, and moves no list.
        draft.isQuiet = true;
        if (draft.mode === 'agent' || draft.mode === 'waiting' || (await isSaid(needs, conversationId, replyId)))
          return null;
        const question = await due();
        const abilities = needs.abilities(draft.read.channel);
        if (question) putQuestion(draft, question, { organisation, abilities });
        return null;
      });
    },
  };
}
