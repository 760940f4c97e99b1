import { describing, functional, naming, stopping } from '../../lexicon/words.ts';
import { shapeOf } from '../../text/shape.ts';
import { isLineEnd, lineEnd, skipBlanks, tokenAt, tokensOfLine, trimToken } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';

/** How the value is tied to its label. */
export type Tie = 'sign' | 'copula' | 'line' | 'dash';

/** What is asked of a value before it is believed. */
export interface Demand {
  readonly tie: Tie;
  /** Only what somebody made up (letters with digits or signs) or four digits counts. */
  readonly chosenOnly: boolean;
}

const REFUSAL =
  /^(?:no\b(?![a-z0-9@#$_-])|n\/a\b|na$|ningun[ao]?\b|nada\b|sin\b|pendiente\b|por (?:definir|confirmar|asignar|favor|telefono|llamada)|l[ao]s? (?:misma?|mismo|de|del|que|mia|suya|tuya|anterior|siguiente|actual|normal|habitual|tengo|tiene|tienes|se|mand|pas|dej|olvid|perd|cambi|se|conoc|sabe|primera|ultima|otra)|el (?:mismo|de|del|que)|(?:se|te) (?:la|lo|me|las|los)\b|les? |me |ya\b|yo |aun |todavia |luego\b|despues\b|ahorita\b|igual\b|mism[ao]\b|que |cual |como |donde |para |favor|debe|minimo|maximo|al menos|tiene |tener |es (?:la|el|que|para)\b|en (?:el|la|su|blanco|proceso|un)\b|(?:is|not|the|your|my|must|should|same|see|please|n\/a)\b|cambiar|ingres|escrib|tecle|captur|introdu|proporcion|favor|olvid|recuper|restablec|mostrar|confirm|repet|usuario\b|correo\b|pregunt(?:ar|e|ale|enle)\b|consult(?:ar|e)\b|solicit(?:ar|e)\b|pedir\b|pid(?:a|ala|e|ela)\b|revisar\b|llam(?:ar|e) a\b|chec(?:ar|que) con\b)/;
/** What a program says about a password, right behind its name. */
export const FAULTS =
  /^(?:incorrect|invalid|obligatori|requerid|vencid|caducad|expirad|bloquead|erronea?|vaci[ao]|correct[ao]s?\b|valid[ao]\b|required|wrong|expired|missing|null\b|error\b|undefined|none\b|true\b|false\b|string\b|yes\b|si$|vacia?o?\b)/;
/** Words of talk that are a value when they stand alone. */
const SAYINGS =
  /^(?:(?:hola|gracias|saludos|adios|nadie)\s*[.!]?$|te (?:amo|quiero|adoro)\b|hola [a-z]{3,12}(?: [a-z]{2,10})? \d{1,4}\s*$)/;
const UNITS =
  /^(?:caracter|digito|letra|numero|dia|mes|vece|vez|intento|minuto|hora|segundo|simbolo|characters|digits|letters|days|attempts|anos|usuarios|personas|equipos)/;
/** "es cosa de sistemas". */
const MATTER =
  /^(?:cosa|asunto|tema|cuestion|problema|culpa|parte|propiedad|decision|tarea) (?:de|del|tuy|suy|mi|nuestr)/;
/** "como tres veces", "ocho caracteres". */
const COUNTS =
  /^(?:un[ao]?s?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|vari[ao]s|algun[ao]s|much[ao]s|two|three|four|five|six|eight|ten|several) (?:vez|veces|caracter|digito|letra|numero|dia|mes|intento|minuto|hora|times|characters|digits|letters|days)/;
const SPOKEN =
  /^(?:arroba|punto|guion|bajo|numeral|hashtag|asterisco|signo|mas|diagonal|gato|exclamacion|admiracion|interrogacion|pesos|porcentaje|ampersand|at|dot|dash|underscore|hash|star)$/;
/** "Contraseña actual: Contraseña nueva:" is an empty form. */
const NEXT_LABEL =
  /^(?:contrasena|password|clave|confirm\w{0,6}|repit\w{0,4}|nueva|usuario|correo)(?: [a-z]{1,12}){0,3}:/;
/** "[campo vacío]", "(la pongo en blanco)": what a form or a person writes instead. */
const EMPTY =
  /^[[(<{]?[^\])>}\n\d]{0,30}(?:vaci[ao]|ocult[ao]|en blanco|pendiente|empty|blank|hidden|removed|eliminad[ao]|omitid[ao]|protegid[ao]|confidencial)[\])>}]/;
/** "la misma, o sea X": what it is comes after all. */
const SAME_AS =
  /^(?:la|el) (?:mism[ao]|de siempre)(?: de siempre)?,? (?:o sea|osea|es decir|que es|:)[ ,:]{1,3}(?=[^\s])/;

/** "txtPassword.Text", "config.get(…)": an expression of code that yields the value, not the value. */
export function isCode(text: string): boolean {
  return (
    /^[a-z_]\w{0,40}\.(?:text|value|password|passwd|pwd|clave|gettext|get|trim|tostring)(?:\W|$)/i.test(text) ||
    /^(?:this|self|config|settings|request|req|form|args|env|props|params|ctx|configuration)\w{0,12}[.[(]["'a-z_]/i.test(
      text,
    )
  );
}

/** The value that begins at `from`, or undefined when what stands there is no value. */
export function readValue(view: View, from: number, demand: Demand): Range | undefined {
  const start = openAt(view, from);
  if (start >= view.text.length || isLineEnd(view.text.charCodeAt(start))) return undefined;
  if (view.markup && /^<\/?[a-z]/.test(view.lower.slice(start, start + 3))) return undefined;
  if (view.text.startsWith('\\"', start)) return undefined;
  const quoted = readQuoted(view, start);
  if (quoted !== undefined) return acceptQuoted(view, quoted, demand) ? quoted : undefined;
  return readSpaced(view, start) ?? readPlain(view, start, demand);
}

/** Chat formatting that closes after the label ("*Contraseña:* x") is no part of the value. */
function openAt(view: View, from: number): number {
  let at = skipBlanks(view.text, from);
  if (view.markup) at += /^(?:&(?:nbsp|#160|ensp|emsp);|\s)*/.exec(view.lower.slice(at, at + 24))?.[0].length ?? 0;
  const closing = /^[*_~`]{1,3}(?=\s)/.exec(view.text.slice(at, at + 5));
  if (closing !== null) at = skipBlanks(view.text, at + closing[0].length);
  return at;
}

function readQuoted(view: View, start: number): Range | undefined {
  const quote = view.text.charAt(start);
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const last = Math.min(lineEnd(view.text, start), start + 160);
  for (let at = start + 1; at < last; at++) {
    if (view.text.charAt(at) === '\\') at++;
    else if (view.text.charAt(at) === quote) {
      if (view.text.charAt(at + 1) === quote && at + 1 < last && at > start + 1) at++;
      else return { start: start + 1, end: at };
    }
  }
  return undefined;
}

function acceptQuoted(view: View, range: Range, demand: Demand): boolean {
  const inner = view.text.slice(range.start, range.end);
  const lower = inner.toLowerCase().trim();
  if (lower === '' || shapeOf(lower) === 'mask') return false;
  const words = lower.split(/\s+/);
  if (words.length > 8 || FAULTS.test(lower)) return false;
  if (words.length === 1 && (functional.has(lower) || (demand.tie === 'copula' && describing.has(lower)))) return false;
  return !(words.length > 1 && REFUSAL.test(lower) && !words.some((word) => shapeOf(word) === 'chosen'));
}

/** "G a t o 1 2": single characters with spaces, also behind a label without a sign. */
export function readSpaced(view: View, start: number): Range | undefined {
  const line = view.text.slice(start, Math.min(lineEnd(view.text, start), start + 120));
  const match = /^[^\s._:=>-](?:[ ._-][^\s._-]){3,40}(?=[\s,.;!?)]|$)/.exec(line);
  if (match === null || /[a-z]{2}/i.test(match[0])) return undefined;
  return { start, end: start + match[0].length };
}

function readPlain(view: View, start: number, demand: Demand): Range | undefined {
  const token = cutAtTag(view, tokenAt(view.text, start));
  const value = trimValue(view, token);
  const text = view.text.slice(value.start, value.end);
  const shape = shapeOf(text);
  if (shape === 'mask' || shapeOf(view.text.slice(token.start, token.end)) === 'mask' || /^n\/a$/i.test(text))
    return undefined;
  if (text === '' || /^[\W_]{1,2}$/.test(text) || (text.startsWith('¿') && shape !== 'chosen')) return undefined;
  const rest = view.lower.slice(value.start, lineEnd(view.lower, start, 120));
  if (isLabel(view, token) || NEXT_LABEL.test(rest) || EMPTY.test(rest) || isCode(text)) return undefined;
  const same = SAME_AS.exec(rest);
  if (same !== null) return readPlain(view, value.start + same[0].length, demand);
  if (shape === 'digits') return readDigits(view, value, demand);
  if (shape === 'word') return readWords(view, value, { demand, rest });
  if (demand.chosenOnly && shape !== 'chosen') return undefined;
  if (shape === 'other' && !/[a-z0-9]/i.test(text)) return undefined;
  return extendSpoken(view, value);
}

function readDigits(view: View, value: Range, demand: Demand): Range | undefined {
  const next = tokensOfLine(view.lower, value.end, 1)[0];
  if (next !== undefined && UNITS.test(view.lower.slice(next.start, next.end))) return undefined;
  let { end } = value;
  for (const token of tokensOfLine(view.text, end, 5)) {
    if (
      /^(?:ceros|unos|doses|treses|cuatros|cincos|seises|sietes|ochos|nueves)$/.test(
        view.lower.slice(token.start, token.end),
      )
    )
      end = token.end;
    if (!/^\d{1,6}$/.test(view.text.slice(token.start, token.end)) || value.end - value.start > 4) break;
    end = token.end;
  }
  if (demand.chosenOnly && view.text.slice(value.start, end).replace(/\D/g, '').length < 4) return undefined;
  return extendSpoken(view, { start: value.start, end });
}

function readWords(view: View, value: Range, { demand, rest }: { demand: Demand; rest: string }): Range | undefined {
  const word = view.lower.slice(value.start, value.end);
  if (demand.chosenOnly) return undefined;
  if (REFUSAL.test(rest) || FAULTS.test(rest)) return endsLikePhrase(rest) ? extendWords(view, value) : undefined;
  if (SAYINGS.test(rest)) return extendWords(view, value);
  if (COUNTS.test(rest) || (demand.tie === 'copula' && MATTER.test(rest))) return undefined;
  if (demand.tie === 'copula' && (functional.has(word) || describing.has(word))) {
    return endsLikePhrase(rest) ? extendWords(view, value) : undefined;
  }
  if (demand.tie === 'copula' && /^[a-z]+(?:mente|isim[oa]s?)$/.test(word)) return undefined;
  if ((demand.tie === 'line' || demand.tie === 'dash') && (functional.has(word) || describing.has(word)))
    return undefined;
  if (word.length < 3 && functional.has(word) && !endsLikePhrase(rest)) return undefined;
  return extendWords(view, value);
}

/** "no te rindas 22", "siempre contigo 3": reads like talk, yet ends in a number and speaks of nothing here. */
const MOTTO =
  /^(?:no|si|ya|te|me|yo|tu|siempre|nunca|todo|que|sin)(?: (?!(?:de|del|que|hace|desde|las|los|funciona|sirve|jala|tengo|acepta|entra|se|recuerdo|acuerdo|intento|intente|vez|veces|llevo|van|son|como|hay|la|lo|le|me|puedo|error|caja|opcion|paso|tiene|lleva|usa|con|a|en)(?![a-z]))[a-z]{1,14}){1,4} \d{1,4}\s*[.!]?$/;
/** "el gato con botas": nothing else on the line. */
const SMALL_FIRST = /^(?:el|la|los|las|un|una) [a-z]{3,14} (?:con|y|sin|al|de la|del?) [a-z]{3,14}(?=\s*[.!]?$)/;
/** "guitarra y luna 6": a line of words that ends in a number. */
const COUNTED = /^[a-z]{3,14}(?: (?:y|con|de|del|en|el|la|los|las|mi)){1,2} [a-z]{3,14} \d{1,4}(?=\s*[.!]?$)/;
/** "mi aguacate azul". */
const OWN_WORDS =
  /^mi (?!de\b)[a-z]{3,14} (?!de\b|del\b|y\b|con\b|en\b|es\b|que\b|no\b|a\b)[a-z]{3,14}(?: \d{1,4})?\s*[.!]?$/;
const IDENTITY =
  /(?:^| )(?:rfc|cedula|curp|nombre|apellidos?|fecha|cumpleanos|telefono|celular|numero|correo|usuario|codigo|nit|documento|placa|empresa|trabajo|principal|propia?|hij[oa]|espos[oa]|mama|papa)(?: |$)/;

/** "la luna azul 3": small words first, yet two to five words that end in a number and nothing else. */
function endsLikePhrase(rest: string): boolean {
  return (
    (/^(?:el|la|los|las|mi|un|una)(?: [a-z]{2,14}){1,4}(?: \d{1,4}|(?<= con [a-z]{2,14}))\s*[.!]?$/.test(rest) &&
      !/\b(?:de|del|que|siempre|misma|mismo|termina|caja|sucursal|usuario|equipo)\b/.test(rest)) ||
    MOTTO.test(rest) ||
    (OWN_WORDS.test(rest) && !IDENTITY.test(rest))
  );
}

/** A phrase of plain words: on until a word or sign that no phrase holds. */
function extendWords(view: View, value: Range): Range {
  if (endsSentence(view, value.end)) return withEnd(view, value);
  const whole =
    SMALL_FIRST.exec(view.lower.slice(value.start, lineEnd(view.lower, value.start, 120)))?.[0].trimEnd() ??
    COUNTED.exec(view.lower.slice(value.start, lineEnd(view.lower, value.start, 120)))?.[0].trimEnd();
  if (whole !== undefined && !whole.split(' ').some((word) => naming.has(word)))
    return withEnd(view, { start: value.start, end: value.start + whole.length });
  let { end } = value;
  let trailing = 0;
  const cell = view.text.indexOf('\t', value.end);
  for (const token of tokensOfLine(view.text, value.end, 7)) {
    if (cell !== -1 && token.start > cell) break;
    const trimmed = trimToken(view.text, token);
    const word = view.lower.slice(trimmed.start, trimmed.end);
    const joins =
      (word === 'con' || word === 'es') &&
      endsLikePhrase(view.lower.slice(value.start, lineEnd(view.lower, value.start, 120)));
    if (word === 'punto') return extendSpoken(view, { start: value.start, end });
    if (trimmed.start !== token.start || (stopping.has(word) && !joins) || naming.has(word)) break;
    if (isLabel(view, token) || !/^[a-z0-9-]+$/.test(word) || /^(?:contrasenas?|passwords?|claves?|nip)$/.test(word))
      break;
    if (!functional.has(word)) {
      end = trimmed.end;
      trailing = 0;
    } else if (++trailing > 2) break;
    if (trimmed.end !== token.end) break;
  }
  return withEnd(view, { start: value.start, end });
}

/** "Flores arroba 99": signs said in words. */
function extendSpoken(view: View, value: Range): Range {
  let { end } = value;
  let spokenEnd = end;
  for (const token of tokensOfLine(view.text, value.end, 12)) {
    const trimmed = trimToken(view.text, token);
    const word = view.lower.slice(trimmed.start, trimmed.end);
    if (SPOKEN.test(word)) spokenEnd = trimmed.end;
    else if (spokenEnd === end || functional.has(word)) break;
    else {
      end = trimmed.end;
      spokenEnd = end;
    }
  }
  if (skipBlanks(view.text, spokenEnd) === lineEnd(view.text, spokenEnd, 20)) end = spokenEnd;
  return withEnd(view, { start: value.start, end });
}

function endsSentence(view: View, at: number): boolean {
  return /[,;.:!?)]/.test(view.text.charAt(at));
}

/** A sign at the very end of the line may belong to the value. */
function withEnd(view: View, value: Range): Range {
  const next = view.text.charAt(value.end);
  const after = view.text.charCodeAt(value.end + 1);
  const atEnd = value.end + 1 >= view.text.length || isLineEnd(after);
  return next === '.' && atEnd ? { start: value.start, end: value.end + 1 } : value;
}

/** Takes off what wraps or ends a value: brackets, chat formatting, the punctuation of the sentence. */
export function trimValue(view: View, token: Range): Range {
  let { start, end } = token;
  const { text } = view;
  if (text.charAt(start) === '(' || text.charAt(start) === '[') start++;
  const wrapper = text.charAt(start);
  if ('*_~'.includes(wrapper) && end - start > 3 && text.charAt(end - 1) === wrapper) {
    start++;
    end--;
  }
  if (end - start > 3 && text.startsWith('```', end - 3)) end -= 3;
  while (end > start + 1 && ',;:'.includes(text.charAt(end - 1))) end--;
  if (text.charAt(end - 1) === ')' && !text.slice(start, end).includes('(')) end--;
  if (text.charAt(end - 1) === ']' && !text.slice(start, end).includes('[')) end--;
  if (text.charAt(end - 1) === '?' && text.slice(Math.max(0, start - 200), start).includes('¿')) end--;
  if (text.charAt(end - 1) === '"' && !text.slice(start, end - 1).includes('"')) end--;
  while (end > start + 1 && '.,'.includes(text.charAt(end - 1))) end--;
  // key=value;next=… and ?key=value&next=… end before the next key.
  const next = /[;&][a-z_][a-z_ ]{0,30}=/i.exec(text.slice(start, end));
  if (next !== null && next.index > 0) end = start + next.index;
  return { start, end };
}

/** The token up to where a tag begins. */
export function cutAtTag(view: View, token: Range): Range {
  if (!view.markup) return token;
  const cut = /<\/?[a-z][a-z0-9:]*(?:[\s>/]|$)/.exec(view.lower.slice(token.start, token.end));
  return cut === null || cut.index === 0 ? token : { start: token.start, end: token.start + cut.index };
}

/** "Usuario:" after "Contraseña:" is the next label, not a value. */
function isLabel(view: View, token: Range): boolean {
  const text = view.lower.slice(token.start, token.end);
  return (
    /^[*_]?[a-z.]{2,20}[*_]?:[*_]?$/.test(text) ||
    /^(?:usuario|user|correo|login|ip|url|servidor|server|puerto|port|host|database|base|red|ssid)[:=]/.test(text)
  );
}
