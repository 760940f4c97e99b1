import { describe, expect, it } from '@jest/globals';
import { entriesOf, firstUnread } from '../../web/console/src/conversation/entries.ts';
import type { Message } from '../../web/shared/wire/conversation.ts';
import type { ConversationNote } from '../../web/shared/wire/note.ts';

function message(seq: number, about: Partial<Message> = {}): Message {
  return {
    ...{ id: `m${seq}`, clientId: null, seq, at: `2026-11-23T16:${String(seq).padStart(2, '0')}:00Z`, speaker: 'user' },
    ...{ name: 'Ana', text: `${seq}`, choices: [], links: [], attachments: [], removed: [], aside: null },
    ...{ purged: null, secureForms: [], delivery: null, ...about },
  } as Message;
}

const note = (id: string, afterSeq: number): ConversationNote => ({
  ...{ id, afterSeq, at: '2026-11-23T16:00:00Z', author: 'luz', authorName: 'Luz', text: id },
  ...{ mentions: [], editedAt: null, earlier: [] },
});

const keys = (parts: Partial<Parameters<typeof entriesOf>[0]>) =>
  entriesOf({ transcript: [], notes: [], replies: [], unread: null, ...parts }).map(({ key }) => key);

describe('the lines of a transcript', () => {
  it('begin each day with its name', () => {
    const transcript = [message(1), message(2), message(3, { at: '2026-11-25T16:00:00Z' })];
    expect(keys({ transcript })).toEqual(['day-1', 'm1', 'm2', 'day-3', 'm3']);
  });

  it('mark once where the unread ones begin', () => {
    const transcript = [message(1), message(2), message(3)];
    expect(keys({ transcript, unread: { from: 2, count: 2 } })).toEqual(['day-1', 'm1', 'unread', 'm2', 'm3']);
  });

  it('put each note after the message that it was written after, and replies on their way last', () => {
    const reply = { id: 'r', text: 'x', state: 'sending', error: null } as const;
    const found = keys({
      transcript: [message(1), message(2)],
      notes: [note('a', 0), note('b', 1), note('c', 2)],
      replies: [reply],
    });
    expect(found).toEqual(['note-a', 'day-1', 'm1', 'note-b', 'm2', 'note-c', 'r']);
  });

  it('leave a note out until the messages around it have been read', () => {
    expect(keys({ transcript: [message(201)], notes: [note('old', 5), note('new', 201)] })).toEqual([
      'day-201',
      'm201',
      'note-new',
    ]);
  });

  it('say a name once for what one person says in a row, and again after a note or five minutes', () => {
    const parts = {
      ...{ transcript: [message(1), message(2), message(3), message(9)], notes: [note('a', 2)] },
      ...{ replies: [], unread: null },
    };
    const said = entriesOf(parts).flatMap((entry) => (entry.kind === 'message' ? [entry.isNext] : []));
    expect(said).toEqual([false, true, false, false]);
  });
});

describe('where the unread messages begin', () => {
  const transcript = [message(1), message(2, { speaker: 'agent' }), message(3), message(4)];
  it('counts what the person said, from the end', () => {
    expect([0, 1, 2, 3, 99].map((count) => firstUnread(transcript, count))).toEqual([null, 4, 3, 1, 1]);
  });
});
