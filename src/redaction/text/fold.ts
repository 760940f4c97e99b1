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

/**
 * Takes accents, disguise and invisible characters away (fold with an offset map, redaction-notes 5.2).
 * Plain ASCII comes back as it is; Western text maps one to one and needs no map.
 */
export function fold(source: string): Folded {
  if (PLAIN.test(source)) return { text: source };
  if (!NEEDS_MAP.test(source)) return { text: source.replace(LATIN, foldOne) };
  return foldWithMap(source);
}

function foldOne(character: string): string {
  const folded = foldCharacter(character);
  return folded.length === 1 ? folded : character;
}

function foldWithMap(source: string): Folded {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of source) {
    const folded = foldCharacter(character);
    const end = at + character.length;
    if (folded === '') {
      // An invisible character belongs to what it follows, so that it goes with it.
      if (ends.length > 0) ends[ends.length - 1] = end;
    } else {
      parts.push(folded);
      for (let unit = 0; unit < folded.length; unit++) {
        starts.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  return { text: parts.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}
