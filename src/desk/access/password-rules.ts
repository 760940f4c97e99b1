import { AppError } from '../../errors/app-error.ts';
import { commonWords } from './common-words.ts';

/** Longest password; what is longer only costs time. */
export const MAX_PASSWORD = 200;

/** What a password is judged by. */
export interface PasswordContext {
  readonly length: number;
  /** Words that lead to the person: name, address, id, organisation. */
  readonly own: readonly string[];
}

/** The longest run of keys or of the alphabet that may make up a password: more is a guess. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklñzxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
/** What must be left when everything that is guessed first is taken away. */
const LEAST_OWN = 5;

/** Throws PASSWORD_WEAK: too short, too long, a common one, or made of what everybody knows about the person. */
export function checkPassword(password: string, { length, own }: PasswordContext): void {
  const normal = password.normalize('NFKC');
  const size = [...normal].length;
  if (size < length) throw new AppError('PASSWORD_WEAK', { problem: `it needs ${length} characters` });
  if (size > MAX_PASSWORD) throw new AppError('PASSWORD_WEAK', { problem: `it may have ${MAX_PASSWORD} characters` });
  if (isGuessable(normal, own))
    throw new AppError('PASSWORD_WEAK', { problem: 'it is one of those that are tried first' });
}

function isGuessable(password: string, own: readonly string[]): boolean {
  const plain = fold(password.toLowerCase());
  const known = [...commonWords, ...own.flatMap(wordsOf)];
  return [plain, unleet(plain)].some((text) => leftOf(text, known).size < LEAST_OWN);
}

/** The different characters that are left without common words, runs of keys, years and decoration. */
function leftOf(text: string, known: readonly string[]): Set<string> {
  let rest = text;
  for (const word of known) rest = rest.replaceAll(word, '');
  for (const row of ROWS) rest = withoutRuns(rest, row);
  rest = rest.replace(/(19|20)\d\d/g, '').replace(/(.)\1{2,}/gu, '$1');
  return new Set(rest.replace(/[^\p{L}\p{N}]/gu, '').replace(/\d+$/, ''));
}

/** Runs of four or more, forwards and backwards. */
function withoutRuns(text: string, row: string): string {
  const rows = [row, [...row].reverse().join('')];
  for (let size = text.length; size >= 4; size -= 1) {
    for (let from = 0; from + size <= text.length; from += 1) {
      const piece = text.slice(from, from + size);
      if (rows.some((one) => one.includes(piece)))
        return withoutRuns(text.slice(0, from) + text.slice(from + size), row);
    }
  }
  return text;
}

function wordsOf(text: string): string[] {
  return fold(text.toLowerCase())
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

function unleet(text: string): string {
  return [...text].map((char) => LEET[char] ?? char).join('');
}
