import type { Clock } from '../../contracts/clock.ts';
import type { LogSegmentDoc, LogWordsDoc } from '../../storage/models/log-index.ts';
import type { MessageDoc } from '../../storage/models/messages.ts';
import type { LogIndexRepository } from '../../storage/repositories/log-index.ts';
import { groupOf, wordsOf } from './words.ts';

/** Messages of one segment; fewer than that are read as they are. */
export const SEGMENT = 4_096;
/** A message may be stored a while after the instant that it bears: what is younger stays out of the index, ms. */
const SETTLED_MS = 3_600_000;
/** More late messages than ever come. */
const MOST_IN_ONE = 1_000_000;

/** What the index is made with. */
export interface IndexerParts {
  readonly organisation: string;
  readonly index: LogIndexRepository;
  readonly clock: Clock;
  /** Default `SEGMENT`. */
  readonly segment?: number;
}

/** Keeps the index of words. It is derived: whatever it says is looked up in the messages again. */
export interface LogIndexer {
  /** Takes in whole segments while there are any; returns how many. */
  grow(): Promise<number>;
  /** Makes segments anew whose messages were blanked, or joined by a late one; returns how many. */
  mend(): Promise<number>;
}

/** The indexer of one organisation. */
export function createLogIndexer({ organisation: org, index, clock, segment = SEGMENT }: IndexerParts): LogIndexer {
  const next = async (): Promise<boolean> => {
    const [newest] = await index.segments(org);
    const to = new Date(clock.now().getTime() - SETTLED_MS);
    const from = newest?.to ?? new Date(0);
    const whole = wholeOf(await index.messagesAfter(org, { from, to }, segment + 1), segment);
    const last = whole.at(-1);
    if (last === undefined) return false;
    const made = segmentOf({ org, from, to: last.at }, whole);
    await index.put(made.segment, made.words);
    return true;
  };
  return {
    async grow() {
      let grown = 0;
      while (await next()) grown += 1;
      return grown;
    },
    async mend() {
      let mended = 0;
      for (const known of await index.segments(org)) {
        const now = await index.count(org, known);
        if (now.count === known.count && now.blanked === known.blanked) continue;
        await remake(index, known);
        mended += 1;
      }
      return mended;
    },
  };
}

/** Those of one instant stay together; none while the segment is not full. */
function wholeOf(messages: readonly MessageDoc[], size: number): MessageDoc[] {
  const beyond = messages[size];
  if (beyond === undefined) return [];
  const whole = messages.slice(0, size).filter(({ at }) => at.getTime() !== beyond.at.getTime());
  // More of one instant than a segment holds: whatever of them is not read now is found missing by `mend`.
  return whole.length > 0 ? whole : messages.slice(0, size);
}

async function remake(index: LogIndexRepository, known: LogSegmentDoc): Promise<void> {
  const made = segmentOf(known, await index.messagesAfter(known.org, known, MOST_IN_ONE));
  await index.put(made.segment, made.words);
}

type Span = Pick<LogSegmentDoc, 'org' | 'from' | 'to'>;

function segmentOf(
  { org, from, to }: Span,
  messages: readonly MessageDoc[],
): { segment: LogSegmentDoc; words: LogWordsDoc[] } {
  const groups = new Map<string, Map<string, number[]>>();
  for (const { text, at } of messages) {
    const offset = at.getTime() - from.getTime();
    for (const word of new Set(wordsOf(text ?? '').map((one) => one.word))) note(groups, word, offset);
  }
  const _id = `${org}:${from.getTime()}`;
  const blanked = messages.filter(({ purged }) => purged !== undefined).length;
  const words = [...groups].map(([group, found]) => ({
    _id: `${_id}:${group}`,
    ...{ org, group, segment: from },
    words: [...found].map(([word, offsets]) => [word, deltas(offsets)] as const),
  }));
  return { segment: { _id, org, from, to, count: messages.length, blanked }, words };
}

function note(groups: Map<string, Map<string, number[]>>, word: string, offset: number): void {
  const key = groupOf(word);
  const group = groups.get(key) ?? new Map<string, number[]>();
  const offsets = group.get(word) ?? [];
  if (offsets.at(-1) !== offset) offsets.push(offset);
  groups.set(key, group.set(word, offsets));
}

function deltas(offsets: readonly number[]): number[] {
  return offsets.map((offset, at) => offset - (offsets[at - 1] ?? 0));
}
