import { stemmer } from '@orama/stemmers/spanish';
import { scan } from './scanner.ts';
import { shorthand, stopWords } from './words/words.ts';

/** Changes whenever the same text could give other tokens: stored indices and caches of another version are dropped. */
export const ANALYZER_VERSION = 2;

/** Words of a question that are read; what follows is ignored, so that no text can make a search slow. */
export const MAX_QUERY_TOKENS = 60;

/** A word as written (folded) and its stem. */
export interface Token {
  readonly word: string;
  readonly stem: string;
}

/** No Spanish word is longer; a longer run of letters must not fill the memory. */
const MAX_WORD_LENGTH = 40;
const TOKENS_KEPT = 50_000;
const tokens = new Map<string, Token>();

/** Lower case without accents; a letter repeated three times or more becomes one ("holaaaa"). */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return withoutAccents(lower).replace(/([a-z])\1{2,}/g, '$1');
}

/** The Spanish Snowball stem of a folded word. Snowball strips `-ación` but not `-acion`, so the accent is put back first. */
export function stemOf(word: string): string {
  return tokenOf(word).stem;
}

/** One object per word, so that a large knowledge base is kept as references. */
function tokenOf(word: string): Token {
  const known = tokens.get(word);
  if (known) return known;
  const stem = /[0-9]/.test(word) ? word : withoutAccents(stemmer(withAccent(word)));
  if (tokens.size >= TOKENS_KEPT) tokens.clear();
  const token = { word, stem };
  tokens.set(word, token);
  return token;
}

/** The words of a text that carry meaning, in order. The same code reads entries and questions. */
export function analyze(text: string, limit = Number.POSITIVE_INFINITY): Token[] {
  const found: Token[] = [];
  for (const word of wordsOf(text, limit)) {
    if (!isSilent(word)) found.push(tokenOf(word));
  }
  return found;
}

/** Every word of a text, shorthand spelled out, silent words included. */
export function wordsOf(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  const words: string[] = [];
  scan(text, (raw) => {
    words.push(...spelledOut(raw));
    return words.length < limit;
  });
  return words;
}

/** What a run of letters stands for: itself, folded, or the words that its shorthand means; none for foreign letters. */
export function spelledOut(raw: string): readonly string[] {
  const folded = fold(raw).replace(/[^a-z0-9.]/g, '');
  if (folded === '') return [];
  const word = folded.length > MAX_WORD_LENGTH ? folded.slice(0, MAX_WORD_LENGTH) : folded;
  return shorthand.get(word)?.split(' ') ?? [word];
}

/** Whether a folded word says nothing about the subject. */
export function isSilent(word: string): boolean {
  return stopWords.has(word) || (word.length === 1 && (word < '0' || word > '9'));
}

function withAccent(word: string): string {
  return word.endsWith('cion') || word.endsWith('sion') ? `${word.slice(0, -2)}ón` : word;
}

/** Most words of a chat are plain ASCII, and normalising is the dearest step. */
function withoutAccents(text: string): string {
  return isAscii(text) ? text : text.normalize('NFD').replace(/\p{M}+/gu, '');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}
