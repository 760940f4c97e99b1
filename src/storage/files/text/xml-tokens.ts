import { asName, labelsAmong, type Token } from './token.ts';

/** Comment, CDATA, instruction, tag, or what stands between them. */
const PIECE =
  /<!--([\s\S]*?)-->|<!\[CDATA\[([\s\S]*?)\]\]>|<([?!][^>]*)>|<(\/?)([\w:.-]{1,200})((?:[^<>"']|"[^"]*"|'[^']*')*)>|([^<]+)/g;
const ATTRIBUTE = /([\w:.-]{1,200})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Attributes whose value names what their element holds. */
const NAMING = /^(?:name|key|id|nombre|campo|field|label|property)$/i;
const NAMED = /^(?:value|valor|val|default|content)$/i;

/** Every text, attribute, comment, section and declaration of an XML text; null when something stands outside of all. */
export function xmlTokens(text: string): Token[] | null {
  const tokens: Token[] = [];
  let element: string | undefined;
  let name: string | undefined;
  let neighbour: string | undefined;
  let read = 0;
  for (const found of text.matchAll(PIECE)) {
    const [whole, comment, section, declaration, closing, tag, attributes, between] = found;
    if (found.index !== read) return null;
    read += whole.length;
    if (tag !== undefined && closing === '') {
      element = tag;
      const base = found.index + 1 + tag.length;
      name = pushAttributes(tokens, attributes ?? '', base);
    } else if (tag !== undefined) {
      element = undefined;
    } else if (between !== undefined && between.trim() !== '') {
      const labels = labelsAmong([name, element, asName(neighbour)]);
      tokens.push(tokenOf(between, found.index, { labels, encode: escapeText }));
      // <key>password</key><string>…</string>: what one element says names the next.
      neighbour = decodeXml(between).trim();
    } else if (section !== undefined) {
      const labels = labelsAmong([name, element, asName(neighbour)]);
      tokens.push({ ...tokenOf(section, found.index + 9, { labels, encode: plainSection }), text: section });
    } else if (comment !== undefined) {
      tokens.push({ ...tokenOf(comment, found.index + 4, { labels: [], encode: plainComment }), text: comment });
    } else if (declaration !== undefined) {
      tokens.push(tokenOf(declaration, found.index + 1, { labels: [], encode: escapeText }));
    }
  }
  return read === text.length ? tokens : null;
}

/** Adds the tokens of a tag's attributes; gives what the tag calls its content. */
function pushAttributes(tokens: Token[], attributes: string, base: number): string | undefined {
  const found = [...attributes.matchAll(ATTRIBUTE)];
  const naming = found.find(([, key = '']) => NAMING.test(key));
  const name = naming && decodeXml(naming[2] ?? naming[3] ?? '');
  for (const one of found) {
    const [whole, key = '', double, single] = one;
    const raw = double ?? single ?? '';
    const start = base + one.index + whole.length - 1 - raw.length;
    const labels = labelsAmong([key, NAMED.test(key) ? name : undefined]);
    tokens.push(tokenOf(raw, start, { labels, encode: escapeAttribute }));
  }
  return name;
}

function tokenOf(raw: string, start: number, { labels, encode }: Pick<Token, 'labels' | 'encode'>): Token {
  return { start, end: start + raw.length, text: decodeXml(raw), labels, encode };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Undoes XML's own entities and the numbered ones. */
export function decodeXml(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;');
}

function plainSection(text: string): string {
  return text.replaceAll(']]>', ']] >');
}

function plainComment(text: string): string {
  return text.replaceAll('--', '- -');
}
