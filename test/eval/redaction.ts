import { readFileSync } from 'node:fs';
import { type RedactLine, redactLine } from '../../src/redaction/index.ts';

interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly msg?: number;
}

/** A labelled line (format: redaction notes). */
export interface LabelledLine extends RedactLine {
  readonly class: string;
  readonly spans: readonly LabelledSpan[];
  readonly ok?: readonly { readonly start: number; readonly end: number; readonly msg?: number }[];
}

/** One row of the evaluation: a class, a kind, or everything. */
export interface RedactionRow {
  readonly name: string;
  readonly values: number;
  /** Values of which a non-blank character was left. */
  readonly leaks: number;
  /** Messages without values, and how many of them were touched. */
  readonly negatives: number;
  readonly touched: number;
  /** Characters taken outside values, tolerated ranges and adjoining punctuation; all characters. */
  readonly overRedacted: number;
  readonly characters: number;
}

/** What is wrong with one line. */
export interface RedactionFault {
  readonly id: string;
  readonly class: string;
  readonly fault: 'leak' | 'touched' | 'over';
  readonly detail: string;
}

interface Tally {
  name: string;
  values: number;
  leaks: number;
  negatives: number;
  touched: number;
  overRedacted: number;
  characters: number;
}

/** Reads labelled lines of a JSON-lines file. */
export function readLabelled(file: string): LabelledLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LabelledLine);
}

/** Scores the redactor on a labelled file: rows for all, for each kind and for each class. */
export function evaluateRedaction(file: string): RedactionRow[] {
  return scoreRedaction(readLabelled(file)).rows;
}

/** The same for lines in memory, with every fault named. */
export function scoreRedaction(lines: readonly LabelledLine[]): { rows: RedactionRow[]; faults: RedactionFault[] } {
  const tallies = new Map<string, Tally>();
  const faults: RedactionFault[] = [];
  for (const line of lines) scoreLine(line, { tallies, faults });
  return { rows: [...tallies.values()], faults };
}

interface Book {
  readonly tallies: Map<string, Tally>;
  readonly faults: RedactionFault[];
}

function tally(book: Book, name: string): Tally {
  const known = book.tallies.get(name);
  if (known !== undefined) return known;
  const made = { name, values: 0, leaks: 0, negatives: 0, touched: 0, overRedacted: 0, characters: 0 };
  book.tallies.set(name, made);
  return made;
}

function scoreLine(line: LabelledLine, book: Book): void {
  const texts = line.messages?.map((message) => message.text) ?? [line.text ?? ''];
  const result = redactLine(line);
  const taken = texts.map((text) => new Uint8Array(text.length));
  for (const { msg, start, end } of result.findings) taken[msg]?.fill(1, start, end);
  const totals = [tally(book, 'all'), tally(book, line.class)];
  for (const span of line.spans) {
    const text = texts[span.msg ?? 0] ?? '';
    const leaked = Array.from({ length: span.end - span.start }, (_, at) => span.start + at).some(
      (at) => taken[span.msg ?? 0]?.[at] !== 1 && /\S/.test(text.charAt(at)),
    );
    for (const total of [...totals, tally(book, `kind ${span.kind}`)]) {
      total.values++;
      if (leaked) total.leaks++;
    }
    if (leaked) book.faults.push({ id: line.id, class: line.class, fault: 'leak', detail: result.texts.join(' | ') });
  }
  const over = overRedacted(line, texts, taken);
  const touched = line.spans.length === 0 && over > 0;
  for (const total of totals) {
    total.overRedacted += over;
    total.characters += texts.join('').length;
    if (line.spans.length === 0) total.negatives++;
    if (touched) total.touched++;
  }
  if (over > 0) {
    book.faults.push({
      id: line.id,
      class: line.class,
      fault: touched ? 'touched' : 'over',
      detail: result.texts.join(' | '),
    });
  }
}

/** Counts characters that were taken though they are no value, not tolerated and no punctuation beside a value. */
function overRedacted(line: LabelledLine, texts: readonly string[], taken: readonly Uint8Array[]): number {
  let count = 0;
  texts.forEach((text, msg) => {
    const free = new Uint8Array(text.length);
    for (const range of [...line.spans, ...(line.ok ?? [])]) {
      if ((range.msg ?? 0) === msg) free.fill(1, range.start, range.end);
    }
    for (let at = 0; at < text.length; at++) {
      if (taken[msg]?.[at] !== 1 || free[at] === 1 || /\s/.test(text.charAt(at))) continue;
      const punctuation = /[^\p{L}\p{N}]/u.test(text.charAt(at));
      const adjoining = free[at - 1] === 1 || free[at + 1] === 1;
      if (!(punctuation && adjoining)) count++;
    }
  });
  return count;
}
