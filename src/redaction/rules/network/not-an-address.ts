import type { View } from '../../text/view.ts';

const PRODUCTS =
  'contpaqi?|aspel|microsip|odoo|sap|windows|win|chrome|chromium|firefox|safari|edg|edge|opera|opr|brave|android|ios|ipados|macos|miui|odbc|drivers?|controlador|jre|jdk|java|\\.?net|framework|sql ?server|mysql|mariadb|postgres(?:ql)?|firebird|oracle|office|excel|word|outlook|teamviewer|anydesk|rustdesk|adobe|acrobat|reader|crystal(?: reports)?|zebra|epson|bios|uefi|kernel|php|node|nginx|apache|tomcat|iis|openssl|webview2?|zoom|teams|whatsapp|sdk|api|plugin|complemento|modulo|app|navegador|instalador|setup|runtime|dll|sae|coi|noi|nomipaq|adminpaq|comercial|facturador|addenda|timbrador|directx|visual|redistributable|bluestacks|applewebkit|webkit|gecko';
const CLIENT_PRODUCTS =
  'contpaqi?|aspel|microsip|odoo|windows|win|chrome|firefox|safari|edge?|opera|android|ios|macos|miui|java|office|driver odbc|odbc|drivers?|plugin|sdk|runtime|instalador|firmware|bios';
const VERSION =
  '(?:sub)?version(?:es)?|vers|ver|v|release|rel|build|compilacion|revision|rev|parche|patch|firmware|hotfix|service pack|edicion';
const UPDATES = 'update|upgrade|actuali[zc]\\w{1,8}|instal\\w{1,8}|desinstal\\w{1,8}|paquete';
const CHAPTERS =
  'cuentas?|cta|ctas|subcuentas?|contables?|rubro|partidas?|nivel|capitulo|seccion|apartado|inciso|numeral|clausula|oid|fraccion';
const NUMBERS =
  'polizas?|saldos?|balanza|auxiliar(?:es)?|catalogo|tel|tels|telefonos?|phone|cel|celular|whats|movil|fax|llam\\w{1,6}|mar(?:car|ca|que|co|came|carme|cale|queme)|comuni\\w{1,9}|contacto|respaldos?|backups?|fechas?|fec|dia|punto|anexo|parrafo|articulo|art|codigo|folio|pedimento|clasificaci\\w{2}|clasificador|presupuest\\w{1,5}|indice|paso|renglon|expediente|referencia|lote|serie|num|numero|nro';
const FILLER =
  '(?:(?:es|la|el|de|del|a la|actual|nueva|nuevo|instalad[oa]|numero|no\\.?|que tengo|anterior|era|fue|ultima|estable|20\\d\\d)[ ]){0,3}';

/** A word right before the number that decides even for private ranges. */
const CLOSE = new RegExp(
  `(?:^|[^a-z])(?:${VERSION}|${CHAPTERS}|${CLIENT_PRODUCTS})(?![a-z])["']{0,2}[ ]{0,2}[:=#/(-]{0,2}[ ]{0,2}${FILLER}["'(]?v?$`,
);
/** "v10.2.3.4". */
const GLUED = /(?:^|[^a-z])(?:v|ver|version|r|rel)\.?$/;
const IN_CLAUSE = new RegExp(`(?:^|[^a-z])(?:${VERSION}|${UPDATES}|${CHAPTERS}|${NUMBERS}|${PRODUCTS})(?=[^a-z]|$)`);
const AFTER = new RegExp(
  `^["')\\]]?[ ,]{0,2}(?:(?:de|del|en|es|la|una|que|no|ya|esta)[ ]){0,2}(?:${VERSION}|cuadra\\w{0,3}|saldo|poliza|x64|x86|64 ?bits?|32 ?bits?|beta|rc\\d?|lts|safari|mobile|edg|chrome)(?=[^a-z]|$)`,
);
const NETWORK =
  /(?:^|[^a-z])(?:ips?|ipv4|ping\w{0,4}|gateway|puerta de enlace|dns|subred|subnet|telnet|ssh|rdp|inet|traceroute|tracert|nslookup|firewall|host|server|servidor|router|modem|camara|dvr|nvr|vpn)(?=[^a-z]|$)/;

/**
 * Whether a dotted quad is a version, an account, a phone or a date by the words of its clause. A word right
 * before it decides also for private ranges; a word farther off only for the others (redaction-notes 5.4).
 */
export function speaksOfSomethingElse(view: View, range: { start: number; end: number }, isPrivate: boolean): boolean {
  const clause = clauseBefore(view.lower, range.start);
  if (CLOSE.test(clause) || GLUED.test(clause)) return true;
  if (isPrivate)
    return (
      (/(?:^|[^a-z])mariadb $/.test(clause) && view.lower.startsWith('10.', range.start)) ||
      isRelease(clause, view.lower.slice(range.end, range.end + 32))
    );
  if (isNamedRelease(view, range)) return true;
  if (/^[12]?\d\./.test(view.lower.slice(range.start, range.end)) && MOVED.test(clause)) return true;
  const near = behindLastNumber(clause);
  if (NETWORK.test(near) && !/sql ?server/.test(near)) return false;
  const first = Number(view.lower.slice(range.start, range.end).split('.')[0]);
  if (first < 30 && /(?:^|[^a-z])(?:la|las)[ ]$/.test(clause) && !NETWORK.test(clause)) return true;
  if (/[a-z]\/$/.test(clause) && !/(?:https?:|ftp:|ip|\/\w{0,20})\/$/.test(clause)) return true;
  return IN_CLAUSE.test(clause) || AFTER.test(view.lower.slice(range.end, range.end + 32));
}

/** "pasé de 13.1.0.2 a 14.2.0.1". */
const MOVED = /(?:^|[^a-z])pas(?:e|o|amos|aron|ar|ando|ado) (?:de|a)(?: la)? (?:\d{1,3}(?:\.\d{1,3}){3} a (?:la )?)?$/;

/** "Producto 7.4.1.20" and no more: a name and its release, whoever makes it. Public resolvers are addresses. */
function isNamedRelease(view: View, range: { start: number; end: number }): boolean {
  const before = view.text.slice(Math.max(0, range.start - 24), range.start);
  const name = /(?:^|[\n.;] ?)([A-Z][A-Za-z]{2,16}) $/.exec(before)?.[1];
  const quad = view.lower.slice(range.start, range.end);
  return (
    name !== undefined &&
    !NETWORK.test(` ${name.toLowerCase()} `) &&
    /^[12]?\d\./.test(quad) &&
    !/^(?:8\.8\.|1\.[01]\.[01]\.1$|9\.9\.9\.|4\.2\.2\.)/.test(quad)
  );
}

/** "la 10.4.2.0 de nóminas", "ya bajé la 10.0.1.3": a release of a program, though 10/8 is private as well. */
function isRelease(clause: string, after: string): boolean {
  if (NETWORK.test(clause)) return false;
  if (
    /(?:actuali[zc]\w{0,6}|updated?|upgraded?|migr\w{1,6}|sub[io]\w{0,4}) (?:a|de|to)(?: la)? $|(?:^|[^a-z])(?:re|des)?instal(?:e|o|amos|aron|ar|ando|ado|ada) (?:la )?$/.test(
      clause,
    )
  )
    return true;
  if (!/(?:^|[^a-z])(?:la|las|a la|el)[ ]$/.test(clause)) return false;
  return (
    /^ (?:de|del|para) (?:(?:la|el|los) )?(?:nominas?|contabilidad|bancos?|comercial|factur\w{1,8}|inventarios?|ventas|compras|contpaqi?|aspel|sae|noi|coi|microsip|odoo|windows|erp|app|sistema|conector|complemento)/.test(
      after,
    ) ||
    /(?:^|[^a-z])(?:baj[eo]|descarg\w{1,6}|instal\w{1,6}|actuali\w{1,6}|sali[oo]|liberaron|parche)(?=[^a-z])/.test(
      clause,
    ) ||
    /^ (?:instalad|de prueba|beta|trae|corrige|ya incluye)/.test(after)
  );
}

/** The last full stop that ends a sentence, not an abbreviation ("Tel. 222…"). */
function sentenceEnd(before: string): number {
  const stop = before.lastIndexOf('. ');
  return stop !== -1 &&
    /(?:^|[^a-z])(?:tel|cel|no|num|ver|vers|v|cta|ext|ref|art)$/.test(before.slice(Math.max(0, stop - 6), stop))
    ? -1
    : stop;
}

/** The part of the clause behind the last number before this one. */
function behindLastNumber(clause: string): string {
  const number = clause.search(/\d[^\d]*$/);
  return number === -1 ? clause : clause.slice(number);
}

/** The text before, back to a sentence end, a semicolon or a line end; at most 80 characters. */
function clauseBefore(lower: string, at: number): string {
  const before = lower.slice(Math.max(0, at - 80), at);
  const stop = Math.max(
    before.lastIndexOf('\n'),
    before.lastIndexOf(';'),
    sentenceEnd(before),
    before.lastIndexOf('? '),
    before.lastIndexOf('! '),
  );
  return before.slice(stop + 1);
}
