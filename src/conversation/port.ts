import type { Clock } from '../contracts/clock.ts';
import type { ConversationPort } from '../contracts/conversation.ts';
import { replyIdOf } from '../storage/ids.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { applyDeskAction, type DeskPorts } from './desk-actions.ts';
import type { TurnDraft } from './draft.ts';
import type { ConversationStage } from './stage.ts';

/** A repeat comes soon after the first time. */
const DEEDS_KEPT = 20;

/** What the port needs besides the stage. */
export interface PortDependencies extends DeskPorts {
  readonly stage: ConversationStage;
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly clock: Clock;
}

/** The conversations as the desk and the API see them. */
export function createConversationPort(needs: PortDependencies): ConversationPort {
  const { stage, clock } = needs;
  const { reader } = stage;
  /** An agent's reply that was taken already, e.g. sent twice over a weak link (chatwoot#9314). */
  const isRepeated = (id: string, replyId: string) => isSaid(needs, id, replyId);
  return {
    list: (filter) => reader.list(filter),
    get: (id) => reader.get(id),
    summary: (id) => reader.one(id),
    messagesAfter: (id, seq, limit) => reader.messagesAfter(id, seq, limit),
    async act(id, asked, actor, key) {
      // The client's key, made unguessable across conversations: the same send twice goes out once.
      const action = 'id' in asked ? { ...asked, replyId: replyIdOf(`${id}:desk:${asked.id}`, 0) } : asked;
      const at = clock.now();
      const turnId = `${id}:desk:${action.type}:${'replyId' in action ? action.replyId : at.getTime()}`;
      const committed = await stage.desk(id, turnId, at, async (draft, organisation) => {
        if ('replyId' in action && (await isRepeated(id, action.replyId))) return null;
        if (key !== undefined && isDone(draft, replyIdOf(`${id}:deed:${actor.id}:${key}`, 0))) return null;
        return applyDeskAction(action, actor, { draft, organisation, ports: needs });
      });
      return reader.summary(committed);
    },
  };
}

/** Whether a deed was done under its key already; if not, it is remembered with this turn. */
function isDone(draft: TurnDraft, deed: string): boolean {
  if (draft.deeds.includes(deed)) {
    draft.isQuiet = true;
    return true;
  }
  draft.deeds = [...draft.deeds, deed].slice(-DEEDS_KEPT);
  return false;
}

/** Whether a reply is in the outbox or the log already. */
export async function isSaid(
  { conversations, log }: Pick<PortDependencies, 'conversations' | 'log'>,
  id: string,
  replyId: string,
): Promise<boolean> {
  const doc = await conversations.load(id);
  return doc?.outbox.some((entry) => entry.id === replyId) || (await log.find(replyId)) !== null;
}

/** Whether a conversation has nobody to talk to: there is none, or its person was erased and has not written again. */
export async function hasNobody(
  { conversations }: Pick<PortDependencies, 'conversations'>,
  id: string,
): Promise<boolean> {
  const doc = await conversations.load(id);
  return doc === null || (doc.erasedAt ?? null) !== null;
}
