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
  /** What begins a no for good, whatever follows. */
  readonly never: readonly string[];
  /** A no for good where it is all that was written: `baja de un usuario` is a case. */
  readonly leave: readonly string[];
  readonly courtesy: readonly string[];
  /** What people say of something that they want done: `no puedo`, `necesito`, `hola`. */
  readonly matter: readonly string[];
}

/**
 * What a message is to a question: an answer, with or without its reason, and perhaps with a new matter in it; off the scale;
 * a no; or about something else.
 */
export type SurveyReading =
  | { readonly type: 'answer'; readonly score: number | null; readonly explained: boolean; readonly hasMatter: boolean }
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
  if (isNever(plain, words)) return { type: 'refused', always: true };
  if (words.no.includes(plain)) return { type: 'refused', always: false };
  if (scale === null)
    return said.includes('?') || plain === '' ? OTHER : answerOf({ score: null, explained: true }, plain, words);
  const found = numberIn(said, words) ?? stars(text) ?? inWords(plain, scale, words);
  if (found === null) return OTHER;
  if (isOn(found.score, scale)) return answerOf(found, plain, words);
  // A number that counts something else: nobody who writes a sentence is told that it is no score.
  return found.explained ? OTHER : { type: 'off' };
}

function isNever(plain: string, { never, leave, courtesy }: SurveyWords): boolean {
  if (never.some((phrase) => plain === phrase || plain.startsWith(`${phrase} `))) return true;
  return leave.some((word) => plain === word || courtesy.some((kind) => plain === `${word} ${kind}`));
}

function answerOf(
  found: { score: number | null; explained: boolean },
  plain: string,
  words: SurveyWords,
): SurveyReading {
  return { type: 'answer', ...found, hasMatter: found.explained && hasMatter(plain, words) };
}

/** Whether a text says that something is to be done. A reason that only sounds so is attended for nothing: nothing is lost. */
function hasMatter(plain: string, { matter }: SurveyWords): boolean {
  return matter.some((phrase) => ` ${plain} `.includes(` ${phrase} `));
}

type Found = { readonly score: number; readonly explained: boolean } | null;

function isOn(score: number, { min, max }: SurveyScale): boolean {
  return Number.isInteger(score) && score >= min && score <= max;
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
