import type { Model } from 'mongoose';
import type { LiveBus } from '../contracts/conversation.ts';
import type { Logger } from '../contracts/logger.ts';
import type { DeliveryReports } from '../contracts/mail-threads.ts';
import { isDuplicateId } from '../storage/duplicate-key.ts';
import type { OutboxEntry } from '../storage/models/conversations.ts';
import type { DeadLetterDoc } from '../storage/models/dead-letters.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { replyOf } from './messages.ts';

/** What delivery reports need. */
export interface ReportDependencies {
  readonly log: MessageLog;
  readonly conversations: ConversationRepository;
  readonly deadLetterModel: Model<DeadLetterDoc>;
  readonly live: LiveBus;
  readonly logger: Logger;
}

/** Takes back what a channel had taken and the other side gave back: the message says so, and waits for a person (P3). */
export function createDeliveryReports(needs: ReportDependencies): DeliveryReports {
  const { log, conversations, deadLetterModel, live, logger } = needs;
  return {
    async bounced(replyId, { status, at }) {
      const message = await log.find(replyId);
      const doc = message === null ? null : await conversations.load(message.conversation);
      if (message === null || doc === null || message.direction !== 'out' || message.purged) return false;
      const letter: DeadLetterDoc = {
        ...{ _id: replyId, org: doc.org, conversation: doc._id, channel: doc.channel },
        ...{ entry: entryOf(message), attempts: 1, failedAt: at, code: 'DELIVERY_BOUNCED' },
      };
      await deadLetterModel.collection.insertOne(letter as never).catch((error: unknown) => {
        if (!isDuplicateId(error)) throw error;
      });
      await log.markDelivery(replyId, { failed: true });
      logger.warn({ conversation: doc._id, reply: replyId, status }, 'reply bounced; it waits in the dead letters');
      const { item } = replyOf(doc, message);
      const about = { conversationId: doc._id, organisation: doc.org };
      live.publish({ type: 'message', ...about, item: { ...item, delivery: 'failed' } });
      return true;
    },
  };
}

/** The message as the outbox held it. */
function entryOf(message: MessageDoc): OutboxEntry {
  const { speaker, choices, links, attachments, secureForms, clientId, removed } = message;
  return {
    ...{ id: message._id, at: message.at, name: message.name, text: message.text },
    role: speaker === 'agent' || speaker === 'system' ? speaker : 'bot',
    ...(choices ? { choices } : {}),
    ...(links ? { links } : {}),
    ...(attachments ? { attachments } : {}),
    ...(secureForms ? { secureForms } : {}),
    ...(clientId ? { clientId } : {}),
    ...(removed ? { removed } : {}),
  };
}
