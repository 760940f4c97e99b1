/** A run of letters and digits as written, and how it stands in the text. */
export type WordVisitor = (raw: string, isCapital: boolean, opensSegment: boolean) => boolean;

const LETTER = 1;
const DIGIT = 2;
const BREAK = 4;
const kinds = charKinds();

/**
 * Walks over the words of a text. A decimal stays whole (`4.0`); a full stop before a space, a semicolon, a line's end begin
 * a new segment. A capital counts only inside a segment: its first word has one anyway. The visitor ends the walk by `false`.
 */
export function scan(text: string, visit: WordVisitor): void {
  let opens = true;
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    if ((kind & (LETTER | DIGIT)) === 0) {
      if (kind === BREAK && isBreak(text, at)) opens = true;
      at += 1;
      continue;
    }
    const end = wordEnd(text, at);
    const raw = text.slice(at, end);
    if (!visit(raw, !opens && isCapital(raw), opens)) return;
    opens = false;
    at = end;
  }
}

function wordEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    if ((kindAt(text, at) & (LETTER | DIGIT)) !== 0) at += 1;
    else if (text.charCodeAt(at) === 46 && kindAt(text, at + 1) === DIGIT) at += 2;
    else break;
  }
  return at;
}

/** A mark inside a word or a number ("example.com", "3:15") does not end anything. */
function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || code === 183 || at + 1 >= text.length || text.charCodeAt(at + 1) <= 32;
}

function isCapital(raw: string): boolean {
  const code = raw.charCodeAt(0);
  return (code >= 65 && code <= 90) || (code >= 0xc0 && raw[0] !== raw[0]?.toLowerCase());
}

function kindAt(text: string, at: number): number {
  return kinds[text.charCodeAt(at)] ?? 0;
}

/** Latin letters with their accents, composed or combining; all other scripts separate words. */
function charKinds(): Uint8Array {
  const table = new Uint8Array(0x370);
  for (let code = 0; code < table.length; code += 1) {
    const char = String.fromCharCode(code);
    if (code >= 48 && code <= 57) table[code] = DIGIT;
    else if (/[a-z]/i.test(char) || (code >= 0xc0 && code < 0x250 && code !== 0xd7 && code !== 0xf7))
      table[code] = LETTER;
    else if (code >= 0x300) table[code] = LETTER;
  }
  for (const char of '.!?;:\n·') table[char.charCodeAt(0)] = BREAK;
  return table;
}
