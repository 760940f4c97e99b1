import { foldCharacter } from './fold-tables.ts';

/**
 * Text as it reads, with the way back. `starts[i]`/`ends[i]` are the offsets in the source of character i;
 * both are absent when the offsets are the same.
 */
export interface Folded {
  readonly text: string;
  readonly starts?: Uint32Array;
  readonly ends?: Uint32Array;
}

const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const NEEDS_MAP = /[^\t\n\r\x20-\x7e\xa0-\xac\xae\xb0-\xff]|[\xa8\xaf\xb4\xb8\xbc-\xbe]/;
const LATIN = /[\xa0-\xff]/g;
const SHORT = 200;
const latinTable = Uint8Array.from({ length: 256 }, (_, code) =>
  code < 0xa0 ? code : foldOne(String.fromCharCode(code)).charCodeAt(0),
);

/**
 * Takes accents, disguise and invisible characters away (fold with an offset map, redaction-notes 5.2).
 * Plain ASCII comes back as it is; Western text maps one to one and needs no map.
 */
export function fold(source: string): Folded {
  if (PLAIN.test(source)) return { text: source };
  if (!NEEDS_MAP.test(source))
    return { text: source.length < SHORT ? source.replace(LATIN, foldOne) : foldLatin(source) };
  return foldWithMap(source);
}

/** Letter by letter through a table: a long text full of accents costs as much as one without. */
function foldLatin(source: string): string {
  const bytes = Buffer.from(source, 'latin1');
  for (let at = 0; at < bytes.length; at++) bytes[at] = latinTable[bytes[at] ?? 0] ?? 0;
  return bytes.toString('latin1');
}

function foldOne(character: string): string {
  const folded = foldCharacter(character);
  return folded.length === 1 ? folded : character;
}

function foldWithMap(source: string): Folded {
  const parts: string[] = [];
  // A ligature may read as several letters: room for more than the source holds.
  let starts: Uint32Array = new Uint32Array(source.length + 16);
  let ends: Uint32Array = new Uint32Array(source.length + 16);
  let length = 0;
  let at = 0;
  for (const character of source) {
    const folded = foldCharacter(character);
    const end = at + character.length;
    if (folded === '') {
      // An invisible character belongs to what it follows, so that it goes with it.
      if (length > 0) ends[length - 1] = end;
    } else {
      parts.push(folded);
      if (length + folded.length > starts.length) [starts, ends] = [grown(starts), grown(ends)];
      for (let unit = 0; unit < folded.length; unit++) {
        starts[length] = at;
        ends[length++] = end;
      }
    }
    at = end;
  }
  return { text: parts.join(''), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

function grown(offsets: Uint32Array): Uint32Array {
  const larger = new Uint32Array(offsets.length * 2 + 32);
  larger.set(offsets);
  return larger;
}
