import type { SensitiveKind } from '../../contracts/redacted.ts';
import { markPattern } from '../marks.ts';
import { type Folded, fold } from './fold.ts';
import { htmlView } from './html-view.ts';

/** Half-open range of UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range of a view that a rule proposes to take out. */
export interface Span extends Range {
  readonly kind: SensitiveKind;
  readonly rule: string;
}

/** Stands for a mark that is already there: rules see one blank sheet and leave it. */
export const MARKED = '\uE000';

/** A way to read a text: what the rules see, and how to get back to the original. */
export interface View {
  /** Folded, case kept. */
  readonly text: string;
  /** The same, lower case, same length. */
  readonly lower: string;
  /** Whether tags may stand in the text: a value then ends where a tag begins. */
  readonly markup: boolean;
  /** The original ranges of a range of this view: several when markup lies inside. */
  readonly origin: (range: Range) => Range[];
}

/** The views of a text: as written, and for markup also with the tags out (redaction-notes 5.3). */
export function viewsOf(original: string): View[] {
  const html = htmlView(original);
  if (html === undefined) return [makeView(fold(original), false)];
  return [makeView(fold(original), true), makeView(compose(html, fold(html.text)), true)];
}

function makeView(folded: Folded, markup: boolean): View {
  const text = folded.text.includes('[') ? folded.text.replace(markPattern, blank) : folded.text;
  return { text, lower: lowerCase(text), markup, origin: (range) => originOf(folded, range) };
}

function blank(mark: string): string {
  return MARKED.repeat(mark.length);
}

function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) =>
    character.toLowerCase().length === character.length ? character.toLowerCase() : character,
  ).join('');
}

function compose(outer: Folded, inner: Folded): Folded {
  const { starts, ends } = inner;
  if (outer.starts === undefined || outer.ends === undefined || starts === undefined || ends === undefined) {
    return { ...outer, text: inner.text };
  }
  const outerStarts = outer.starts;
  const outerEnds = outer.ends;
  return {
    text: inner.text,
    starts: starts.map((at) => outerStarts[at] ?? 0),
    ends: ends.map((at) => outerEnds[at - 1] ?? 0),
  };
}

/** Ranges with nothing between them are one; a tag between them splits. */
function originOf({ starts, ends }: Folded, range: Range): Range[] {
  if (starts === undefined || ends === undefined) return [range];
  const pieces: Range[] = [];
  let start = -1;
  let end = -1;
  for (let at = range.start; at < range.end; at++) {
    const from = starts[at] ?? 0;
    const to = ends[at] ?? from;
    if (to === from) continue;
    if (start !== -1 && from > end) {
      pieces.push({ start, end });
      start = -1;
    }
    if (start === -1) start = from;
    end = Math.max(end, to);
  }
  if (start !== -1) pieces.push({ start, end });
  return pieces;
}
