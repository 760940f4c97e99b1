import type { Range } from './view.ts';

/** Longest run that is read as one token; keeps every scan bounded. */
export const MAX_TOKEN = 256;

/** Whether the character code is white space on a line (space or tab). */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Whether the character code ends a line. */
export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** The first offset at or after `from` that is no space or tab. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** End of the line that holds `from`, at most `limit` characters away. */
export function lineEnd(text: string, from: number, limit = 400): number {
  const last = Math.min(text.length, from + limit);
  let at = from;
  while (at < last && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** The run of visible characters at `from`, at most MAX_TOKEN long. */
export function tokenAt(text: string, from: number): Range {
  const last = Math.min(text.length, from + MAX_TOKEN);
  let end = from;
  while (end < last && !isBlank(text.charCodeAt(end)) && !isLineEnd(text.charCodeAt(end))) end++;
  return { start: from, end };
}

/** Tokens of one line from `from` on, at most `most`. */
export function tokensOfLine(text: string, from: number, most: number): Range[] {
  const tokens: Range[] = [];
  let at = skipBlanks(text, from);
  while (tokens.length < most && at < text.length && !isLineEnd(text.charCodeAt(at))) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipBlanks(text, token.end);
  }
  return tokens;
}

/** The words (letters and digits, lower-case text) that end before `at` on the same line, nearest first, at most `most`. */
export function wordsBefore(lower: string, at: number, most: number): string[] {
  const reach = lower.slice(Math.max(0, at - 24 * most), at);
  const words = reach.slice(reach.lastIndexOf('\n') + 1).match(/[a-z0-9][a-z0-9.-]*/g) ?? [];
  return words.slice(-most).reverse();
}

/** The same after `at`, nearest first. */
export function wordsAfter(lower: string, at: number, most: number): string[] {
  const line = lower.slice(at, lineEnd(lower, at, 24 * most));
  return (line.match(/[a-z0-9][a-z0-9-]*/g) ?? []).slice(0, most);
}

const OPENERS = new Set('"\'`(*_~[{<'.split(''));
const CLOSERS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '*': '*',
  _: '_',
  '~': '~',
  '"': '"',
  "'": "'",
  '`': '`',
};

/** Takes off what wraps a token: quotes, brackets, chat formatting, and the punctuation of the sentence. */
export function trimToken(text: string, token: Range): Range {
  let { start, end } = token;
  while (end > start && ',;:'.includes(text.charAt(end - 1))) end--;
  while (end - start > 1 && OPENERS.has(text.charAt(start))) {
    const close = CLOSERS[text.charAt(start)] ?? '';
    const wrapped = text.charAt(end - 1) === close;
    if (!wrapped && '*_~[{<'.includes(text.charAt(start))) break;
    start++;
    if (wrapped) end--;
  }
  if (text.charAt(start) === '¿' || text.charAt(start) === '¡') start++;
  end = trimRight(text, start, end);
  return { start, end };
}

function trimRight(text: string, start: number, from: number): number {
  let end = from;
  while (end > start) {
    const last = text.charAt(end - 1);
    if (last === ')' || last === ']' || last === '}') {
      const open = last === ')' ? '(' : last === ']' ? '[' : '{';
      if (text.slice(start, end).includes(open)) return end;
    } else if (!'.,;:?"\'`'.includes(last)) return end;
    end--;
  }
  return end;
}
