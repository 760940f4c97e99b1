import type { Clock } from '../contracts/clock.ts';
import type { AnswerRelease } from '../contracts/quality.ts';
import { applyDeskAction } from './desk-actions.ts';
import { isSaid, type PortDependencies } from './port.ts';

/** Sends what a reviewer approved as its agent would have, under the same id: a repeat after a crash sends nothing twice (P3). */
export function createAnswerRelease(needs: PortDependencies & { readonly clock: Clock }): AnswerRelease {
  const ports = { ...needs, gate: { pass: async () => 'send' as const } };
  return {
    async release({ id: replyId, clientId, conversationId, agent, text, attachments }) {
      const turnId = `${conversationId}:desk:reply:${replyId}`;
      await needs.stage.desk(conversationId, turnId, needs.clock.now(), async (draft, organisation) => {
        if (await isSaid(needs, conversationId, replyId)) return null;
        const action = { type: 'reply', id: clientId, replyId, text, attachments } as const;
        return applyDeskAction(action, agent, { draft, organisation, ports });
      });
    },
  };
}
