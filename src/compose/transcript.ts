import type { TranscriptLine, TranscriptSource } from '../../channels/webchat/index.ts';
import type { LiveBus, LiveEvent, TranscriptItem } from '../contracts/conversation.ts';
import type { Redacted } from '../contracts/redacted.ts';
import { conversationIdOf } from '../storage/ids.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';

/** The messages collection as the web chat reads it: the durable log is its delivery (P1, P3). */
export function createTranscriptSource(
  { log, live }: { log: MessageLog; live: LiveBus },
  of: { organisation: string; account: string; purged: Readonly<Record<'retention' | 'erased', Redacted>> },
): TranscriptSource & { resync(): Promise<void> } {
  const idOf = (address: string) => conversationIdOf(of.organisation, 'webchat', of.account, address);
  const listeners = new Map<string, Set<(line: TranscriptLine) => void>>();
  live.subscribe((event: LiveEvent) => {
    if (event.type !== 'message') return;
    for (const listener of listeners.get(event.conversationId) ?? []) listener(lineOfItem(event.item));
  });
  return {
    async after(address, seq, limit) {
      // The opening of a chat has a position and is no message; one more makes up for it.
      const found = await log.after(idOf(address), seq, seq === 0 ? limit + 1 : limit);
      return found
        .filter((message) => message.kind === 'message')
        .slice(0, limit)
        .map((message) => lineOf(message, of.purged));
    },
    /** Events of other processes may have been missed: the last line makes who waits look at the log. */
    async resync() {
      for (const [conversation, heard] of [...listeners]) {
        const [last] = await log.last(conversation, 1);
        if (last?.kind === 'message') for (const listener of heard) listener(lineOf(last, of.purged));
      }
    },
    subscribe(address, listener) {
      const id = idOf(address);
      const known = listeners.get(id) ?? new Set();
      listeners.set(id, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0) listeners.delete(id);
      };
    },
  };
}

/** A message whose text is gone keeps its place, and says so: a client's watermark never meets a gap. */
function lineOf(message: MessageDoc, purged: Readonly<Record<'retention' | 'erased', Redacted>>): TranscriptLine {
  const { _id, seq, at, speaker, name, choices = [], links = [], attachments = [], secureForms = [], source } = message;
  const text = message.purged ? purged[message.purged] : message.text;
  const line = { id: _id, seq, at, speaker, name, text, choices, links, attachments, secureForms };
  return source ? { ...line, messageId: source.messageId } : line;
}

function lineOfItem(item: TranscriptItem): TranscriptLine {
  const { id, seq, at, speaker, name, text, choices, links, attachments, secureForms = [], clientId } = item;
  const line = { id, seq, at, speaker, name, text, choices, links, attachments, secureForms };
  return clientId && speaker === 'user' ? { ...line, messageId: clientId } : line;
}
