import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { Redacted, Redactor, Speaker } from '../contracts/redacted.ts';
import { isAppError } from '../errors/app-error.ts';
import { replyIdOf } from '../storage/ids.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import type { TurnDraft } from './draft.ts';
import { nextMode } from './modes.ts';
import type { Organisation } from './organisation.ts';
import { TELEPHONE } from './ownership.ts';
import type { ConversationStage } from './stage.ts';
import { isVisible, transcriptItem } from './views.ts';
import { pause, start } from './work-clock.ts';

/** What it needs. */
export interface OutsideParts {
  readonly stage: ConversationStage;
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly clock: Clock;
}

/** Something that was said or happened outside the console and outside a turn. `key` makes a repeat count once. */
export interface OutsideEvent {
  readonly key: string;
  readonly at: Date;
  readonly name: string;
  readonly text: string;
}

/** What happens to a conversation elsewhere than at the desk: on a telephone, or on a message's way. */
export interface Outside {
  /** Somebody of the desk answered elsewhere. The conversation is theirs from there on, and the bot is silent (P7). */
  spoke(conversation: string, event: OutsideEvent): Promise<void>;
  /** Into the transcript, without a turn. */
  note(conversation: string, event: OutsideEvent): Promise<void>;
  /** What became of a reply after it left. */
  delivered(reply: string, state: 'delivered' | 'read' | 'failed'): Promise<void>;
}

/** Joins it to the log, in the order of the conversation's turns. */
export function createOutside(parts: OutsideParts): Outside {
  const { stage, conversations, log, clock, live } = parts;
  return {
    async spoke(conversation, event) {
      try {
        await stage.desk(
          conversation,
          `${conversation}:outside:${event.key}`,
          clock.now(),
          async (draft, organisation) => {
            takeByTelephone(draft, organisation);
            return null;
          },
        );
      } catch (error) {
        // They wrote first, to somebody who never wrote: there is no conversation that the bot could speak in.
        if (isAppError(error, 'CONVERSATION_NOT_FOUND')) return;
        throw error;
      }
      await append(parts, conversation, { ...event, speaker: 'agent', direction: 'out' });
    },
    async note(conversation, event) {
      if ((await conversations.load(conversation)) === null) return;
      await append(parts, conversation, { ...event, speaker: 'system', direction: 'in' });
    },
    async delivered(reply, state) {
      await log.markDelivery(reply, state === 'failed' ? { failed: true } : { state });
      const message = await log.find(reply);
      if (!message || !isVisible(message)) return;
      const item = transcriptItem(message, []);
      live.publish({ type: 'message', conversationId: message.conversation, organisation: message.org, item });
    },
  };
}

function takeByTelephone(draft: TurnDraft, organisation: Organisation): void {
  const mode = nextMode(draft.mode, 'take');
  if (mode === null) return;
  draft.mode = mode;
  draft.assignee ??= TELEPHONE;
  draft.waitingSince = null;
  draft.unansweredSince = null;
  draft.timers = {};
  draft.work = start(draft.work, draft.at);
  if (organisation.policy.ticketRule.pauseWhileWaitingForUser) draft.work = pause(draft.work, draft.at);
}

async function append(
  { conversations, log, redactor, live }: OutsideParts,
  conversation: string,
  event: OutsideEvent & { readonly speaker: Speaker; readonly direction: 'in' | 'out' },
): Promise<void> {
  const doc = await conversations.load(conversation);
  if (!doc) return;
  const clean = (text: string): Redacted => redactor.redact(text, { speaker: event.speaker }).text;
  const [added] = await log.append(conversation, [
    (head) => {
      const redacted = redactor.redact(event.text, {
        speaker: event.speaker,
        ...(head.context ? { context: head.context } : {}),
      });
      const message: MessageDoc = {
        _id: replyIdOf(`${conversation}:outside:${event.key}`, 0),
        ...{ org: doc.org, conversation, seq: head.seq + 1, direction: event.direction, kind: 'message' },
        ...{ speaker: event.speaker, name: clean(event.name), at: event.at, text: redacted.text },
      };
      if (head.context) message.context = redacted.context;
      return message;
    },
  ]);
  if (!added?.added) return;
  const item = transcriptItem(added.message, []);
  live.publish({ type: 'message', conversationId: conversation, organisation: doc.org, item });
}
