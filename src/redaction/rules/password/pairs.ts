import { access, accountNames, business, describing, functional, naming } from '../../lexicon/words.ts';
import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import { shapeOf } from '../../text/shape.ts';
import { trimToken } from '../../text/tokens.ts';
import { MARKED, type Range, type View } from '../../text/view.ts';
import { tooMany } from './most.ts';

const HEAD =
  /\b(?:(credencial(?:es)?|credentials?|creds)|(accesos?|logins?|entra(?:s|r|mos)?|ingres(?:a|as|ar|e|en|o)|acced\w{1,4}|conect\w{1,6}|inici(?:ar?|e|en) sesion|logueate|logeate|log ?in|sign in|entren?|prueben?|prueba|intente|intenta|try|use|usa|con(?= (?:sa|admin|root|sysdba|administrador|pi|soporte)[ ]?[/:])|wi-?fi|ssid|(?:usuario|user|usr)(?=[ ]?[:=]))|((?:usuario|user|usr|login)s?[ ]{0,2}(?:y|e|\/|and|&|,|-)[ ]{0,2}(?:la |el |mi |su )?(?:contrasen(?:a|as)|contra|clave|password|pass|pwd|pw|psw)))\b/g;
/** name SEP value, behind the head and at most six words. */
const PAIR =
  /^(?<lead>(?: (?!con\b|como\b|with\b|son\b|es\b|as\b|:)[a-z0-9]{1,16}(?![a-z0-9])){0,5}(?: (?:con|como|with|son|es|as|usando|using))?(?: (?:el usuario|la cuenta|user|usuario))?(?: ?[:=-]| ->)? {0,3}\n?)(?<name>[a-z0-9][\w.@-]{0,40})(?<sep> {0,2}[/|:,] {0,2}| - |\n| y (?:la |contrasena |clave |pass )?| and | con | )(?<value>[^\s]{3,64})/;
/** What parts the two, or what a value behind a mere blank must hold: a cheap look before the pattern. */
const PARTS = /[^a-z ]| y | and | con /;
/** "u: admin p: x". */
const SHORT_LABELS =
  /(?<![a-z0-9])(?:u|us|usr|user|usuario)[ ]?[:=][ ]?[^\s]{2,40}[ ,;/|\n-]{1,4}(?:p|c|ps|pw)[ ]?[:=][ ]?([^\s]{3,64})/g;
/** "soporte / X son las credenciales". */
const BACKWARDS =
  /(?:^|[\s"'(])[\w.@-]{2,40}[ ]?[/|:][ ]?([^\s/|]{3,64})[ ](?:son|es|eran|como|de)[ ](?:las|los|el|mis|sus)?[ ]?(?:credenciales|accesos?|usuario y|user y|login|datos de acceso)/g;
/** "admin:Luna_22 para entrar": a name of many systems and what somebody made up. */
const WELL_KNOWN =
  /(?:^|[\s"'(])(?:admin|administrador|administrator|root|sa|sysdba|soporte|support)[ ]?[:/][ ]?([^\s:/|]{4,64})(?=$|[\s,;)])/g;
/** "user jsmith / X". */
const NAMED = /\b(?:usuario|user|usr|username|login)[ :=]{1,3}[\w.@-]{2,40}[ ]?[/|][ ]?([^\s:/|]{4,64})(?=$|[\s,;)])/g;
const LABELS = /^(?:usuario|user|contrasena|clave|password|pass|pwd|contra|incorrect[oa]s?|invalid[oa]s?)$/;
const ROLES =
  /^(?:cajeros?|cajera|gerentes?|supervisor(?:a|es)?|ventas?|compras?|inventarios?|facturacion|nomina|contabilidad|almacen|bancos?|reportes?|clientes?|proveedores|alta|baja|administracion|vendedor(?:es)?|capturista|auxiliar|consulta|lectura|escritura|entrada|salida|remoto|local|internet|wifi|vpn|telefono|celular|web|movil|correo|whatsapp|chrome|firefox|edge)$/;

/** User and password side by side: "entra con soporte/soporte", "credenciales bodega - B0dega+1". */
export const passwordPair: Rule = {
  id: 'password.pair',
  kind: 'password',
  hint: /credenc|credent|creds|acce[sd]|login|log in|entr[ae]|ingres|conect|sesion|logue|logea|sign in|prueb|intent|usu|usr|user|\btry|\bus[ae]\b|con (?:sa|admin|root|sysdba|pi|soporte)|wi-?fi|ssid|u[:=]|admin|root|sa ?[:/]|sysdba/,
  examples: {
    hit: [
      'entra con soporte/⟦soporte⟧',
      'accesos: pi : ⟦raspberry⟧',
      'credenciales bodega - ⟦B0dega+1⟧',
      'user y contra: rocio / ⟦ro_cio7⟧',
    ],
    miss: [
      'perfil cajero/gerente',
      'alta/baja',
      'cajero y/o gerente',
      'Usuario/contraseña incorrecta',
      'accesos: ventas/compras',
      'no entra a facturas/pagos',
    ],
  },
  find: (view) => {
    const found: Range[] = [];
    HEAD.lastIndex = 0;
    for (let head = HEAD.exec(view.lower); head !== null; head = HEAD.exec(view.lower)) {
      const at = head.index + head[0].length;
      const value =
        twiceTheSame(view, at) ?? pairAfter(view, at, head[1] !== undefined || head[3] !== undefined, head[2] ?? '');
      if (value === undefined) continue;
      found.push(value, ...pairsBelow(view, value));
      tooMany(found);
    }
    for (const match of scan(view.lower, SHORT_LABELS)) {
      const end = match.index + match[0].length;
      const value = trimToken(view.text, { start: end - (match[1] ?? '').length, end });
      if (value.end > value.start && view.text.charAt(value.start) !== MARKED) found.push(value);
    }
    for (const form of [BACKWARDS, WELL_KNOWN, NAMED]) {
      for (const match of scan(view.lower, form)) {
        const word = match[1] ?? '';
        const start = match.index + match[0].indexOf(word, match[0].search(/[/|:]/));
        const value = trimToken(view.text, { start, end: start + word.length });
        if (shapeOf(view.text.slice(value.start, value.end)) === 'chosen') found.push(value);
      }
    }
    return found;
  },
};

/** "Accesos⏎ana / X⏎luis / Y": lines of the same form below a pair. */
const NEXT_PAIR =
  /^[ ]{0,2}\n[-•* ]{0,4}[a-z][\w.@-]{1,40}(?:[ ]?[/|:][ ]?|[ ]-[ ])([^\s/|]{4,64})(?=[ ]{0,2}(?:\n|$))/;
const MOST_LINES = 20;

function pairsBelow(view: View, first: Range): Range[] {
  const found: Range[] = [];
  let at = first.end;
  for (let line = 0; line < MOST_LINES; line++) {
    const match = NEXT_PAIR.exec(view.lower.slice(at, at + 140));
    if (match?.[1] === undefined) return found;
    const end = at + match[0].length;
    const value = trimToken(view.text, { start: end - match[1].length, end });
    if (shapeOf(view.text.slice(value.start, value.end)) !== 'chosen') return found;
    found.push(value);
    at = end;
  }
  return found;
}

/** "login admin admin". */
function twiceTheSame(view: View, at: number): Range | undefined {
  const match = /^[ :]{1,3}(?:con )?([a-z][\w.-]{2,30}) \1(?![\w.-])/.exec(view.lower.slice(at, at + 80));
  if (match === null || functional.has(match[1] ?? '')) return undefined;
  const end = at + match[0].length;
  return { start: end - (match[1] ?? '').length, end };
}

function pairAfter(view: View, at: number, sure: boolean, head: string): Range | undefined {
  if (!PARTS.test(view.text.slice(at, at + 180))) return undefined;
  const match = PAIR.exec(view.lower.slice(at, at + 180));
  const groups = match?.groups;
  if (match === null || groups === undefined) return undefined;
  const { lead = '', name = '', sep = '', value = '' } = groups;
  const start = at + match.index + match[0].length - value.length;
  const range = trimToken(view.text, { start, end: start + value.length });
  if (
    !believable(view, range, {
      name,
      sep,
      certain: sure,
      spaced: sure || /^(?:accesos|logins?|usuario|user|usr)$/.test(head),
      sure: sure || /[:=]/.test(lead) || /\bcon\b|\bwith\b/.test(lead),
    })
  )
    return undefined;
  return range;
}

interface Pair {
  readonly name: string;
  readonly sep: string;
  /** The head names a pair outright ("credenciales", "usuario y contraseña"). */
  readonly certain: boolean;
  readonly sure: boolean;
  /** A blank alone may part the two: "credenciales ana X". */
  readonly spaced: boolean;
}

function believable(view: View, range: Range, { name, sep, certain, sure, spaced }: Pair): boolean {
  const word = view.lower.slice(range.start, range.end);
  if (
    LABELS.test(name) ||
    LABELS.test(word) ||
    functional.has(name) ||
    word.length < 3 ||
    /^(?:[/-]{1,2}[a-z]{1,12}|usuario|user|usr|pass\w{0,4}|pwd|clave|contra\w{0,5}|nip|pin|ip|url|host|port)[:=]/.test(
      word,
    )
  )
    return false;
  const shape = shapeOf(view.text.slice(range.start, range.end));
  if (sep !== ' ' && (accountNames.has(name) || name === word))
    return (shape !== 'mask' && !plainTalk(word)) || name === word;
  if (sep === ' ')
    return (
      spaced &&
      shape === 'chosen' &&
      (accountNames.has(name) || !plainTalk(name)) &&
      /^[\s,.;]*$/.test(view.text.slice(range.end, range.end + 1))
    );
  if (!sure) return shape === 'chosen' && /[/:]/.test(sep);
  const tight = /[/|:\n-]/.test(sep);
  if (shape === 'chosen') return tight || sep.includes(' y ') || sep.includes(',');
  if (shape === 'digits') return tight && word.length >= 4 && /[a-z]/.test(name) && !naming.has(name);
  if (certain && tight && shape === 'known' && !/[\\/]/.test(word)) return true;
  if (shape !== 'word' || !tight || sep === '\n' || ROLES.test(word)) return false;
  if (certain) return !functional.has(word) && !describing.has(word);
  return !ROLES.test(name) && !plainTalk(word) && !naming.has(name) && !access.has(name) && !business.has(name);
}

function plainTalk(word: string): boolean {
  return functional.has(word) || describing.has(word) || naming.has(word) || business.has(word) || access.has(word);
}
