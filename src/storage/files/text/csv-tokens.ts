import { asName, labelsAmong, type Token } from './token.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** Every cell of a table; the first row and the cell to the left may name it. */
export function csvTokens(text: string): Token[] {
  const delimiter = delimiterOf(text);
  const header: string[] = [];
  const isTitled = !/\d/.test(text.slice(0, 4096).split(/[\r\n]/, 1)[0] ?? '');
  const tokens: Token[] = [];
  let row = 0;
  let column = 0;
  let left: string | undefined;
  for (let at = 0; at <= text.length; ) {
    const cell = cellAt(text, at, delimiter);
    const { start, end, text: said, encode } = cell;
    if (row === 0 && isTitled) {
      header.push(said);
      tokens.push({ start, end, text: said, labels: [], encode, isName: true });
    } else {
      tokens.push({ start, end, text: said, labels: labelsAmong([header[column], asName(left)]), encode });
    }
    left = cell.text;
    column += 1;
    if (text[cell.next] !== delimiter) {
      row += 1;
      column = 0;
      left = undefined;
    }
    at = afterBreak(text, cell.next);
  }
  return tokens;
}

interface Cell {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly encode: Token['encode'];
  /** Where its delimiter or line end stands. */
  readonly next: number;
}

function cellAt(text: string, from: number, delimiter: string): Cell {
  if (text[from] === '"') {
    const end = closingQuote(text, from + 1);
    const inner = text.slice(from + 1, end);
    const encode = (clean: string) => clean.replaceAll('"', '""');
    const next = endOfCell(text, Math.min(end + 1, text.length), delimiter);
    return { start: from + 1, end, text: inner.replaceAll('""', '"'), encode, next };
  }
  const end = endOfCell(text, from, delimiter);
  return { start: from, end, text: text.slice(from, end), encode: (clean) => quoted(clean, delimiter), next: end };
}

function quoted(clean: string, delimiter: string): string {
  const isPlain = !clean.includes(delimiter) && !/["\r\n]/.test(clean);
  return isPlain ? clean : `"${clean.replaceAll('"', '""')}"`;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return text.length;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function afterBreak(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

/** The sign that parts the first line most. */
function delimiterOf(text: string): string {
  const first = text.slice(0, 4096).split(/[\r\n]/, 1)[0] ?? '';
  const count = (sign: string): number => first.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
