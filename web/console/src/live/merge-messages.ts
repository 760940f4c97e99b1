import type { Message } from '../../../shared/wire.ts';

/** Joins two parts of a transcript: by position, each once, the newer form of a message winning (its delivery changes). */
export function mergeMessages(known: readonly Message[], news: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((item) => [item.seq, item]));
  for (const item of news) bySeq.set(item.seq, item);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
