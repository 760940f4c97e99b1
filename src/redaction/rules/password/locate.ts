import type { Cue } from '../../lexicon/cues.ts';
import { namesField } from '../../lexicon/words.ts';
import { shapeOf } from '../../text/shape.ts';
import { isLineEnd, lineEnd, skipBlanks, tokenAt, tokensOfLine, trimToken, wordsBefore } from '../../text/tokens.ts';
import type { View } from '../../text/view.ts';
import type { Sense } from './cue-sense.ts';
import { setOff, tieAt } from './ties.ts';
import type { Tie } from './value.ts';

const COPULA = /^(?:es|era|eran|son|seria|sera|fue|is|was|are|quedo|queda|quedaria|siendo|equals)$/;
const CHANGED = /^(?:quedo|cambi|actualiz|modifi|pus|puse|pon|reset|restabl|chang|set|asign|dej|renov|camb)/;
const BREAKER =
  /^(?:from|where|select|pero|porque|ni|aunque|entonces|problema|error|mensaje|dice|sale|marca|aparece|cuando|si|no|solicito|favor|necesito|quiero|ayuda|y|but|when|because)$/;
/** "la contraseña⏎nueva es X": a line that broke inside the sentence. */
const NEWER = /^(?:nueva|nuevo|actual|temporal|correcta|anterior|vieja)$/;
/** Behind a verb of change: "cambié la contraseña a X". */
const BECAME = /^(?:a|por|to|como|en)$/;
const MOST_WORDS = 13;

/** Where a value may begin after a cue, and how it is tied to it. */
export interface Spot {
  readonly tie: Tie;
  readonly at: number;
  readonly chosenOnly: boolean;
  /** It was changed "a X", "por X": a reason may stand there as well. */
  readonly changed?: boolean;
  /** The value begins on the next line. */
  readonly broke?: boolean;
}

/** Walks from the cue over the words that say which password, to a sign, "es", or a line end. */
export function locate(view: View, cue: Cue, sense: Sense): Spot | undefined {
  const changed = wordsBefore(view.lower, cue.start, 5).some((word) => CHANGED.test(word));
  const settled = /(?:^|[^a-z])(?:quedo|dejo|deje|dejaron|pusieron)(?=[^a-z])/.test(
    view.lower.slice(Math.max(0, cue.start - 40), cue.start),
  );
  const firstCharacter = view.lower.charAt(cue.start - 1);
  let at = cue.end;
  let words = 0;
  let chosenOnly = false;
  let lines = 0;
  while (words <= MOST_WORDS && at < view.text.length) {
    const tie =
      tieAt(view, at, words === 0 && (firstCharacter === '<' || firstCharacter === ':')) ??
      (words === 0 ? setOff(view, at, firstCharacter) : undefined);
    if (tie !== undefined) return afterSign(view, { ...tie, chosenOnly: chosenOnly || tie.chosenOnly === true });
    const next = nextWord(view, at);
    if (next === undefined || (words === 0 && opensField(view, cue, next))) return undefined;
    if (next.broke) {
      if (++lines > 1 || words > 5) return undefined;
      const said = COPULA.test(next.word) || (NEWER.test(next.word) && goesOn(view, next.end));
      if (!said) return labelAlone(view, cue, { at: next.start, words, sense });
    }
    if (COPULA.test(next.word) || (next.word === 'be' && /used to be?$/.test(view.lower.slice(0, next.end).slice(-12))))
      return { tie: 'copula', at: afterCopula(view, next.end), chosenOnly };
    if (changed && BECAME.test(next.word) && words < 6 && (next.word !== 'en' || settled) && !goesTo(view, next.start))
      return { tie: 'copula', at: next.end, chosenOnly, changed: true };
    if (ENTERED.test(next.word) && words < 5 && !goesOn(view, next.end))
      return { tie: 'copula', at: afterEntered(view, next.end), chosenOnly: true };
    if (next.stop) return undefined;
    if (words > 0 && /^=[^\s=>]/.test(view.text.slice(next.end, next.end + 2)) && !namesField(next.word))
      return { tie: 'dash', at: next.start, chosenOnly: true };
    if (BREAKER.test(next.word)) chosenOnly = true;
    at = next.end;
    words++;
  }
  return undefined;
}

/** "la contraseña la dejé en X", "en contraseña va X": what was put in; only what somebody made up, or quotes. */
const ENTERED =
  /^(?:puse|puso|pusimos|pusieron|pongo|pone|ponga|ponle|pon|ponganle|va|deje|dejo|dejaron|dejamos|escribi|escribo|escribio|escriba|tecle[eo]|teclea|meti|meto|metan|digit[eo]|capture|capturo|ingres[eo]|us[eo]|usaba|usamos|utilizo|asignaron|asigne|dieron|dio|mandaron|llego|llegaba|sea|ser|llama|trae|tiene|tengo|probe|pruebo|pruebe|intente|intento)$/;

/** A sign or "es" is still to come: "la que me dejaron es X". */
function goesOn(view: View, at: number): boolean {
  const next = nextWord(view, at);
  return tieAt(view, at, false) !== undefined || (next !== undefined && !next.broke && COPULA.test(next.word));
}

function afterEntered(view: View, from: number): number {
  const match =
    /^[ ,](?:igual(?: que antes)?|asi|como|en|de|con|a|que|por|la de siempre|lo de siempre)[ ,:]{1,3}|^[ ,:]{1,3}/.exec(
      view.lower.slice(from, from + 30),
    );
  return match === null ? from : from + match[0].length;
}

/** "entre a Configuración": the way there, no new value. */
function goesTo(view: View, at: number): boolean {
  const [verb = ''] = wordsBefore(view.lower, at, 1);
  return /^(?:entr[ae]r?|ir|vaya|ve|vas|acced[ae]r?|ingres[ae]r?|dirijase|regrese|go|llam[ae]r?|avis[ae]r?)$/.test(
    verb,
  );
}

/** A sign at the end of its line: the value stands on the next. */
function afterSign(view: View, spot: Spot): Spot {
  let at = skipMarks(view, spot.at);
  const broke = at < view.text.length && isLineEnd(view.text.charCodeAt(at));
  if (broke) at = nextLine(view, at);
  return { ...spot, at, broke };
}

function skipMarks(view: View, from: number): number {
  const closing = /^[*_~`]{1,3}(?=\s|$)/.exec(view.text.slice(from, from + 4));
  return skipBlanks(view.text, closing === null ? from : from + closing[0].length);
}

/** Start of the next line with text; the quote marks of a mail answer are no text. At most 4 lines on. */
function nextLine(view: View, from: number): number {
  const match = /^(?:[ \t]{0,20}\r?\n[> \t]{0,20}){1,4}/.exec(view.text.slice(from, from + 160));
  return match === null ? from : from + match[0].length;
}

/** "Olvido de contraseña Área: Ventas": another field of the form begins. */
function opensField(view: View, cue: Cue, next: Word): boolean {
  return (
    FIELD.test(next.word) &&
    /^[A-ZÁ]/.test(view.text.slice(next.start, next.start + 1)) &&
    /^[a-z]/.test(view.text.slice(cue.start, cue.start + 1)) &&
    /^ ?:/.test(view.text.slice(next.end, next.end + 2))
  );
}

const FIELD =
  /^(?:usuario|user|area|sucursal|folio|prioridad|empresa|nombre|correo|email|telefono|motivo|asunto|fecha|puesto|departamento|ticket|equipo|modulo|estado|categoria|descripcion|cliente|department|priority|status)$/;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** A line ended before it. */
  readonly broke: boolean;
  /** The sentence ends with it. */
  readonly stop: boolean;
}

function nextWord(view: View, from: number): Word | undefined {
  let at = skipBlanks(view.text, from);
  const broke = isLineEnd(view.text.charCodeAt(at));
  if (broke) at = nextLine(view, at);
  const token = tokenAt(view.lower, at);
  if (token.end === token.start) return undefined;
  const raw = view.lower.slice(token.start, token.end);
  const sign = raw.search(/[:=](?!\/\/)/);
  const end = sign > 0 && sign < 24 ? token.start + sign : token.end;
  const shown = raw.slice(0, end - token.start);
  const word = shown.replace(/^[("'*_,]{1,20}|[)"'*_,]{1,20}$/g, '');
  return { start: token.start, end, word, broke, stop: /[.;!?]["')]?$/.test(shown) };
}

/** "es la siguiente: X", "quedó en X", "es esta X": the value stands behind. */
function afterCopula(view: View, from: number): number {
  const rest = view.lower.slice(from, from + 80);
  const match =
    /^[ \t]{0,4}(?:(?:la |el )?siguiente|(?:est|es)[ae]|,? ?(?:apunt[ea]|anot[ea]|ojo|mir[ea]|toma nota|tome nota)(?: bien| por favor)?,?|asi|como|en|ahora|now|(?:la|una)(?: sola)? palabra|(?:el|puros?|solo|un) numeros?|the (?:word|number)|the following|solo|nada mas|simplemente|literal(?:mente)?|todo junto|con mayuscula|en (?:mayusculas|minusculas)|creo(?: que)?(?: es)?|(?:set|changed) to)?[ \t]{0,3}(?:[:=-]>?|\.{3})?(?=[\s:"'*]|$)/.exec(
      rest,
    );
  let at = from + (match === null ? 0 : match[0].length);
  at = skipBlanks(view.text, at);
  return at < view.text.length && isLineEnd(view.text.charCodeAt(at)) ? nextLine(view, at) : at;
}

/** A line that is only a label: the next line is the value, if it is one token or somebody made it up. */
function labelAlone(view: View, cue: Cue, place: { at: number; words: number; sense: Sense }): Spot | undefined {
  if (place.words > 4) return undefined;
  const ahead = view.lower.slice(Math.max(0, cue.start - 60), cue.start);
  const before = ahead
    .slice(ahead.lastIndexOf('\n') + 1)
    .replace(/[^a-z ]/g, ' ')
    .trim();
  const words = before === '' ? [] : before.split(/\s+/);
  const label =
    words.length <= 3 &&
    words.every((word) => /^(?:la|mi|el|su|tu|nueva|y|usuario|user|es|esta|te|le|paso|mando|ahi|va)$/.test(word));
  const tokens = tokensOfLine(view.text, place.at, 3);
  const [first] = tokens;
  if (first === undefined) return undefined;
  const trimmed = trimToken(view.text, first);
  const shape = shapeOf(view.text.slice(trimmed.start, trimmed.end));
  const alone = tokens.length === 1 && lineEnd(view.text, first.end) === skipBlanks(view.text, first.end);
  if (!label || (place.sense === 'doubt' && shape !== 'chosen')) return undefined;
  return alone || shape === 'chosen' ? { tie: 'line', at: place.at, chosenOnly: !alone } : undefined;
}
