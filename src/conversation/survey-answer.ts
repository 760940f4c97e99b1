import type { SurveyScale } from '../contracts/surveys.ts';

/** Words by which people answer; from the catalogue, folded. */
export interface SurveyWords {
  /** `cero`, `uno`, … in order. */
  readonly numbers: readonly string[];
  /** Groups of words for each step of a scale of five, worst first. */
  readonly scores: readonly (readonly string[])[];
  /** What stands before a number: `le doy un`. */
  readonly lead: readonly string[];
  /** What begins a reason after it: `porque`. */
  readonly because: readonly string[];
  readonly no: readonly string[];
  readonly never: readonly string[];
}

/** What a message is to a question: an answer, with or without its reason; off the scale; a no; or about something else. */
export type SurveyReading =
  | { readonly type: 'answer'; readonly score: number | null; readonly explained: boolean }
  | { readonly type: 'off' }
  | { readonly type: 'refused'; readonly always: boolean }
  | { readonly type: 'other' };

const OTHER: SurveyReading = { type: 'other' };
/** Longer messages with a number in them are about something. */
const MAX_WORDS_BEFORE = 4;

/** Reads an answer in a person's own words (MAS-121: `11` and `ocho punto cinco` are none). Pure. */
export function readAnswer(text: string, scale: SurveyScale | null, words: SurveyWords): SurveyReading {
  const said = folded(text);
  const plain = said.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  if (words.never.some((phrase) => plain === phrase || plain.startsWith(`${phrase} `)))
    return { type: 'refused', always: true };
  if (words.no.includes(plain)) return { type: 'refused', always: false };
  if (scale === null)
    return said.includes('?') || plain === '' ? OTHER : { type: 'answer', score: null, explained: true };
  return onScale(numberIn(said, words) ?? stars(text) ?? inWords(plain, scale, words), scale);
}

type Found = { readonly score: number; readonly explained: boolean } | null;

function onScale(found: Found, { min, max }: SurveyScale): SurveyReading {
  if (found === null) return OTHER;
  const fits = Number.isInteger(found.score) && found.score >= min && found.score <= max;
  return fits ? { type: 'answer', ...found } : { type: 'off' };
}

/** A number that is the message, or that a sentence begins with: `8`, `le doy un 9`, `4 de 5, tardaron`, `ocho porque …`. */
function numberIn(said: string, { numbers, lead, because }: SurveyWords): Found {
  const digits = said.replace(/[\p{L}]+/gu, (word) => {
    const at = numbers.indexOf(word);
    return at === -1 ? word : String(at);
  });
  const before = `(?:(?:${lead.join('|')}) ){0,${MAX_WORDS_BEFORE}}`;
  const number = '(-?\\d{1,3}(?:(?:[.,]| punto | coma | point )\\d+| y medio| and a half)?)';
  const of = '(?: ?(?:/|de|sobre|out of) ?\\d{1,2})?(?: ?(?:puntos?|estrellas?|points?|stars?))?';
  const rest = `(?:\\s*[.!]*|\\s*[,;:.!-]+\\s+(\\S.*)| (?:${because.join('|')})( .*))`;
  const match = new RegExp(`^${before}${number}${of}${rest}$`, 'su').exec(digits);
  if (match?.[1] === undefined) return null;
  const isWhole = /^-?\d+$/.test(match[1]);
  return { score: isWhole ? Number(match[1]) : Number.NaN, explained: (match[2] ?? match[3]) !== undefined };
}

function stars(text: string): Found {
  const found = text.trim().match(/^(?:[⭐★🌟]\uFE0F?\s*)+$/u);
  return found ? { score: [...text.matchAll(/[⭐★🌟]/gu)].length, explained: false } : null;
}

/** `excelente`, `más o menos`: on a scale of five, each step has its words; on any other, only its two ends. */
function inWords(plain: string, { min, max }: SurveyScale, { scores }: SurveyWords): Found {
  const at = scores.findIndex((group) => group.includes(plain));
  if (at === -1) return null;
  const last = scores.length - 1;
  if (max - min === last) return { score: min + at, explained: false };
  return at === 0 ? { score: min, explained: false } : at === last ? { score: max, explained: false } : null;
}

function folded(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/🔟/gu, '10')
    .replace(/[\uFE0F\u20E3]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
