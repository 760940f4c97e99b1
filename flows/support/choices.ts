import type { Choice } from '../../src/contracts/envelope.ts';
import type { Said } from './said.ts';
import { fold, isNear, wordsOf } from './words.ts';

/** A choice and the other words by which people name it. */
export interface Option extends Choice {
  readonly synonyms?: readonly string[];
}

const NUMBER =
  /^(?:(?:la|el|lo|opcion|option|numero|num|no|number|respuesta|inciso|#|the)[\s.:#]*)*(\d{1,3})(?:\s*[.)°ªº-]*)?[.!]?$/;
const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/^(?:(?:la|el|opcion|the|option) )*(?:uno|una|primer[oa]?|one|first)(?: (?:opcion|option|one))?$/, 1],
  [/^(?:(?:la|el|opcion|the|option) )*(?:dos|segund[oa]|two|second)(?: (?:opcion|option|one))?$/, 2],
  [/^(?:(?:la|el|opcion|the|option) )*(?:tres|tercer[oa]?|three|third)(?: (?:opcion|option|one))?$/, 3],
  [/^(?:(?:la|el|opcion|the|option) )*(?:cuatro|cuart[oa]|four|fourth)(?: (?:opcion|option|one))?$/, 4],
  [/^(?:(?:la|el|opcion|the|option) )*(?:cinco|quint[oa]|five|fifth)(?: (?:opcion|option|one))?$/, 5],
  [/^(?:(?:la|el|opcion|the|option) )*(?:seis|sext[oa]|six|sixth)(?: (?:opcion|option|one))?$/, 6],
  [/^(?:(?:la|el|opcion|the) )*(?:siete|septim[oa]|seven)$/, 7],
  [/^(?:(?:la|el|opcion|the) )*(?:ocho|octav[oa]|eight)$/, 8],
  [/^(?:(?:la|el|opcion|the) )*(?:nueve|noven[oa]|nine)$/, 9],
  [/^(?:(?:la|el|opcion|the) )*(?:diez|decim[oa]|ten)$/, 10],
  [/^(?:la|el|the) (?:ultim[oa]|last)(?: (?:opcion|option|one))?$/, -1],
];

/** The whole number that a message is, in digits or words (`3`, `opción 2`, `la primera`, `5️⃣`); -1 = the last one. Null: none. */
export function numberOf(said: Said): number | null {
  const text = said.folded.replace(/\uFE0F|\u20E3/g, '').trim();
  if (text.length > 40) return null;
  const digits = NUMBER.exec(text);
  if (digits) return Number(digits[1]);
  const plain = said.words.join(' ');
  return ORDINALS.find(([form]) => form.test(plain))?.[1] ?? null;
}

/** The option that a message plainly is: its button, its very words, or its number where options are shown. */
export function plainOption<T extends Option>(said: Said, options: readonly T[], shown = true): T | null {
  if (said.choice !== undefined) return options.find((option) => option.value === said.choice) ?? null;
  const named = exactOption(said, options);
  const number = named || !shown ? null : numberOf(said);
  if (number === -1) return options.at(-1) ?? null;
  return named ?? (number === null ? null : (options[number - 1] ?? null));
}

/** The same, or the option that a longer message speaks of (typos allowed). Null when none, or more than one, fits. */
export function matchOption<T extends Option>(said: Said, options: readonly T[], shown = true): T | null {
  const plain = plainOption(said, options, shown);
  if (plain || (shown && numberOf(said) !== null)) return plain;
  return closestOption(said.words, options);
}

/** The option that the message names word for word. */
export function exactOption<T extends Option>(said: Said, options: readonly T[]): T | null {
  const spoken = said.words.join(' ');
  return options.find((option) => namesOf(option).some((words) => words.join(' ') === spoken)) ?? null;
}

/** The longest name that stands in the message wins; two different answers of the same length are no answer. */
function closestOption<T extends Option>(spoken: readonly string[], options: readonly T[]): T | null {
  if (spoken.length === 0 || spoken.length > 25) return null;
  let best: T | null = null;
  let bestScore = 0;
  let tied = false;
  for (const option of options) {
    const score = Math.max(...namesOf(option).map((name) => scoreOf(name, spoken)));
    if (score > bestScore) [best, bestScore, tied] = [option, score, false];
    else if (score === bestScore && score > 0 && best?.value !== option.value) tied = true;
  }
  return tied ? null : best;
}

/** Words of the name when the message holds the whole name in a row, or when the message is most of a longer name. */
function scoreOf(name: readonly string[], spoken: readonly string[]): number {
  if (name.length === 0) return 0;
  for (let start = 0; start + name.length <= spoken.length; start++) {
    if (name.every((word, at) => isNear(word, spoken[start + at] ?? ''))) return name.length * 2;
  }
  const meaning = spoken.filter((word) => !EMPTY_WORDS.has(word));
  if (meaning.length === 0 || meaning.length > name.length) return 0;
  const content = name.filter((word) => !EMPTY_WORDS.has(word));
  const held = meaning.every((word) => content.some((other) => isNear(other, word)));
  return held && meaning.length * 2 >= content.length ? meaning.length : 0;
}

const EMPTY_WORDS = new Set(
  'a al con de del el en es la las lo los me mi no o para por que se si solo soy su un una y yo nada mas the of to is it in my i am only just with'.split(
    ' ',
  ),
);

function namesOf(option: Option): readonly string[][] {
  const known = names.get(option);
  if (known) return known;
  const words = [option.title, ...(option.synonyms ?? [])].map((name) => wordsOf(fold(name)));
  names.set(option, words);
  return words;
}

const names = new WeakMap<Option, readonly string[][]>();
