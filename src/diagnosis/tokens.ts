/** Marks between sentences, inside a sentence, and after a question. They are tokens, so that a pattern does not jump over them. */
export const FULL_STOP = '.';
export const COMMA = ',';
export const QUESTION = '?';

const PIECE = /\d+(?:[.,:]\d+)*|[a-z0-9]+|[?]|[.;!\n¿¡]|[,:()"“”«»/-]/g;
const ACCENTS = /[\u0300-\u036f]/g;
const STRETCHED = /([a-z])\1{2,}/g;
const THOUSANDS = /^\d{1,3}(,\d{3})+$/;

/** Whether a token is a word or a number, not a mark. */
export function isWord(token: string): boolean {
  return token !== FULL_STOP && token !== COMMA && token !== QUESTION;
}

/** Lower case without accents; a letter written three or more times in a row counts once ("noooo"). */
export function fold(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase().replace(STRETCHED, '$1');
}

/**
 * Cuts a text into folded words, numbers and marks. Chat shorthand is written out by the given table (word → words).
 * Marks in a row become one; a question mark wins.
 */
export function tokenize(text: string, shorthand: ReadonlyMap<string, readonly string[]>): string[] {
  const tokens: string[] = [];
  for (const piece of fold(text).match(PIECE) ?? []) {
    const mark = markOf(piece);
    if (mark !== null) pushMark(tokens, mark);
    else if (THOUSANDS.test(piece)) tokens.push(piece.replaceAll(',', ''));
    else tokens.push(...(shorthand.get(piece) ?? [piece]));
  }
  return tokens;
}

function markOf(piece: string): string | null {
  const first = piece.charCodeAt(0);
  const isLetterOrDigit = (first >= 48 && first <= 57) || (first >= 97 && first <= 122);
  if (isLetterOrDigit) return null;
  if (piece === '?') return QUESTION;
  return '.;!\n¿¡'.includes(piece) ? FULL_STOP : COMMA;
}

function pushMark(tokens: string[], mark: string): void {
  const last = tokens.at(-1);
  if (last === undefined) return;
  if (isWord(last)) tokens.push(mark);
  else if (last === COMMA || mark === QUESTION) tokens[tokens.length - 1] = mark;
}
