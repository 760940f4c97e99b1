import type { TranscriptItem } from '../contracts/conversation.ts';
import type { Reply } from '../contracts/envelope.ts';
import { CODE_MARK } from '../contracts/one-time-codes.ts';
import { type Redacted, type Redactor, saysAnything } from '../contracts/redacted.ts';
import { joinRedacted, pieceOf } from '../contracts/redacted-text.ts';
import type { SecureFormLink, SecureLinks } from '../contracts/vault.ts';
import type { ConversationDoc, OutboxEntry } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { BuildMessage } from '../storage/repositories/message-log.ts';

/** The log's line of an outbox entry. Redacting again changes nothing in the text and tells what is asked for now. */
export function messageOf(doc: ConversationDoc, entry: OutboxEntry, redactor: Redactor): BuildMessage {
  return (head) => {
    const speaker = entry.role === 'agent' ? ('agent' as const) : ('bot' as const);
    // Nothing was said since the commit that could change what is expected: the text was redacted there.
    const clean = head.context
      ? redactor.redact(entry.text, { speaker, context: head.context })
      : { text: entry.text, context: entry.context };
    const message: MessageDoc = {
      _id: entry.id,
      org: doc.org,
      conversation: doc._id,
      seq: head.seq + 1,
      direction: 'out',
      kind: 'message',
      speaker: entry.role,
      name: entry.name,
      at: entry.at,
      text: clean.text,
    };
    if (entry.clientId) message.clientId = entry.clientId;
    if (entry.choices) message.choices = entry.choices;
    if (entry.links) message.links = entry.links;
    if (entry.attachments) {
      message.attachments = entry.attachments;
      message.files = true;
    }
    if (entry.code) message.code = entry.code;
    if (entry.secureForms) message.secureForms = entry.secureForms;
    if (entry.removed) message.removed = entry.removed;
    if (clean.context && saysAnything(clean.context)) message.context = clean.context;
    return message;
  };
}

/** What the channel sends and what live screens show, from one line of the log. */
export function replyOf(
  doc: ConversationDoc,
  message: MessageDoc,
  secureLinks?: SecureLinks,
): { reply: Reply; item: TranscriptItem } {
  const { choices = [], links = [], attachments = [], removed = [], secureForms = [] } = message;
  const role = message.speaker === 'agent' || message.speaker === 'system' ? message.speaker : 'bot';
  const reply: Reply = {
    id: message._id,
    conversation: { id: doc._id, channel: doc.channel, account: doc.account, address: doc.address },
    seq: message.seq,
    at: message.at,
    from: { role, name: message.name },
    text: withCode(message, secureLinks),
    choices,
    links,
    attachments,
    secureForms: withAddresses(message, secureLinks),
    folios: doc.tickets,
  };
  const { speaker, name, text, seq, at } = message;
  const known = message.clientId ? { clientId: message.clientId } : {};
  const item = {
    id: message._id,
    ...known,
    seq,
    at,
    speaker,
    name,
    text,
    choices,
    links,
    attachments,
    removed,
    secureForms,
  };
  return { reply, item: { ...item, delivery: 'queued' } };
}

/** Here and nowhere before a text gets its one-time code. */
function withCode({ text, code }: MessageDoc, secureLinks?: SecureLinks): Redacted {
  const digits = code === undefined ? undefined : secureLinks?.codeOf?.(code);
  const at = text.indexOf(CODE_MARK);
  if (digits === undefined || at === -1) return text;
  return joinRedacted([joinRedacted([pieceOf(text, 0, at), digits], ' '), pieceOf(text, at + CODE_MARK.length)], '\n');
}

/** Here and nowhere before a form gets the address that opens it. */
function withAddresses({ secureForms = [] }: MessageDoc, secureLinks?: SecureLinks): SecureFormLink[] {
  return secureForms.flatMap((form) => {
    const url = secureLinks?.urlOf(form.itemId) ?? null;
    return url === null ? [] : [{ ...form, url }];
  });
}
