import type { ContactView } from '../contracts/contact.ts';
import type { ConversationSummary, TranscriptItem } from '../contracts/conversation.ts';
import { priorityOf } from '../policy/priority.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import { answerDueAt } from './answer-due.ts';
import { type Organisation, workRuleOf } from './organisation.ts';
import { placeFacts } from './place.ts';
import { workClockView } from './work-clock.ts';

/** A conversation in a list. */
export function summaryOf(
  doc: ConversationDoc,
  contact: ContactView,
  organisation: Organisation,
  now: Date,
): ConversationSummary {
  return {
    id: doc._id,
    organisation: doc.org,
    channel: doc.channel,
    mode: doc.mode,
    contact,
    assignee: doc.assignee,
    area: doc.area ?? null,
    tags: doc.tags ?? [],
    lastText: doc.lastText,
    lastAt: doc.lastAt,
    waitingSince: doc.waitingSince,
    unansweredSince: doc.unansweredSince ?? null,
    answerDueAt: answerDueAt(doc, organisation),
    priority: casePriority(doc, organisation),
    minutes: doc.minutes,
    work: workClockView(doc.work, workRuleOf(organisation), now),
    tickets: doc.tickets,
  };
}

/** The priority that a ticket of the case would have now. */
export function casePriority(
  doc: Pick<ConversationDoc, 'card' | 'channel' | 'account'>,
  { policy }: Pick<Organisation, 'policy'>,
): string | null {
  if (doc.card === null) return null;
  return priorityOf(policy, { ...doc.card.diagnosis, ...placeFacts(policy, doc) });
}

/** A message of the transcript. `queued` = committed and not sent yet. */
export function transcriptItem(message: MessageDoc, outbox: readonly { id: string }[]): TranscriptItem {
  const item: TranscriptItem = {
    id: message._id,
    ...clientIdOf(message),
    seq: message.seq,
    at: message.at,
    speaker: message.speaker,
    name: message.name,
    text: message.text,
    choices: message.choices ?? [],
    links: message.links ?? [],
    attachments: message.attachments ?? [],
    removed: message.removed ?? [],
    ...(message.aside ? { aside: message.aside } : {}),
    ...(message.purged ? { purged: message.purged } : {}),
    secureForms: message.secureForms ?? [],
  };
  if (message.direction === 'in') return item;
  if (message.delivery) return { ...item, delivery: message.delivery };
  return { ...item, delivery: outbox.some((entry) => entry.id === message._id) ? 'queued' : 'sent' };
}

/** What the sender's own client called the message. */
function clientIdOf({ clientId, source }: MessageDoc): { clientId?: string } {
  const known = clientId ?? source?.messageId;
  return known === undefined ? {} : { clientId: known };
}

/** What a person may see: opening a chat is no message. */
export function isVisible(message: MessageDoc): boolean {
  return message.kind === 'message';
}
