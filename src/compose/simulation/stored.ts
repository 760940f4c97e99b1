import { elapsedMs } from '../../conversation/work-clock.ts';
import type { ConversationDoc } from '../../storage/models/conversations.ts';
import type { MessageDoc } from '../../storage/models/messages.ts';
import type { PersonalDataRepository } from '../../storage/repositories/personal-data.ts';
import type { RecordedConversation, RecordedEvent } from './recorded.ts';

const PAGE = 100;

/** The stored conversations of an organisation, one after the other, as they can be played again. */
export async function* readStored(
  data: PersonalDataRepository,
  { organisation, until }: { organisation: string; until: Date },
): AsyncGenerator<RecordedConversation> {
  for (let after = ''; ; ) {
    const page = await data.page<ConversationDoc>('conversations', after, PAGE);
    for (const doc of page)
      if (doc.org === organisation) yield recordingOf(doc, await messagesOf(data, doc._id), until);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last._id;
  }
}

async function messagesOf(data: PersonalDataRepository, conversation: string): Promise<MessageDoc[]> {
  const all: MessageDoc[] = [];
  for await (const page of data.messages(conversation)) all.push(...page);
  return all;
}

/** From the first word of a person at the desk on, what follows is theirs: it is counted and not played. */
function recordingOf(doc: ConversationDoc, messages: readonly MessageDoc[], until: Date): RecordedConversation {
  const byDesk = messages.findIndex(({ speaker }) => speaker === 'agent');
  const mine = byDesk === -1 ? messages : messages.slice(0, byDesk);
  const gone = mine.filter(({ purged }) => purged).length;
  const rest = messages.slice(mine.length).filter(({ direction }) => direction === 'in').length;
  const left = [
    ...(doc.erasedAt ? ['the person was erased'] : []),
    ...(gone > 0 ? [`${gone} messages whose text is gone (retention)`] : []),
    ...(rest > 0 ? [`${rest} messages to a person at the desk`] : []),
  ];
  const inbound = mine.filter(({ direction }) => direction === 'in');
  const named = inbound.find(({ name }) => name !== '')?.name ?? null;
  return {
    ...{ id: doc._id, channel: doc.channel, name: named, contact: {}, left },
    events: gone > 0 || doc.erasedAt ? [] : inbound.map(eventOf),
    said: mine.filter(({ direction, speaker }) => direction === 'out' && speaker === 'bot').map(({ text }) => text),
    until: byDesk === -1 ? until : (messages[byDesk]?.at ?? null),
    agentMs: elapsedMs(doc.work, doc.closedAt ?? doc.lastAt),
    agentsOnline: null,
  };
}

function eventOf(message: MessageDoc): RecordedEvent {
  const { kind, at, text, choice, attachments = [], removed = [], held, advice } = message;
  if (kind === 'start') return { type: 'start', at };
  return {
    ...{ type: 'message', at, text, attachments, removed },
    ...(choice === undefined ? {} : { choice }),
    ...(held ? { held } : {}),
    ...(advice === undefined ? {} : { advice }),
  };
}
