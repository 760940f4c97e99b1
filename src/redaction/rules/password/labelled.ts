import type { Cue } from '../../lexicon/cues.ts';
import type { Rule } from '../../rule.ts';
import { shapeOf } from '../../text/shape.ts';
import { isLineEnd, lineEnd, skipBlanks, tokenAt, tokensOfLine, trimToken, wordsBefore } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { type Sense, type SensedCue, sensedCues } from './cue-sense.ts';
import { readAlternatives, readValue, type Tie } from './value.ts';

const SIGN =
  /[ \t]{0,3}[)\]*_~"'`]{0,3}[ \t]{0,40}(?:[=-]>|:=|={1,3}|:{1,2}=?(?!\/\/)|\||;(?=[^\s;])|\.{3,40}[ \t]{0,3}:?)[ \t]{0,40}/y;
const XML = /[ \t]{0,3}>/y;
/** "contraseña>X". */
const ANGLE = />(?=[^\s<>])/y;
const DASH = /[ \t]{1,4}-{1,2}[ \t]{1,4}/y;
const COPULA = /^(?:es|era|eran|son|seria|sera|fue|is|was|are|quedo|queda|quedaria|siendo|equals)$/;
const CHANGED = /^(?:quedo|cambi|actualiz|modifi|pus|puse|pon|reset|restabl|chang|set|asign|dej|renov|camb)/;
const BREAKER =
  /^(?:pero|porque|ni|aunque|entonces|problema|error|mensaje|dice|sale|marca|aparece|cuando|si|no|solicito|favor|necesito|quiero|ayuda|y|but|when|because)$/;
const REASONS =
  /^(?:seguridad|error|favor|politicas?|indicacion|instruccion|cuestion|motivos?|blanco|recomendacion|sistemas|olvido|internet|telefono|correo|vencimiento|caducidad|sugerencia|peticion|solicitud|completo|todos|todas|varios|usuarios?)/i;
const MOST_WORDS = 13;

/** Where a value may begin after a cue, and how it is tied to it. */
interface Spot {
  readonly tie: Tie;
  readonly at: number;
  readonly chosenOnly: boolean;
  /** It was changed "a X", "por X": a reason may stand there as well. */
  readonly changed?: boolean;
}

/** "contraseña de la caja: X", "mi clave es X", label and value on two lines. */
export const labelledPassword: Rule = {
  id: 'password.labelled',
  kind: 'password',
  hint: /./,
  examples: {
    hit: [
      'mi contraseña es ⟦Marzo2023*⟧',
      'la contraseña de la compu de caja es ⟦cAja_5⟧ por si se ofrece',
      'Contraseña: ⟦mi gato duerme 14⟧',
      'la clave del wifi es "⟦perro 123⟧"',
      'la contra es ⟦pumas81⟧',
      'contrasela: ⟦Toño55⟧',
      'la contraseña es ⟦perro22⟧ o ⟦gato33⟧',
      '> mi contraseña\n> es ⟦Cita_2020⟧',
      'el nip es ⟦3907⟧',
    ],
    miss: [
      'la contraseña es incorrecta dice',
      'contraseña: no la tengo',
      'la contraseña debe llevar 10 caracteres',
      'la clave del producto es TUB-220',
      'Clave: 50192100',
      'compra contra entrega',
      'el pin del conector',
    ],
  },
  find: (view) => {
    const found: Range[] = [];
    let done = 0;
    for (const cue of sensedCues(view)) {
      if (cue.start < done) continue;
      const values = readCue(view, cue);
      for (const value of values) done = Math.max(done, value.end);
      found.push(...values);
    }
    return found;
  },
};

function readCue(view: View, cue: SensedCue): Range[] {
  const { sense } = cue;
  if (sense === 'none') return [];
  const spot = locate(view, cue, sense);
  if (spot === undefined) return [];
  const value = readValue(view, spot.at, { tie: spot.tie, chosenOnly: spot.chosenOnly || needsChosen(cue, sense) });
  if (value === undefined || refused(view, { cue, sense, value, spot }) || isUserName(view, cue, value)) return [];
  const values = [value, ...readAlternatives(view, value)];
  return [...values, ...readSequels(view, values.at(-1) ?? value)];
}

function needsChosen(cue: Cue, sense: Sense): boolean {
  return cue.strength === 'digits' || (cue.strength === 'weak' && sense === 'doubt');
}

const USER_AND = /(?:usuario|user|usr|login)s?[ ]{0,2}(?:y|e|\/|and|&|,|-)[ ]{0,2}(?:la |mi |su )?$/;

/** "user y contra: rocio / ro_cio7": the first of a pair is the name; the rule for pairs takes the second. */
function isUserName(view: View, cue: Cue, value: Range): boolean {
  if (!USER_AND.test(view.lower.slice(Math.max(0, cue.start - 24), cue.start))) return false;
  const inside = /^[a-z][\w.@-]{1,40}[/|:][^\s]{3}/.test(view.lower.slice(value.start, value.end));
  return (
    inside ||
    /^[ ]{0,2}(?:[/|:,]|-[ ]|[ ]y[ ]|[ ]and[ ])[ ]{0,2}[^ \n]{3}/.test(view.lower.slice(value.end, value.end + 12))
  );
}

const SEQUEL =
  /^[ ,;.\n]{1,4}(?:pero |y |and )?(?:(?:la|mi|su|el|the) )?(?:ahora(?: es)?|hoy es|nueva?(?: es)?|now(?: is)?|new(?: is)?|actual(?: es)?|anterior(?: era)?|antes(?: era)?|otra(?: es)?|vieja(?: era)?|de(?:l| la)? [a-z]{2,14}(?: es)?)[ :=]{1,3}/;

/** "…, ahora es Y", "nueva: Y", "y la del correo es Y": values told one after the other. */
function readSequels(view: View, first: Range): Range[] {
  const found: Range[] = [];
  let last = first;
  for (let round = 0; round < 3; round++) {
    const match = SEQUEL.exec(view.lower.slice(last.end, last.end + 60));
    if (match === null) return found;
    const told = /[:=]|(?:es|era|is) $/.test(match[0]);
    const value = readValue(view, last.end + match[0].length, { tie: 'copula', chosenOnly: !told });
    if (value === undefined) return found;
    found.push(value);
    last = value;
  }
  return found;
}

interface Candidate {
  readonly cue: Cue;
  readonly sense: Sense;
  readonly value: Range;
  readonly spot: Spot;
}

/** What a doubtful clave may not be: a SAT or unit code, an article number, a verb ("la clave es revisar…"). */
function refused(view: View, { cue, sense, value, spot }: Candidate): boolean {
  const text = view.text.slice(value.start, value.end);
  if (cue.strength === 'digits') return !/\d/.test(text) || /^\d{1,3}$/.test(text);
  if (spot.changed && REASONS.test(text)) return true;
  if (cue.strength !== 'clave' || sense === 'password') return false;
  if (
    /^(?:\d{1,3}|\d{8}|[A-Z0-9]{1,3}|[A-Z]{1,6}[-_]?\d{1,6}|[A-Z]{2,5}-[A-Z0-9]{2,5}(?:-\w{1,5})?|\d{2,6}-\d{1,6})$/.test(
      text,
    )
  )
    return true;
  return spot.tie === 'copula' && /^[a-z]{2,}(?:ar|er|ir)(?:\s|$)/.test(text);
}

/** Walks from the cue over the words that say which password, to a sign, "es", or a line end. */
function locate(view: View, cue: Cue, sense: Sense): Spot | undefined {
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
    const tie = tieAt(view, at, words === 0 && (firstCharacter === '<' || firstCharacter === ':'));
    if (tie !== undefined) return afterSign(view, { ...tie, chosenOnly });
    const next = nextWord(view, at);
    if (next === undefined) return undefined;
    if (next.broke) {
      if (++lines > 1 || words > 5) return undefined;
      if (!COPULA.test(next.word)) return labelAlone(view, cue, { at: next.start, words, sense });
    }
    if (COPULA.test(next.word)) return { tie: 'copula', at: afterCopula(view, next.end), chosenOnly };
    if (changed && /^(?:a|por|to|como|en)$/.test(next.word) && words < 6 && (next.word !== 'en' || settled))
      return { tie: 'copula', at: next.end, chosenOnly, changed: true };
    if (/^(?:puse|puso|pusimos|pusieron|pongo|pone)$/.test(next.word) && words < 4 && words > 0)
      return { tie: 'copula', at: next.end, chosenOnly: true };
    if (next.stop) return undefined;
    if (BREAKER.test(next.word)) chosenOnly = true;
    at = next.end;
    words++;
  }
  return undefined;
}

function tieAt(view: View, at: number, tag: boolean): { tie: Tie; at: number } | undefined {
  if (tag) {
    XML.lastIndex = at;
    if (XML.test(view.text)) return { tie: 'sign', at: XML.lastIndex };
  }
  ANGLE.lastIndex = at;
  if (ANGLE.test(view.text)) return { tie: 'sign', at: ANGLE.lastIndex };
  SIGN.lastIndex = at;
  if (SIGN.test(view.text)) return { tie: 'sign', at: SIGN.lastIndex };
  DASH.lastIndex = at;
  return DASH.test(view.text) ? { tie: 'dash', at: DASH.lastIndex } : undefined;
}

/** A sign at the end of its line: the value stands on the next. */
function afterSign(view: View, spot: Spot): Spot {
  let at = skipMarks(view, spot.at);
  if (at < view.text.length && isLineEnd(view.text.charCodeAt(at))) at = nextLine(view, at);
  return { ...spot, at };
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
  const word = shown.replace(/^[("'*_,]+|[)"'*_,]+$/g, '');
  return { start: token.start, end, word, broke, stop: /[.;!?]["')]?$/.test(shown) };
}

/** "es la siguiente: X", "quedó en X", "es esta X": the value stands behind. */
function afterCopula(view: View, from: number): number {
  const rest = view.lower.slice(from, from + 80);
  const match =
    /^[ \t]{0,4}(?:(?:la |el )?siguiente|(?:est|es)[ae]|asi|como|en|ahora|now|the following|solo|nada mas|simplemente|literal(?:mente)?|todo junto|con mayuscula|en (?:mayusculas|minusculas)|creo(?: que)?(?: es)?|(?:set|changed) to)?[ \t]{0,3}(?:[:=-]>?|\.{3})?(?=[\s:"'*]|$)/.exec(
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
