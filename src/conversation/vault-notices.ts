import type { Clock } from '../contracts/clock.ts';
import type { VaultNotices } from '../contracts/vault.ts';
import { replyIdOf } from '../storage/ids.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { hasNobody, isSaid } from './port.ts';
import type { ConversationStage } from './stage.ts';
import { start } from './work-clock.ts';
import { applyWorkTimers } from './work-ticket.ts';

/** Tells the chat that the vault received something; the same item is told once, however often it is asked for. */
export function createVaultNotices(needs: {
  readonly stage: ConversationStage;
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly clock: Clock;
}): VaultNotices {
  return {
    async received({ id, conversationId, folio }) {
      if (await hasNobody(needs, conversationId)) return;
      const turnId = `${conversationId}:vault:${id}:received`;
      const replyId = replyIdOf(turnId, 0);
      if (await isSaid(needs, conversationId, replyId)) return;
      await needs.stage.desk(conversationId, turnId, needs.clock.now(), async (draft, organisation) => {
        if (await isSaid(needs, conversationId, replyId)) return null;
        const { t, policy } = organisation;
        const text = folio === null ? t('vault.received') : t('vault.receivedIn', { folio });
        draft.replies.push({ role: 'system', name: policy.organisation.name, draft: { text }, id: replyId });
        // The agent's turn again: what they had asked for is there.
        if (draft.mode === 'agent') draft.work = start(draft.work, draft.at);
        applyWorkTimers(draft, organisation);
        return null;
      });
    },
  };
}
