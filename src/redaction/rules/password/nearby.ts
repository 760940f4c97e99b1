import type { Cue } from '../../lexicon/cues.ts';
import { access, brands, business, describing, functional, namesField, naming, owners } from '../../lexicon/words.ts';
import type { Rule } from '../../rule.ts';
import { shapeOf } from '../../text/shape.ts';
import { isLineEnd, lineEnd, skipBlanks, tokenAt, trimToken, wordsBefore } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { readAlternatives } from './alternatives.ts';
import { madeUpBeside } from './beside.ts';
import { sensedCues } from './cue-sense.ts';
import { headerAt } from './table.ts';
import { readSpaced } from './value.ts';

/** How far from a password word a made-up token still counts, in characters. */
const REACH = 180;
/** The name stands before: "usuario juan contraseña …", "el usuario es admin y la contraseña …". */
const LOGIN =
  /(?:sesion|entr[ae]\w{0,2}|ingres[ae]\w{0,2}|acced\w{1,4}|conect\w{1,5}|login) con [\w.@-]{2,40}[ ,;/|]{1,3}(?:y |con )?(?:la |su )?$|(?:anydesk|teamviewer|rustdesk|id|cedula|documento|cc|nit|dni)[ :]{1,3}\d[\d .]{5,14}[,;/]? ?(?:y |con )?(?:la |mi |su )?$|(?:usuario|user|usr|login|username|correo|cuenta|rfc|red|wifi|wi-fi|ssid|llama)(?:[: =]{1,3}|[ ]es[ ]|[ ]is[ ])[\w.@-]{2,40}[ ,;/|]{1,3}(?:y |con |and )?(?:la |su |the )?$/;
const UNITS =
  /^(?:caracter|digito|letra|numero|dia|mes|vece|vez|intento|minuto|hora|segundo|characters|digits|days|usuarios|personas|equipos|pesos)/;

/** A token that somebody made up, in a message about a password: "con la clave Tijuana664 tampoco entra". */
export const nearbyPassword: Rule = {
  id: 'password.nearby',
  kind: 'password',
  hint: /./,
  examples: {
    hit: [
      'usuario sysdba pass ⟦mk123⟧',
      'con la clave ⟦Tijuana664⟧ tampoco entra',
      'le puse ⟦Enero$2025⟧ de contraseña',
      'la contraseña es la de siempre, ⟦Mapache_7⟧',
      'usuario ventas contraseña ⟦girasol⟧',
      'nip ⟦3907⟧',
      'nip de la tarjeta ⟦8812⟧',
    ],
    miss: [
      'resetear contraseña de CAJA07',
      'no puedo cambiar mi contraseña en la caja2 con Windows11',
      'clave SAT 78101800',
      'contraseña de 8 caracteres',
      'se me olvidó la contraseña, folio B-55102',
    ],
  },
  find: (view) => {
    const sensed = sensedCues(view);
    const cues = sensed.filter((cue) => cue.sense === 'password');
    const found = sensed
      .filter((cue) => cue.sense === 'doubt' && cue.strength === 'clave')
      .flatMap((cue) => madeUpBeside(view, cue));
    if (cues.length === 0) return found;
    for (const cue of cues) found.push(...(cue.strength === 'digits' ? pinBehind(view, cue) : adjacent(view, cue)));
    for (const token of madeUpNear(view, cues)) found.push(token);
    return found;
  },
};

/** What stands directly behind the cue: "pass mk123", "clave 4471", "usuario juan contraseña girasol". */
function adjacent(view: View, cue: Cue): Range[] {
  const at = skipBlanks(view.text, cue.end);
  if (at === cue.end || at >= view.text.length || isLineEnd(view.text.charCodeAt(at))) return [];
  const quoted = quotedAt(view, at) ?? readSpaced(view, at) ?? phraseBehind(view, cue);
  if (quoted !== undefined) return [quoted];
  const token = trimToken(view.text, tokenAt(view.text, at));
  const text = view.text.slice(token.start, token.end);
  const shape = shapeOf(text);
  if (shape === 'digits') return digitsBehind(view, cue, token);
  if (cue.strength === 'digits') return [];
  if (shape === 'word') return wordBehind(view, cue, token) ? [token] : [];
  const code =
    (/^[A-Z]{2,8}\d{1,10}$/.test(text) && cue.strength === 'strong') ||
    /^[A-Z][a-z]{3,12}[/.-]\d{2,4}$/.test(text) ||
    /^[a-z]{3,12}\d{3,6}$/i.test(text) ||
    (/^[a-z]{3,12}\d\d$/i.test(text) &&
      /wifi|wi-fi|ssid|usuario|user|login/.test(view.lower.slice(Math.max(0, cue.start - 40), cue.start)));
  if (shape !== 'chosen' && !code) return [];
  return [token, ...readAlternatives(view, token)];
}

/** "el password "sol" funciona": quotes right behind the word. */
function quotedAt(view: View, at: number): Range | undefined {
  const match = /^"([^"\n]{3,40})"/.exec(view.text.slice(at, at + 48));
  const inner = match?.[1]?.toLowerCase();
  if (inner === undefined) return undefined;
  const words = inner.trim().split(' ');
  const plain = words.filter(
    (word) => functional.has(word) || describing.has(word) || naming.has(word) || access.has(word),
  ).length;
  if (plain * 2 >= words.length || words.length > 4) return undefined;
  return { start: at + 1, end: at + 1 + inner.length };
}

function digitsBehind(view: View, cue: Cue, token: Range): Range[] {
  const length = token.end - token.start;
  if (length < 4 || length > 14) return [];
  if (
    cue.strength === 'clave' &&
    !/\b(?:wifi|usuario|user|login|acceso|red|anydesk|teamviewer)\b/.test(
      view.lower.slice(Math.max(0, cue.start - 60), cue.end),
    )
  ) {
    if (length !== 4 && length !== 6) return [];
  }
  const next = view.lower.slice(skipBlanks(view.lower, token.end), token.end + 20);
  return UNITS.test(next) ? [] : [token];
}

/** Nothing but the end of the message follows. */
function isLast(view: View, at: number): boolean {
  return view.text.slice(at, at + 40).trim() === '';
}

function endsAfter(view: View, at: number): boolean {
  return skipBlanks(view.text, at) === lineEnd(view.text, at, 20) || /[,;.|/]/.test(view.text.charAt(at));
}

/** "nip de la tarjeta 8812": four to eight digits within the clause, unless a word names them otherwise. */
function pinBehind(view: View, cue: Cue): Range[] {
  const clause = /^[a-z ]{0,40}? (\d{4,8})(?![\d.,/:-]*\d)/.exec(view.lower.slice(cue.end, cue.end + 60));
  const digits = clause?.[1];
  if (clause === null || digits === undefined) return [];
  const end = cue.end + clause[0].length;
  const [before = ''] = wordsBefore(view.lower, end - digits.length, 1);
  if (naming.has(before) || UNITS.test(view.lower.slice(end).trimStart().slice(0, 14))) return [];
  return [{ start: end - digits.length, end }];
}

/** "pongan de contraseña X". */
const SET_AS =
  /(?:^|[^a-z])(?:pon\w{0,6}|puse|puso|pusieron|asign\w{1,5}|dej[eo]\w{0,4}|us[eao]) (?:de|como|por) (?:la |su |mi )?$/;

/** "pass mezcal grande 94", "contraseña del wifi manzana triste 66": words and a number, and nothing else. */
const PHRASE = /^(?: (?:del?|de la) ([a-z-]{2,14}))? ((?:[a-z]{3,14} ){2,3}\d{1,4})\s*[.!]?$/;

function phraseBehind(view: View, cue: Cue): Range | undefined {
  const match = PHRASE.exec(view.lower.slice(cue.end, cue.end + 90));
  const words = match?.[2]?.split(' ').slice(0, -1) ?? [];
  if (match?.[2] === undefined || (match[1] !== undefined && !owners.has(match[1]))) return undefined;
  const plain = (word: string): boolean =>
    [functional, describing, naming, access, business, owners, brands].some((set) => set.has(word)) || UNITS.test(word);
  if (words.some((word, index) => plain(word) && !(index > 0 && describing.has(word) && !functional.has(word))))
    return undefined;
  const start = cue.end + match[0].indexOf(match[2]);
  return { start, end: start + match[2].length };
}

const PARTICIPLE = /(?:ad[oa]s?|id[oa]s?|ed|mente)$/;

/** A plain word counts only where the form of a login says so, or where it is all that is said. */
function wordBehind(view: View, cue: Cue, token: Range): boolean {
  const word = view.lower.slice(token.start, token.end);
  if (functional.has(word) || describing.has(word) || word.length < 3) return false;
  const then = view.lower.slice(token.end, token.end + 14);
  const login = LOGIN.test(view.lower.slice(Math.max(0, cue.start - 70), cue.start));
  if (SET_AS.test(view.lower.slice(Math.max(0, cue.start - 30), cue.start)) && !access.has(word)) return true;
  if (
    login &&
    (/^ (?:del?|para|en|por|y|con|pero|porfa|gracias)\b/.test(then) || naming.has(/^ ([a-z]+)/.exec(then)?.[1] ?? ''))
  )
    return true;
  if (!endsAfter(view, token.end) && !/^ (?:no|ya no|tampoco|y no)\b/.test(view.lower.slice(token.end, token.end + 10)))
    return false;
  const before = view.lower.slice(Math.max(0, cue.start - 56), cue.start);
  if (login) return true;
  if (naming.has(word) || access.has(word) || business.has(word)) return false;
  if (
    /(?:^|[ ])(?:la|mi|esta) $/.test(before) &&
    cue.strength === 'strong' &&
    word.length > 3 &&
    !brands.has(word) &&
    !PARTICIPLE.test(word) &&
    /^ (?:no|ya no|tampoco)\b/.test(then)
  )
    return true;
  if (/(?:^|[ ])con (?:la|mi) $/.test(before) && word.length > 3 && !word.endsWith('da')) return true;
  if (/(?:ar|er|ir|arla|arlo|erla|mente|cion|ciones)$/.test(word)) return false;
  const alone = !/[a-z0-9]/.test(
    before.slice(before.lastIndexOf('\n') + 1).replace(/^ ?(?:y (?:mi|la) |(?:mi |la |su )?(?:nueva|vieja) )$/, ''),
  );
  if (!alone) return false;
  if (cue.word === 'pass' || cue.word === 'pwd' || cue.word === 'pw' || cue.word === 'psw') return true;
  return cue.strength === 'strong' && !brands.has(word) && !PARTICIPLE.test(word) && isLast(view, token.end);
}

function* madeUpNear(view: View, cues: readonly Cue[]): Generator<Range> {
  let at = 0;
  for (const [index, cue] of cues.entries()) {
    at = Math.max(at, tokenStart(view.text, cue.start - REACH));
    const last = cue.end + REACH;
    if (headerAt(view, cue) !== undefined) continue;
    while (at < last && at < view.text.length) {
      at = skipSpace(view.text, at);
      const token = tokenAt(view.text, at);
      if (token.end === token.start) break;
      at = token.end;
      const value = candidate(view, token, cuesAround(cues, index));
      if (value !== undefined) yield value;
    }
  }
}

/** The cues that a token near the cue at `index` may touch; a few suffice, and the scan stays linear. */
function cuesAround(cues: readonly Cue[], index: number): readonly Cue[] {
  return cues.length <= 8 ? cues : cues.slice(Math.max(0, index - 1), index + 7);
}

function tokenStart(text: string, from: number): number {
  let at = Math.max(0, from);
  while (at > 0 && at > from - 300 && text.charCodeAt(at - 1) > 32) at--;
  return at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}

function candidate(view: View, token: Range, cues: readonly Cue[]): Range | undefined {
  const value = trimToken(view.text, token);
  const text = view.text.slice(value.start, value.end);
  if (
    shapeOf(text) !== 'chosen' ||
    /[:<>{}|()[\]]/.test(text) ||
    (text.includes('=') &&
      (!/^[a-z]{4,12}=\d{1,6}\W?$/i.test(text) || namesField(text.slice(0, text.indexOf('=')).toLowerCase()))) ||
    isPathOrPair(text)
  )
    return undefined;
  if (cues.some((cue) => cue.start < value.end && value.start < cue.end)) return undefined;
  if (view.text.charCodeAt(value.end) === 64 || /^--?[a-z]/.test(text)) return undefined;
  const [first = '', second = ''] = wordsBefore(view.lower, value.start, 2);
  if ((first === 'wifi' || first === 'wi-fi') && cues.some((cue) => cue.start >= value.end)) return undefined;
  if (isNameBeforeLabel(view, value, cues)) return undefined;
  if (isOwned(view, value, cues) || (first === 'de' && isChange(view, value))) return value;
  if (naming.has(first) || (/^(?:de|del|en|la|el|desde|para|a)$/.test(first) && isPlace(first, second, text)))
    return undefined;
  return value;
}

/** "se llama ETB_5G y la clave …", "TOTALPLAY_9F2 / … (contraseña)": what the password belongs to. */
function isNameBeforeLabel(view: View, value: Range, cues: readonly Cue[]): boolean {
  if (cues.some((cue) => cue.end <= value.start && value.start - cue.end < 40)) return false;
  const after = view.lower.slice(value.end, value.end + 24);
  if (/^ ?\/ ?[^\s/]{4}/.test(after)) return true;
  const gap = /^[ ,;|-]{1,3}(?:y |con |and )?(?:la |su |mi |the )?/.exec(after)?.[0].length ?? 0;
  return (
    /(?:llama|(?:red|ssid|usuario|user)(?: es)?|wifi|internet) $/.test(
      view.lower.slice(Math.max(0, value.start - 14), value.start),
    ) && cues.some((cue) => cue.start === value.end + gap)
  );
}

const OWNED =
  /^(?: (?:nueva|vieja|actual|temporal|anterior))? (?:del?|para|en|para abrir|para entrar (?:al?|en))(?: (?:la|el|mi|su|tu|los|las))?( [a-z0-9-]{2,14}){1,3} $/;

/** "contraseña del archivo X": the words between say whose password it is. */
function isOwned(view: View, value: Range, cues: readonly Cue[]): boolean {
  const cue = cues.findLast((other) => other.end < value.start);
  if (cue === undefined || value.start - cue.end > 48) return false;
  const between = view.lower.slice(cue.end, value.start);
  const last = OWNED.exec(between)?.[1]?.trim();
  return last !== undefined && (owners.has(last) || (last === 'red' && / de red $/.test(between)));
}

/** "cambió de X a Y": both were passwords when both are made up. */
function isChange(view: View, value: Range): boolean {
  const match = /^ (?:a|por) ([^\s]{4,64})/.exec(view.text.slice(value.end, value.end + 70));
  return (
    match?.[1] !== undefined &&
    shapeOf(match[1]) === 'chosen' &&
    /(?:cambi|modific|actualiz|chang)[^\n]{0,40}$/.test(view.lower.slice(Math.max(0, value.start - 60), value.start))
  );
}

/** "de CAJA07x", "en la pc2b": the name of a place, not what was typed. */
function isPlace(first: string, second: string, text: string): boolean {
  if (first === 'a') return /^(?:conect|entr|unir|une)/.test(second);
  if (first === 'la' || first === 'el')
    return naming.has(second) || /^(?:de|en|desde)$/.test(second) || (second === 'para' && /^[A-Z0-9_-]+$/.test(text));
  return naming.has(second) || /^[A-Z0-9_-]+$/.test(text) || first === 'en' || first === 'desde';
}

function isPathOrPair(text: string): boolean {
  return /[\\/]/.test(text) && !/^[^\\/]{1,40}\/[^\\/]{4,40}$/.test(text);
}
