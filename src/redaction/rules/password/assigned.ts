import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import { shapeOf } from '../../text/shape.ts';
import { lineEnd } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { tooMany } from './most.ts';
import { FAULTS, isCode } from './value.ts';

/** A key of code or configuration that holds a password word glued to others: DB_PASSWORD, userPwd, "smtp.pass". */
const KEY =
  /(?:password|passwd|passphrase|contrasen(?:i?a|ya)|(?:[a-z][_.-]|[a-z])(?:pwd|pass|psw)|\bpwd|\bpass|\bpsw|[_.-](?:pw|clave|nip|pin)|(?:user|db|usu|usuario|admin|app|login|acceso|web|ws|pac)clave|clave(?:acceso|usuario|web|ws|pac|user|db|privada|secreta)|\bclave|\bcontra(?![a-z])|\bnip(?![a-z])|\bciec)(?:[_.-]?[a-z0-9]{1,16}){0,2}[\\"'\]]{0,3}[ \t]{0,8}(?:={1,3}>{0,2}|-{1,3}>|:=|:|(?<=["']),(?=[ ]{0,3}["']))[ \t]{0,8}(?=\S)/g;
const CODE_KEYS =
  /(?:clave[_.-]?(?:prod|unidad|sat|serv|art|cliente|prov|rastreo)|(?:password|contrasena|passwd|pass|pwd)[_.-]?(?:policy|hash|length|len|expir|reset|min|max|field|label|hint|encoder|type|required|changed|last|attempts|age|history|format|text|confirm|input|box)|passive|passenger|passport|bypass|compass|passed)/;
/** <wsse:Password Type="…">X</ */
const ELEMENT =
  /<(?:\w{1,20}:)?(?:password|passwd|pass|pwd|contrasena|clave|nip)[ ][^<>\n]{1,160}>([^<>\n]{1,128})(?=<\/)/gi;
const CONNECTION =
  /(?:server|data source|initial catalog|database|user id|uid|provider|driver|host|dsn|trusted_connection|integrated security)\s{0,2}=/;

/** `key=value` of configuration, code, connection strings. */
export const assignedPassword: Rule = {
  id: 'password.assigned',
  kind: 'password',
  hint: /[:=]|["'],/,
  examples: {
    hit: [
      'Server=SRV1;Database=ERP;User Id=sa;Password=⟦S@cta9⟧;',
      'Server=x;Uid=sa;Pwd="⟦a;b c&9⟧";Database=y',
      'DB_PASSWORD=⟦canela⟧',
      '{"user":"a","password":"⟦js0n-P⟧"}',
      'https://x.mx/l?user=a&password=⟦QueryP1⟧',
      'CONTRASENA="⟦env_77⟧"',
      "'dbPass' => '⟦luna⟧',",
      '<clave>⟦xml-Cl4⟧</clave><usuario>pac</usuario>',
    ],
    miss: ['ClaveProdServ="78101800"', 'ClaveUnidad="E48"', 'password: ******', 'DB_PASSWORD=%DB_PASSWORD%'],
  },
  find: (view) => {
    const found: Range[] = [];
    const connection = CONNECTION.test(view.lower);
    for (const match of scan(view.text, ELEMENT)) {
      const value = match[1] ?? '';
      const end = match.index + match[0].length;
      const range = { start: end - value.length, end };
      if (isValue(view, range, '')) found.push(range);
    }
    KEY.lastIndex = 0;
    for (let match = KEY.exec(view.lower); match !== null; match = KEY.exec(view.lower)) {
      if (CODE_KEYS.test(match[0])) continue;
      const spoken = /^(?:contrasena|password|pass|pwd|psw|clave|contra|nip|ciec)s?[ \t]*[:=]/.test(match[0]);
      const value =
        spoken && !connection && /:[ \t]*$/.test(match[0])
          ? undefined
          : readAssigned(view, { at: match.index + match[0].length, connection, key: match[0] });
      if (
        value === undefined ||
        (spoken &&
          /(?:usuario|user|usr|login)s?\s?[/,y&-]\s?$/.test(
            view.lower.slice(Math.max(0, match.index - 12), match.index),
          ))
      )
        continue;
      found.push(value);
      tooMany(found);
      KEY.lastIndex = Math.max(KEY.lastIndex, value.end);
    }
    return found;
  },
};

interface Place {
  readonly at: number;
  readonly connection: boolean;
  readonly key: string;
}

function readAssigned(view: View, { at, connection, key }: Place): Range | undefined {
  const quote = view.text.charAt(at);
  const escaped = view.text.startsWith('\\"', at) || view.text.startsWith('&quot;', at);
  let range: Range | undefined;
  if (quote === '"' || quote === "'" || quote === '`') range = untilQuote(view, at + 1, quote);
  else if (quote === '{' && connection) range = untilQuote(view, at + 1, '}');
  else if (escaped) range = until(view, at + (quote === '\\' ? 2 : 6), /\\"|&quot;/);
  else if (connection) range = untilNextPair(view, at);
  else if (isQuery(view, at)) range = until(view, at, /[&\s#"'<>]/);
  else range = until(view, at, /[\s"'<>]|[,;](?=\s|$|[a-z_]{2,20}=)|&(?=[a-z_]{2,20}=)|[)}\]]{1,9}[,;]?(?=\s|$)/i);
  return range === undefined || !isValue(view, range, key) ? undefined : range;
}

function isValue(view: View, range: Range, key: string): boolean {
  const text = view.text.slice(range.start, range.end);
  if (
    text.trim() === '' ||
    /^(?:no|ya|si|sin|la|el|es|se|me|not|is)$/i.test(text) ||
    shapeOf(text) === 'mask' ||
    FAULTS.test(text.toLowerCase()) ||
    isCode(text) ||
    /^(?:null|none|nil|undefined|true|false|string|(?:os\.environ|process\.env|getenv)\S{0,80}|\$\w{1,40}|\?|@[a-z_]{1,20}|:\w{1,20}|%s|\{\d?\})$/i.test(
      text,
    )
  )
    return false;
  if (!/^(?:clave|contra)\b/.test(key)) return true;
  return !/^(?:\d{1,3}|\d{8}|[A-Z0-9]{1,3}|[A-Z]{1,6}[-_]?\d{1,6}|[A-Z]{2,5}-[A-Z0-9]{2,5}|\d{2,6}-\d{1,6})$/.test(
    text,
  );
}

function isQuery(view: View, at: number): boolean {
  const before = view.lower.slice(Math.max(0, at - 200), at);
  return /[?&][^\s]{0,180}$/.test(before);
}

function until(view: View, from: number, stop: RegExp): Range | undefined {
  const last = lineEnd(view.text, from, 256);
  const ahead = view.text.slice(from, last);
  const found = ahead.search(stop);
  const end = found === -1 ? last : from + found;
  return end > from ? { start: from, end } : undefined;
}

/** To the closing quote; a doubled or escaped quote belongs to the value. Without one, to the end of the token. */
function untilQuote(view: View, from: number, quote: string): Range | undefined {
  const last = lineEnd(view.text, from, 256);
  for (let at = from; at < last; at++) {
    const here = view.text.charAt(at);
    if (here === '\\') at++;
    else if (here === quote) {
      if (view.text.charAt(at + 1) === quote) at++;
      else return at > from ? { start: from, end: at } : undefined;
    }
  }
  return until(view, from, /[\s;]/);
}

/** To the `;` that another key or the end follows: a password may hold `;` itself. */
function untilNextPair(view: View, from: number): Range | undefined {
  const last = lineEnd(view.text, from, 256);
  const ahead = view.text.slice(from, last);
  const found = ahead.search(/;(?:\s{0,3}[a-z][a-z _]{1,30}=|\s|["'`)]|$)|["'](?:[\s;,)]|$)/i);
  // libpq parts its pairs by blanks: "user=erp password=X host=srv".
  const blank = ahead.search(/\s(?:[a-z_]{2,20}=|$)/i);
  if (blank > 0 && !ahead.includes(';')) return { start: from, end: from + blank };
  if (found !== -1) return found === 0 ? undefined : { start: from, end: from + found };
  return until(view, from, /\s/);
}
