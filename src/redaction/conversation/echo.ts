import { hash, randomBytes } from 'node:crypto';
import { accountNames, functional, naming, wordSet } from '../lexicon/words.ts';
import { shapeOf } from '../text/shape.ts';
import type { Range, View } from '../text/view.ts';

/** Most values that a conversation remembers; older ones fall out. */
export const MOST_SEEN = 24;
const MOST_WORDS = 6;
const MOST_TOKENS = 4000;
const tooCommon = wordSet(
  'caja sistema correo ventas compras almacen nomina password contrasena clave hola gracias favor temporal prueba nueva',
);

/** Recognises values that were already removed in this conversation, by salted digests (redaction-notes 5.5). */
export interface EchoBook {
  /** Digests of these values, newest last, without those that are everyday words. */
  remember: (values: readonly string[], seen: readonly string[]) => readonly string[];
  /** Where a remembered value stands in the view. */
  find: (view: View, seen: readonly string[]) => Range[];
}

/** Makes the book. Without a salt a random one is used: digests then hold only for this process. */
export function createEchoBook(salt: Uint8Array = randomBytes(32)): EchoBook {
  // A key of fixed length before the value and a cut digest: keyed as well as an HMAC would, at a third of the cost.
  const key = hash('sha256', Buffer.from(salt), 'hex');
  const digest = (value: string): string => hash('sha256', key + value, 'base64url').slice(0, 16);
  return {
    remember: (values, seen) => {
      const fresh = values
        .map(normalise)
        .filter(worthKeeping)
        .map((value) => `${wordsIn(value)}${digest(value)}`);
      if (fresh.length === 0) return seen;
      return [...new Set([...seen, ...fresh])].slice(-MOST_SEEN);
    },
    find: (view, seen) => findEchoes(view, new Set(seen), digest),
  };
}

function normalise(value: string): string {
  return value.toLowerCase().trim().split(/\s+/).join(' ');
}

function wordsIn(value: string): number {
  return Math.min(9, value.split(' ').length);
}

function worthKeeping(value: string): boolean {
  return (
    value.length >= 3 &&
    value.length <= 128 &&
    wordsIn(value) <= MOST_WORDS &&
    !functional.has(value) &&
    !naming.has(value) &&
    !accountNames.has(value) &&
    !tooCommon.has(value)
  );
}

function findEchoes(view: View, seen: ReadonlySet<string>, digest: (value: string) => string): Range[] {
  if (seen.size === 0) return [];
  const lengths = [...new Set(Array.from(seen, (entry) => Number(entry.charAt(0))))].sort((a, b) => b - a);
  const tokens = Array.from(view.lower.slice(0, 200_000).matchAll(/[^\s"'`«»¿?¡,;:()<>]+/g)).slice(0, MOST_TOKENS);
  const short = tokens.length <= 8;
  const found: Range[] = [];
  for (let index = 0; index < tokens.length; index++) {
    for (const length of lengths) {
      const last = tokens[index + length - 1];
      const first = tokens[index];
      if (first === undefined || last === undefined) continue;
      const range = match(view, { first, last, length, short }, (value) => seen.has(`${length}${digest(value)}`));
      if (range === undefined) continue;
      found.push(range);
      index += length - 1;
      break;
    }
  }
  return found;
}

interface Candidate {
  readonly first: RegExpExecArray;
  readonly last: RegExpExecArray;
  readonly length: number;
  readonly short: boolean;
}

function match(
  view: View,
  { first, last, length, short }: Candidate,
  isSeen: (value: string) => boolean,
): Range | undefined {
  const start = first.index;
  const end = last.index + last[0].length;
  const value = view.lower.slice(start, end);
  if (value.length < 3 || value.length > 160) return undefined;
  if (length === 1 && functional.has(value)) return undefined;
  for (const trimmed of new Set([
    value,
    value.replace(/[.!*_]{1,20}$/, ''),
    value.replace(/^[*_(]{1,20}|[.*_)]{1,20}$/g, ''),
  ])) {
    if (trimmed.length < 3 || !isSeen(length === 1 ? trimmed : normalise(trimmed))) continue;
    // A dictionary word is an echo only in a short message or in quotes: elsewhere it is just that word.
    if (length === 1 && shapeOf(trimmed) === 'word' && !short && !/["'`*]/.test(view.text.charAt(start - 1)))
      return undefined;
    const at = start + value.indexOf(trimmed);
    return { start: at, end: at + trimmed.length };
  }
  return undefined;
}
