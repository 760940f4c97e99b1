import type { Message } from '../../../shared/wire/conversation.ts';
import type { ConversationNote } from '../../../shared/wire/note.ts';
import type { OutgoingReply } from './outgoing-reply.ts';

/** One line of a transcript as it is drawn. */
export type Entry =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string; readonly count: number }
  /** `isNext`: the same person goes on, so the name is not said again. */
  | { readonly kind: 'message'; readonly key: string; readonly item: Message; readonly isNext: boolean }
  | { readonly kind: 'note'; readonly key: string; readonly note: ConversationNote }
  | { readonly kind: 'outgoing'; readonly key: string; readonly reply: OutgoingReply };

/** Messages of one person belong together for so long, ms. */
const TOGETHER_MS = 5 * 60_000;

/** What a transcript is made of. */
export interface Parts {
  readonly transcript: readonly Message[];
  /** In the order of writing. */
  readonly notes: readonly ConversationNote[];
  readonly replies: readonly OutgoingReply[];
  readonly unread: { readonly from: number; readonly count: number } | null;
}

/** The lines of a transcript in order: days, the first unread message, messages, notes, replies on their way. */
export function entriesOf({ transcript, notes, replies, unread }: Parts): Entry[] {
  const entries: Entry[] = [];
  const first = transcript[0]?.seq ?? 0;
  // A note before the first message that is shown waits until the older ones are read.
  const waiting = notes.filter(({ afterSeq }) => afterSeq >= first - 1 || first <= 1);
  const putNotes = (until: number) => {
    while (waiting[0] !== undefined && waiting[0].afterSeq < until) {
      const note = waiting.shift();
      if (note) entries.push({ kind: 'note', key: `note-${note.id}`, note });
    }
  };
  let before: Message | null = null;
  for (const item of transcript) {
    const length = entries.length;
    putNotes(item.seq);
    const isAfterNote = entries.length > length;
    const isNewDay = before === null || !isSameDay(before.at, item.at);
    const isFirstUnread = unread !== null && item.seq >= unread.from && (before === null || before.seq < unread.from);
    if (isNewDay) entries.push({ kind: 'day', key: `day-${item.seq}`, at: item.at });
    if (unread !== null && isFirstUnread) entries.push({ kind: 'unread', key: 'unread', count: unread.count });
    const isNext = !isNewDay && !isFirstUnread && !isAfterNote && before !== null && isTogether(before, item);
    entries.push({ kind: 'message', key: item.id, item, isNext });
    before = item;
  }
  putNotes(Number.POSITIVE_INFINITY);
  for (const reply of replies) entries.push({ kind: 'outgoing', key: reply.id, reply });
  return entries;
}

/** Where the unread messages begin: the last `count` that the person wrote. Null: nothing is unread. */
export function firstUnread(transcript: readonly Message[], count: number): number | null {
  if (count <= 0) return null;
  const theirs = transcript.filter(({ speaker }) => speaker === 'user');
  return theirs.at(-count)?.seq ?? theirs[0]?.seq ?? null;
}

function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

function isTogether(one: Message, other: Message): boolean {
  const isSame = one.speaker === other.speaker && one.name === other.name && one.speaker !== 'system';
  return isSame && Date.parse(other.at) - Date.parse(one.at) < TOGETHER_MS;
}
