import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range, View } from '../../text/view.ts';

const BEGIN = /-{2,5} ?begin [a-z0-9 ]{0,30}private key(?: block)? ?-{2,5}/g;
const PUTTY = /private-lines: ?\d{1,4}\r?\n/g;
/** Longest key that is looked for, in characters. */
const LONGEST = 20_000;
/** More keys than that in one text: it is held as a whole. */
const MOST_KEYS = 400;
const BODY_LINE = /^(?:[A-Za-z0-9+/=]{1,200}|[A-Za-z-]{3,20}: [^\n]{1,120}|)$/;

/** The body of a private key; a cut-off key without its END line counts as well. */
export const privateKey: Rule = {
  id: 'secret.private-key',
  kind: 'secret',
  hint: /private[ -](?:key|lines)/,
  examples: {
    hit: [
      '-----BEGIN EC PRIVATE KEY-----\n⟦MHcCAQEEIODevKeyForTestsOnly0123456789abcdefghijAoGCCqGSM49⟧\n-----END EC PRIVATE KEY-----',
      'adjunto:\n-----BEGIN PRIVATE KEY-----\n⟦MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7⟧',
    ],
    miss: ['la llave .key es privada', 'BEGIN PRIVATE KEY'],
  },
  find: (view) => {
    const found: Range[] = [];
    if (view.lower.split('private key').length > MOST_KEYS) throw new RangeError('too many private keys');
    for (const match of scan(view.lower, BEGIN)) push(found, bodyOf(view, match.index + match[0].length));
    for (const match of scan(view.lower, PUTTY)) push(found, bodyOf(view, match.index + match[0].length));
    return found;
  },
};

function push(found: Range[], range: Range | undefined): void {
  const last = found.at(-1);
  if (range !== undefined && (last === undefined || range.start >= last.end)) found.push(range);
}

function bodyOf(view: View, from: number): Range | undefined {
  const ahead = view.lower.slice(from, from + LONGEST);
  const next = ahead.indexOf('-----begin');
  const end = ahead.slice(0, next === -1 ? LONGEST : next).indexOf('-----end');
  return trimBody(view.text, from, end === -1 ? openEnd(view.text, from) : from + end);
}

/** Without END: as long as the lines look like base64. */
function openEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    let stop = text.indexOf('\n', at);
    if (stop === -1) stop = text.length;
    const line = text.slice(at, Math.min(stop, at + 4000)).trim();
    if (!BODY_LINE.test(line.replace(/\\n/g, '').slice(0, 200))) return at === from ? wordsEnd(text, from, stop) : at;
    at = stop + 1;
  }
  return Math.min(at, text.length);
}

/** A key on one line: base64 pieces between spaces or written "\n". */
function wordsEnd(text: string, from: number, stop: number): number {
  const match = /^(?:[\s\\]|[A-Za-z0-9+/=]{20,4000}){0,200}/.exec(text.slice(from, stop));
  return from + (match === null ? 0 : match[0].length);
}

function trimBody(text: string, from: number, to: number): Range | undefined {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  if (text.startsWith('\\n', start)) start += 2;
  while (end > start && (text.charCodeAt(end - 1) <= 32 || text.startsWith('\\n', end - 2)))
    end -= text.startsWith('\\n', end - 2) ? 2 : 1;
  if (end <= start || text.charCodeAt(start) === 0xe000) return undefined;
  return { start, end };
}
