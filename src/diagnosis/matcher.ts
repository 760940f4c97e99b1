import type { Follower, Step } from './pattern.ts';
import { COMMA, isWord } from './tokens.ts';

/** A cue found in a text: tokens from `start` up to, not including, `end`. */
export interface Hit {
  readonly cue: number;
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly cue: number;
  readonly step: Step;
}

/** Word beginnings are filed under their first three letters, or two when they have no more. */
const KEY_LENGTH = 3;
const SHORT_KEY_LENGTH = 2;
const MOST_BEGINNINGS = 20_000;
const NUMBER_WORDS = new Map(
  'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte'
    .split(' ')
    .map((word, index) => [word, index + 2] as const),
)
  .set('treinta', 30)
  .set('cuarenta', 40)
  .set('cincuenta', 50)
  .set('cien', 100)
  .set('ciento', 100)
  .set('cientos', 200)
  .set('mil', 1000)
  .set('miles', 2000);

/** The value of a number token or number word; NaN if it is none. */
export function numberOf(token: string): number {
  const code = token.charCodeAt(0);
  return code >= 48 && code <= 57 ? Number.parseFloat(token) : (NUMBER_WORDS.get(token) ?? Number.NaN);
}

/** Finds many patterns in one pass: each is filed under its first words, so a text only meets the patterns that can begin in it. */
export class PatternMatcher {
  private readonly byWord = new Map<string, Set<Entry>>();
  private readonly byPrefix = new Map<string, Set<Entry>>();
  private readonly byNumber = new Set<Entry>();
  private readonly steps = new Set<Step>();
  /** Token → the patterns that can begin with it: messages use few different words. */
  private readonly beginnings = new Map<string, readonly Entry[]>();

  /** Adds a pattern for cue number `cue`. Throws an Error if it does not begin with a word or a number. */
  add(cue: number, step: Step): void {
    this.file({ cue, step }, step);
    this.collect(step);
  }

  /** Every match, in the order of the text. One match per pattern and place. */
  find(tokens: readonly string[]): Hit[] {
    const hits: Hit[] = [];
    for (let at = 0; at < tokens.length; at += 1) {
      for (const entry of this.beginningWith(tokens[at] ?? '')) {
        const end = match(entry.step, tokens, at);
        if (end > at) hits.push({ cue: entry.cue, start: at, end });
      }
    }
    return hits;
  }

  /** Words and word beginnings that the patterns know. The speller leaves them as they are. */
  words(): { exact: Set<string>; prefixes: Set<string> } {
    const exact = new Set<string>();
    const prefixes = new Set<string>();
    for (const step of this.steps) {
      if (step.kind !== 'word') continue;
      for (const word of step.exact) exact.add(word);
      for (const prefix of [...step.prefixes.values()].flat()) prefixes.add(prefix);
    }
    return { exact, prefixes };
  }

  private beginningWith(token: string): readonly Entry[] {
    const known = this.beginnings.get(token);
    if (known) return known;
    const entries = new Set(this.byWord.get(token));
    for (const length of [KEY_LENGTH, SHORT_KEY_LENGTH]) {
      for (const entry of this.byPrefix.get(token.slice(0, length)) ?? [])
        if (canBegin(entry.step, token)) entries.add(entry);
    }
    if (!Number.isNaN(numberOf(token))) for (const entry of this.byNumber) entries.add(entry);
    const found = [...entries];
    if (this.beginnings.size < MOST_BEGINNINGS) this.beginnings.set(token, found);
    return found;
  }

  private file(entry: Entry, first: Follower): void {
    switch (first?.kind) {
      case 'start':
        this.file(entry, first.next);
        break;
      case 'either':
        for (const branch of first.branches) this.file(entry, branch);
        break;
      case 'number':
        this.byNumber.add(entry);
        break;
      case 'word':
        for (const word of first.exact) append(this.byWord, word, entry);
        for (const prefix of [...first.prefixes.values()].flat())
          append(this.byPrefix, prefix.slice(0, KEY_LENGTH), entry);
        break;
      default:
        throw new Error('A pattern must begin with a word or a number.');
    }
  }

  private collect(step: Follower): void {
    if (step === null || this.steps.has(step)) return;
    this.steps.add(step);
    const next = step.kind === 'either' ? step.branches : [step.next];
    for (const one of next) this.collect(one);
  }
}

function append(map: Map<string, Set<Entry>>, key: string, entry: Entry): void {
  const entries = map.get(key);
  if (entries) entries.add(entry);
  else map.set(key, new Set([entry]));
}

function canBegin(step: Follower, token: string): boolean {
  if (step?.kind === 'word') return accepts(step, token);
  if (step?.kind === 'either') return step.branches.some((branch) => canBegin(branch, token));
  return step?.kind === 'start' ? canBegin(step.next, token) : false;
}

/** Where the match of a step and its followers ends, or -1. */
function match(step: Follower, tokens: readonly string[], at: number): number {
  if (step === null) return at;
  switch (step.kind) {
    case 'word':
      return at < tokens.length && accepts(step, tokens[at] ?? '') ? match(step.next, tokens, at + 1) : -1;
    case 'either':
      for (const branch of step.branches) {
        const end = match(branch, tokens, at);
        if (end >= 0) return end;
      }
      return -1;
    case 'gap':
      return matchGap(step.next, step.max, tokens, at);
    case 'number':
      return numberOf(tokens[at] ?? '') >= step.min ? match(step.next, tokens, at + 1) : -1;
    case 'start':
      return at === 0 || !isWord(tokens[at - 1] ?? '') ? match(step.next, tokens, at) : -1;
    case 'end':
      return at >= tokens.length || !isWord(tokens[at] ?? '') ? match(step.next, tokens, at) : -1;
  }
}

/** A gap jumps over words and commas, never over the end of a sentence. */
function matchGap(next: Follower, max: number, tokens: readonly string[], at: number): number {
  for (let skipped = 0; skipped <= max; skipped += 1) {
    const end = match(next, tokens, at + skipped);
    if (end >= 0) return end;
    const token = tokens[at + skipped];
    if (token === undefined || (token !== COMMA && !isWord(token))) return -1;
  }
  return -1;
}

function accepts(step: Step & { kind: 'word' }, token: string): boolean {
  if (step.exact.has(token)) return true;
  if (step.prefixes.size === 0) return false;
  for (const prefix of step.prefixes.get(token.charCodeAt(0)) ?? []) if (token.startsWith(prefix)) return true;
  return false;
}
