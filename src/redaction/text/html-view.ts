import type { Folded } from './fold.ts';

const LOOKS_LIKE_MARKUP = /<[a-z/!]|&(?:#\d|#x[\da-f]|[a-z]{2,8}\d{0,2};)/i;
const BLOCK =
  /^(?:p|div|br|tr|li|ul|ol|table|tbody|thead|h[1-6]|hr|blockquote|pre|section|article|dt|dd|dl|body|html|head|title|option|label)$/;
/** A cell: its row is one line. */
const CELL = /^(?:td|th)$/;
const KNOWN =
  /^(?:a|abbr|b|big|bdo|bdi|center|cite|code|del|em|font|i|img|ins|kbd|mark|o:p|q|s|samp|script|small|span|strike|strong|style|sub|sup|tt|u|var|wbr|meta|link|input|button|form|svg|path|!doctype)$/;
const TAG_NAME = /^<\/?([a-z!][a-z0-9:]{0,20})/i;
const ENTITY = /^&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));?/i;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  zwnj: '',
  zwj: '',
  shy: '',
  aacute: 'á',
  eacute: 'é',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  uuml: 'ü',
  ntilde: 'ñ',
  iexcl: '¡',
  iquest: '¿',
  period: '.',
  colon: ':',
  semi: ';',
  comma: ',',
  commat: '@',
  num: '#',
  dollar: '$',
  percnt: '%',
  ast: '*',
  plus: '+',
  equals: '=',
  excl: '!',
  quest: '?',
  sol: '/',
  bsol: '\\',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  ndash: '-',
  mdash: '-',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
  vert: '|',
  verbar: '|',
  tilde: '~',
  grave: '`',
  hat: '^',
  middot: '.',
  bull: '.',
  laquo: '"',
  raquo: '"',
  ldquo: '"',
  rdquo: '"',
  lsquo: "'",
  rsquo: "'",
  rarr: '=',
  hellip: '…',
  tab: '\t',
  newline: '\n',
};

/** Collects characters with their place in the source. */
class Collector {
  private readonly parts: string[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  add(character: string, start: number, end: number): void {
    this.parts.push(character);
    for (let unit = 0; unit < character.length; unit++) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  done(): Folded {
    return { text: this.parts.join(''), starts: Uint32Array.from(this.starts), ends: Uint32Array.from(this.ends) };
  }
}

/**
 * The second view of HTML mail: tags taken out (a block tag becomes a line end, a cell a tab, an inline tag nothing) and
 * entities decoded. Undefined when the text shows no markup. Unknown tags stay: they may be XML with values.
 */
export function htmlView(source: string): Folded | undefined {
  if (!LOOKS_LIKE_MARKUP.test(source)) return undefined;
  const out = new Collector();
  let at = 0;
  // Once no '>' is left, none is looked for again: a text of '<' alone stays linear.
  let closeFrom = source.indexOf('>');
  const lastComment = source.lastIndexOf('-->');
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '<') {
      if (closeFrom !== -1 && closeFrom < at) closeFrom = source.indexOf('>', at);
      const end = source.startsWith('<!--', at) && at > lastComment ? at : skipTag(source, at, closeFrom, out);
      if (end > at) {
        at = end;
        continue;
      }
    }
    at = character === '&' ? addEntity(source, at, out) : addPlain(source, at, out);
  }
  return out.done();
}

function skipTag(source: string, at: number, close: number, out: Collector): number {
  if (source.startsWith('<!--', at)) {
    const end = source.indexOf('-->', at);
    return end === -1 ? at : end + 3;
  }
  if (close === -1 || close - at > 2000) return at;
  const name = TAG_NAME.exec(source.slice(at, at + 24))?.[1]?.toLowerCase();
  if (name === undefined) return at;
  if (BLOCK.test(name)) out.add('\n', at, at);
  else if (CELL.test(name)) {
    if (source.charAt(at + 1) !== '/') out.add('\t', at, at);
  } else if (!KNOWN.test(name)) return at;
  return close + 1;
}

function addEntity(source: string, at: number, out: Collector): number {
  const match = ENTITY.exec(source.slice(at, at + 14));
  const decoded = match === null ? undefined : decode(match);
  if (match === null || decoded === undefined) return addPlain(source, at, out);
  const end = at + match[0].length;
  if (decoded !== '') out.add(decoded, at, end);
  return end;
}

function decode([, decimal, hex, name]: RegExpExecArray): string | undefined {
  if (name !== undefined) return entities[name] ?? entities[name.toLowerCase()];
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function addPlain(source: string, at: number, out: Collector): number {
  out.add(source.charAt(at), at, at + 1);
  return at + 1;
}
