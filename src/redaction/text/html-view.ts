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

/** Collects text with the place of each unit in the source. What comes out is never longer than the source. */
class Collector {
  private readonly parts: string[] = [];
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private length = 0;

  constructor(private readonly source: string) {
    this.starts = new Uint32Array(source.length);
    this.ends = new Uint32Array(source.length);
  }

  /** What a tag or an entity stands for. */
  add(decoded: string, start: number, end: number): void {
    this.parts.push(decoded);
    for (let unit = 0; unit < decoded.length; unit++) {
      this.starts[this.length] = start;
      this.ends[this.length++] = end;
    }
  }

  /** A run of the source as it stands. */
  copy(start: number, end: number): void {
    this.parts.push(this.source.slice(start, end));
    for (let at = start; at < end; at++) {
      this.starts[this.length] = at;
      this.ends[this.length++] = at + 1;
    }
  }

  done(): Folded {
    const text = this.parts.join('');
    return { text, starts: this.starts.subarray(0, this.length), ends: this.ends.subarray(0, this.length) };
  }
}

/** Where plain text ends. */
const SPECIAL = /[<&]/g;

/**
 * The second view of HTML mail: tags taken out (a block tag becomes a line end, a cell a tab, an inline tag nothing) and
 * entities decoded. Undefined when the text shows no markup. Unknown tags stay: they may be XML with values.
 */
export function htmlView(source: string): Folded | undefined {
  if (!LOOKS_LIKE_MARKUP.test(source)) return undefined;
  const out = new Collector(source);
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

/** The character at `at`, and all up to the next that may begin a tag or an entity. */
function addPlain(source: string, at: number, out: Collector): number {
  SPECIAL.lastIndex = at + 1;
  const end = SPECIAL.exec(source)?.index ?? source.length;
  out.copy(at, end);
  return end;
}
