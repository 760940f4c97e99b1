import type { Cue } from '../../lexicon/cues.ts';
import { access, business, describing, functional, naming } from '../../lexicon/words.ts';
import type { Rule } from '../../rule.ts';
import { shapeOf } from '../../text/shape.ts';
import { isLineEnd, lineEnd, skipBlanks, tokenAt, trimToken, wordsBefore } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { sensedCues } from './cue-sense.ts';
import { readAlternatives } from './value.ts';

/** How far from a password word a made-up token still counts, in characters. */
const REACH = 180;
/** The name stands before: "usuario juan contraseña …", "el usuario es admin y la contraseña …". */
const LOGIN =
  /(?:anydesk|teamviewer|rustdesk|id)[ :]{1,3}\d[\d ]{5,14}[,;/]? ?$|(?:usuario|user|usr|login|username)(?:[: =]{1,3}|[ ]es[ ]|[ ]is[ ])[\w.@-]{2,30}[ ,;/|]{1,3}(?:y |con |and )?(?:la |su |the )?$/;
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
    const cues = sensedCues(view).filter((cue) => cue.sense === 'password');
    if (cues.length === 0) return [];
    const found = cues.flatMap((cue) => (cue.strength === 'digits' ? pinBehind(view, cue) : adjacent(view, cue)));
    for (const token of madeUpNear(view, cues)) found.push(token);
    return found;
  },
};

/** What stands directly behind the cue: "pass mk123", "clave 4471", "usuario juan contraseña girasol". */
function adjacent(view: View, cue: Cue): Range[] {
  const at = skipBlanks(view.text, cue.end);
  if (at === cue.end || at >= view.text.length || isLineEnd(view.text.charCodeAt(at))) return [];
  const quoted = quotedAt(view, at);
  if (quoted !== undefined) return [quoted];
  const token = trimToken(view.text, tokenAt(view.text, at));
  const text = view.text.slice(token.start, token.end);
  const shape = shapeOf(text);
  if (shape === 'digits') return digitsBehind(view, cue, token);
  if (cue.strength === 'digits') return [];
  if (shape === 'word') return wordBehind(view, cue, token) ? [token] : [];
  const code =
    (/^[A-Z]{2,8}\d{1,10}$/.test(text) && cue.strength === 'strong') ||
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

/** A plain word counts only where the form of a login says so. */
function wordBehind(view: View, cue: Cue, token: Range): boolean {
  const word = view.lower.slice(token.start, token.end);
  if (functional.has(word) || describing.has(word) || word.length < 3) return false;
  if (!endsAfter(view, token.end) && !/^ (?:no|ya no|tampoco|y no)\b/.test(view.lower.slice(token.end, token.end + 10)))
    return false;
  const before = view.lower.slice(Math.max(0, cue.start - 56), cue.start);
  if (LOGIN.test(before)) return true;
  if (naming.has(word) || access.has(word) || business.has(word)) return false;
  if (/(?:^|[ ])con (?:la|mi) $/.test(before) && word.length > 3 && !word.endsWith('da')) return true;
  if (/(?:ar|er|ir|arla|arlo|erla|mente|cion|ciones)$/.test(word)) return false;
  const alone = before.trim() === '' || /\n\s*$/.test(before);
  return alone && (cue.word === 'pass' || cue.word === 'pwd' || cue.word === 'pw' || cue.word === 'psw');
}

function* madeUpNear(view: View, cues: readonly Cue[]): Generator<Range> {
  let at = 0;
  for (const [index, cue] of cues.entries()) {
    at = Math.max(at, tokenStart(view.text, cue.start - REACH));
    const last = cue.end + REACH;
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
  if (shapeOf(text) !== 'chosen' || /[:=<>{}|()[\]]/.test(text) || isPathOrPair(text)) return undefined;
  if (cues.some((cue) => cue.start < value.end && value.start < cue.end)) return undefined;
  const [first = '', second = ''] = wordsBefore(view.lower, value.start, 2);
  if ((first === 'wifi' || first === 'wi-fi') && cues.some((cue) => cue.start >= value.end)) return undefined;
  if (naming.has(first) || (/^(?:de|del|en|la|el|desde|para)$/.test(first) && isPlace(first, second, text)))
    return undefined;
  return value;
}

/** "de CAJA07x", "en la pc2b": the name of a place, not what was typed. */
function isPlace(first: string, second: string, text: string): boolean {
  if (first === 'la' || first === 'el')
    return naming.has(second) || second === 'de' || second === 'en' || second === 'desde';
  return naming.has(second) || /^[A-Z0-9_-]+$/.test(text) || first === 'en' || first === 'desde';
}

function isPathOrPair(text: string): boolean {
  return /[\\/]/.test(text) && !/^[^\\/]{1,40}\/[^\\/]{4,40}$/.test(text);
}
