import type { LogWordsDoc } from '../../storage/models/log-index.ts';
import type { MessageDoc } from '../../storage/models/messages.ts';
import type { LogIndexRepository, LogPlace } from '../../storage/repositories/log-index.ts';
import { findTerms, groupOf, type Term } from './words.ts';

/** Segments whose words are read at once, messages looked at in one go. */
const SEGMENTS_AT_ONCE = 16;
const MESSAGES_AT_ONCE = 256;

/** Where messages are walked through: newest first, from a place back to an instant. */
export interface Walk {
  readonly org: string;
  readonly from: Date;
  readonly before: LogPlace;
}

/** Messages of a span, newest first, in batches: all of them. */
export async function* everyMessage(
  index: LogIndexRepository,
  { org, from, before }: Walk,
): AsyncGenerator<MessageDoc[]> {
  let place = before;
  for (;;) {
    const batch = await index.messagesBefore(org, from, place, MESSAGES_AT_ONCE);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    place = { at: last.at, id: last._id };
  }
}

/**
 * Messages that have the terms, newest first. What is too young for the index is read as it is; of the rest the index says at
 * which instants the words were said, and the messages of those instants are looked at.
 */
export async function* messagesWith(
  index: LogIndexRepository,
  walk: Walk,
  terms: readonly Term[],
): AsyncGenerator<MessageDoc[]> {
  const { org, from, before } = walk;
  const segments = await index.segments(org);
  const indexedTo = segments[0]?.to ?? new Date(0);
  const young = { ...walk, from: new Date(Math.max(from.getTime(), indexedTo.getTime() + 1)) };
  for await (const batch of everyMessage(index, young)) yield batch.filter((one) => fits(one, walk, terms));
  const wanted = segments.filter((segment) => segment.to >= from && segment.from < before.at);
  for (let at = 0; at < wanted.length; at += SEGMENTS_AT_ONCE) {
    const instants = await instantsOf(
      index,
      { org, terms },
      wanted.slice(at, at + SEGMENTS_AT_ONCE).map((one) => one.from),
    );
    const inSpan = instants.filter((instant) => instant >= from.getTime() && instant <= before.at.getTime());
    for (let next = 0; next < inSpan.length; next += MESSAGES_AT_ONCE) {
      const found = await index.messagesAt(
        org,
        inSpan.slice(next, next + MESSAGES_AT_ONCE).map((ms) => new Date(ms)),
      );
      yield found.filter((one) => fits(one, walk, terms)).sort(newestFirst);
    }
  }
}

function fits({ at, _id, text }: MessageDoc, { before }: Walk, terms: readonly Term[]): boolean {
  const isBefore = at < before.at || (at.getTime() === before.at.getTime() && _id < before.id);
  return isBefore && findTerms(text ?? '', terms) !== null;
}

function newestFirst(a: MessageDoc, b: MessageDoc): number {
  return b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1);
}

/** Instants at which all words of the terms were said, newest first. */
async function instantsOf(
  index: LogIndexRepository,
  { org, terms }: { org: string; terms: readonly Term[] },
  segments: readonly Date[],
): Promise<number[]> {
  const words = terms.flatMap((term) => term.words.map((word) => ({ word, isPrefix: term.isPrefix })));
  const groups = new Map<string, LogWordsDoc[]>();
  for (const group of new Set(words.map(({ word }) => groupOf(word))))
    groups.set(group, await index.words(org, group, segments));
  let found: number[] | null = null;
  for (const { word, isPrefix } of words) {
    const own = saidAt(groups.get(groupOf(word)) ?? [], word, isPrefix);
    found = found === null ? [...own] : found.filter((instant: number) => own.has(instant));
    if (found.length === 0) return [];
  }
  return (found ?? []).sort((a, b) => b - a);
}

function saidAt(docs: readonly LogWordsDoc[], wanted: string, isPrefix: boolean): Set<number> {
  const instants = new Set<number>();
  for (const { segment, words } of docs) {
    for (const [word, deltas] of words) {
      if (isPrefix ? !word.startsWith(wanted) : word !== wanted) continue;
      let at = segment.getTime();
      for (const delta of deltas) {
        at += delta;
        instants.add(at);
      }
    }
  }
  return instants;
}
