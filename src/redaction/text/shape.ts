/** What a token looks like. `chosen`: somebody made it up as a password. `digits`: only digits. `word`: only letters. */
export type Shape = 'chosen' | 'digits' | 'word' | 'known' | 'mask' | 'other';

const WORD = /^[a-z]+(?:['-][a-z]+)*$/i;
const DIGITS = /^\d+$/;
const MASK =
  /^(?:\((?:hidden|oculta|omitida|protegida|eliminada|removed|redacted|secret|confidencial)\)?|[*.xX#•?_-]{3,}|\uE000+|<[\w -]{1,30}>|\[[\w -]{1,30}\]|\{[\w -]{1,30}\}|\$\{?[A-Z_]{2,30}\}?|%[A-Z_]{2,30}%)$/;

/** Forms of everyday support talk that hold letters and digits and are no password. */
const knownForms: readonly RegExp[] = [
  /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}$/i, // e-mail
  /^[a-z][a-z.-]{1,20}@[a-z][a-z.-]{1,30}$/i, // root@server
  /^(?:https?|ftp|sftp|file|tcp|udp|ws|wss):\/\//i,
  /^www\./i,
  /^[\w-]{1,40}(?:\.[\w-]{1,40}){0,4}\.(?:com|mx|net|org|gob|edu|io|local|lan|app|dev|es|co|html?|php|aspx?)(?:[/:].{0,200})?$/i,
  /^[a-z]:[\\/]/i,
  /^\\\\/,
  /^\/?[\w.-]{1,40}(?:[\\/][\w.-]{1,60}){1,10}[\\/]?$/,
  /^[\w()+ -]{1,80}\.(?:xml|pdf|xlsx?|docx?|txt|csv|zip|rar|7z|exe|dll|cer|key|pfx|p12|fdb|gdb|mdf|ldf|bak|sql|log|ini|json|jpe?g|png|bmp|gif|msi|bat|ps1|dbf|cfg|conf|rpt|frx|fr3|mp4|eml)$/i,
  /^[$€]?-?\d{1,3}(?:,\d{3}){0,4}(?:\.\d{1,6})?%?$/,
  /^[$€]?-?\d{1,12}(?:[.,]\d{1,6})?%?(?:mxn|usd|mn|m\.n|pesos)?$/i,
  /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:t\d{2}:\d{2}(?::\d{2})?z?)?$/i,
  /^\d{1,2}(?:-|\/)[a-z]{3,10}(?:(?:-|\/)\d{2,4})?$/i,
  /^\d{1,2}:\d{2}(?::\d{2})?(?:am|pm|hrs?|h)?$/i,
  /^v?\d{1,5}(?:\.\d{1,6}){1,4}[a-z]?\d?$/i,
  /^\+?\(?\d{1,4}\)?(?:[-. ]\d{2,4}){1,4}$/,
  /^\d{1,5}(?:[x*]\d{1,5}){1,2}(?:cm|mm|px)?$/i,
  /^\d{1,6}(?:kg|g|mg|gb|mb|kb|tb|pm|am|hrs?|hs?|min|seg|s|ms|mm|cm|m|m2|m3|km|px|pts?|pzas?|pz|lts?|l|ml|v|w|a|hz|mhz|ghz|mbps|k|bits?|x|er|ro|do|to|ra|da|ta|vo|va|th|st|nd|rd|a|o|dias?|años?|anos?|u|pp|mil|mdp)$/i,
  /^[a-zñ&]{3,4}\d{6}[a-z0-9]{2,3}$/i, // RFC
  /^[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d$/i, // CURP
  /^\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?$/i, // UUID
  /^0x[\da-f]{1,16}$/i,
  /^[a-z]{1,6}[-_/]?\d{1,4}[-_/]\d{1,8}$/i, // folio with year: TK-2024-001
  /^\d{1,6}[-/]\d{1,6}(?:[-/]\d{1,6})?$/,
  /^[A-Z]{1,8}[-_#/]\d{1,10}$/, // F-2201, ORA-12154, TUB-220
  /^[A-Z]{1,4}\d{1,10}$/, // CAJA07, CFDI40, E48
  /^(?:DESKTOP|LAPTOP|COMPRAS?|VENTAS?|INVENTARIO|BODEGA|TIENDA|NOMINAS?|CONTABILIDAD|SISTEMAS?|USUARIO|EQUIPO|ALMACEN|MOSTRADOR|SUCURSAL|CAJERO|GERENTE|SERVER|SERVIDOR|OFICINA|PEDIDO|FOLIO|TICKET|FACTURA|ERROR|ORDEN|LOTE|SERIE|CLIENTE|MODELO|MESA|PUNTO|PLANTA|LINEA|CAMION|PLACA|CODIGO|BANCO|CUENTA|INFINITUM|MEGACABLE|IZZI|TOTALPLAY|CLARO|TELMEX)\d{1,10}[A-Z]{0,2}$/,
  /^[a-z]{2,12}(?:_[a-z]{2,12}){1,4}$/, // pg_dump, snake_case
  /^#[A-Z]{0,4}-?\d{1,12}$/i,
  /^\d{1,3}[A-Z]{1,2}$/,
  /^(?:cfdi|windows|win|office|excel|sql|covid|word|outlook|chrome|java|net|aspel|contpaqi?|sae|coi|noi|microsip|odoo|sap|server|version|ver|v|vers|rev|build|ipv|wpa|usb|com|lpt|db|rj|mp|h|i|f|ps|x|utf|iso|base|sha|md|aes|tls|ssl|http|oauth|sqlserver|firebird|mysql|postgres|oracle|wifi|core|ddr|sata|hd|hdmi|vga|rs|dte|cif|iva|isr|ieps|diot|complemento|pagos?|carta|anexo|art|formato|ley|mod|modelo|pos|tpv|pkcs|md5|crc|cp|iphone|galaxy|android|ios|redmi|note|moto|zebra|epson|tm|hp|laserjet|deskjet|brother|canon)-?v?\d{1,5}(?:\.\d{1,5}){0,3}[a-z]{0,2}\+?$/i,
  /^(?:cajas?|suc|sucursal|pc|equipo|tienda|almacen|alm|servidor|srv|server|usuario|user|usr|nivel|terminal|term|vendedor|cajer[oa]|bodega|zona|ruta|planta|piso|mesa|punto|pv|estacion|lap|laptop|compu|comp|compras?|ventas?|nomina|conta|contador|factura|oficina|mostrador|cliente|prov|tk|ticket|folio|fac|ext|tel|cel|op|opcion|paso|fase|parte|modulo|bloque|grupo|lote|serie|impresora|printer|img|imagen|foto|captura|doc|archivo|reporte|hoja|fila|campo|tabla|linea|q|t|n|no|num|col|r|p|emp|empresa|bd|db)[-_.]?\d{1,4}[a-z]?$/i,
];

/** Classifies a whitespace-free, folded token (wrapping punctuation already off). */
export function shapeOf(token: string): Shape {
  if (token === '') return 'other';
  if (token.charCodeAt(0) === 0xe000 || MASK.test(token)) return 'mask';
  if (WORD.test(token)) return isCamel(token) ? 'chosen' : 'word';
  if (DIGITS.test(token)) return 'digits';
  if (/^[#$!*@%&+=~^]{1,2}[a-z]{3,24}[^a-z\s]{0,3}\d{1,6}\W{0,2}$/i.test(token)) return 'chosen';
  if (token.length > 64) return 'other';
  if (knownForms.some((form) => form.test(token))) return 'known';
  return looksMadeUp(token) ? 'chosen' : 'other';
}

/** Upper case inside a word that began lower or mixed: pErro, MiGatoAzul. */
function isCamel(token: string): boolean {
  return /^[a-z]+[A-Z]/.test(token) && !/^[a-z][A-Z][a-z]{2,}$/.test(token)
    ? !/^(?:e|i|my|any|post|java|type)[A-Z]/.test(token)
    : false;
}

function looksMadeUp(token: string): boolean {
  if (token.length < 4) return false;
  const letter = /[a-z]/i.test(token);
  const digit = /\d/.test(token);
  if (letter && digit) return true;
  return (letter || digit) && /[#$@!*+%&^~=_]/.test(token.slice(1, -1) + (token.length > 5 ? token.slice(-1) : ''));
}
