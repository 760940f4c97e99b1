import { stemmer } from '@orama/stemmers/spanish';
import { HELD_MARK, marks } from '../../contracts/redaction-marks.ts';
import { fold } from '../../diagnosis/tokens.ts';

/** The telling words of a text: stem → the word as first written (folded). */
export type Terms = ReadonlyMap<string, string>;

const WORD = /[a-z0-9]+(?:[-_./][a-z0-9]+)*/g;
/** A description may quote a whole mail; its beginning says what it is about. */
const LONGEST = 2_000;
const STEMS_KEPT = 50_000;
const removed = [...Object.values(marks), HELD_MARK];
const silent = new Set(
  `a al algo ante aqui asi aun aunque ayer buen buena buenas bueno buenos cada como con cual cuando cuanto de del desde
  dia dias donde el ella ellos en entre era es esa ese eso esta estaba estamos estan estas este esto estos estoy favor fue
  gracias ha haber hace hacia han hasta hay he hola hoy la las le les lo los mas me mi mis muy nada ni no nos nosotros
  nuestra nuestro o otra otro para pero por porque pueda puede pueden puedo que quien saludos se sea ser si sido sin sobre
  solo son soy su sus tambien tan tardes te tengo tenemos tiene tienen todo toda todos todas tras tu un una unas uno unos
  urge urgente usted ustedes vez ya yo ayuda apoyo ayudan necesito necesitamos quiero solicito atentamente`.split(
    /\s+/,
  ),
);
const stems = new Map<string, string>();

/** Reads the telling words of a ticket; where a value was removed nothing is compared. */
export function termsOf(subject: string, description: string): Terms {
  let text = `${subject} ${description}`.slice(0, LONGEST);
  for (const mark of removed) text = text.replaceAll(mark, ' ');
  const terms = new Map<string, string>();
  for (const word of fold(text).match(WORD) ?? []) {
    if (silent.has(word) || word.length < 2) continue;
    const stem = stemOf(word);
    if (!terms.has(stem)) terms.set(stem, word);
  }
  return terms;
}

/** Folios, versions and amounts stay as they are: two of them are the same or not. */
export function isCode(stem: string): boolean {
  return /\d/.test(stem);
}

function stemOf(word: string): string {
  if (isCode(word) || word.length <= 3) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(word);
  if (stems.size >= STEMS_KEPT) stems.clear();
  stems.set(word, stem);
  return stem;
}
