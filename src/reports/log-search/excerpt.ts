import type { ExcerptPiece } from '../../contracts/log-search.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { Word } from './words.ts';

/** Characters that are shown before the first find, and in all. */
const BEFORE = 60;
const LENGTH = 240;

/** The part of a text around what was found, cut into pieces. Nothing but pieces of the text: what was redacted stays so. */
export function excerptOf(
  text: Redacted,
  found: readonly Word[],
  piece: (text: Redacted, start: number, end: number) => Redacted,
): ExcerptPiece[] {
  const start = Math.max(0, (found[0]?.start ?? 0) - BEFORE);
  const end = Math.min(text.length, start + LENGTH);
  const pieces: ExcerptPiece[] = [];
  const add = (from: number, to: number, marked: boolean) => {
    if (to > from) pieces.push({ text: piece(text, from, to), marked });
  };
  let at = start;
  for (const word of found) {
    if (word.start < at || word.end > end) continue;
    add(at, word.start, false);
    add(word.start, word.end, true);
    at = word.end;
  }
  add(at, end, false);
  return pieces;
}
