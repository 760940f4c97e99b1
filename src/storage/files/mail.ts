import { decodeText } from './media-types.ts';

const DEEPEST = 8;
const PLAIN_ENCODINGS = new Set(['7bit', '8bit', 'binary']);
const OMITTED = '[adjunto omitido]';

/**
 * A stored mail (`.eml`) as a text that the redactor can read: its encodings would hide values, so every readable part is
 * decoded and written plainly; parts that cannot be read are left out. What comes out is for reading, not for sending on.
 */
export function readableMail(source: string): string {
  return plainPart(source.replace(/\r\n?/g, '\n'), 0);
}

function plainPart(part: string, depth: number): string {
  const gap = part.indexOf('\n\n');
  const head = unfold(gap === -1 ? part : part.slice(0, gap));
  const body = gap === -1 ? '' : part.slice(gap + 2);
  const type = head.match(/^content-type:\s*([^\s;]+)/im)?.[1]?.toLowerCase() ?? 'text/plain';
  if (type.startsWith('multipart/') || type === 'message/rfc822') {
    const boundary = head.match(/boundary="?([^"\n;]+)"?/i)?.[1];
    const inner = type === 'message/rfc822' ? [body] : boundary === undefined ? [body] : splitParts(body, boundary);
    const shown = depth >= DEEPEST ? [OMITTED] : inner.map((piece) => plainPart(piece, depth + 1));
    return `${readableHead(head)}\n\n${shown.join('\n\n')}`;
  }
  return `${readableHead(head)}\n\n${type.startsWith('text/') ? decodeBody(body, head) : OMITTED}`;
}

function splitParts(body: string, boundary: string): string[] {
  // Before the first mark stands nothing for people; after the last one neither.
  return `\n${body}`
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => piece.replace(/^[ \t]*\n/, ''));
}

function decodeBody(body: string, head: string): string {
  const encoding = head.match(/^content-transfer-encoding:\s*(\S+)/im)?.[1]?.toLowerCase();
  const charset = head.match(/charset="?([\w-]+)"?/i)?.[1]?.toLowerCase() ?? 'utf-8';
  if (encoding === 'base64') return decodeBytes(Buffer.from(body, 'base64'), charset);
  if (encoding === 'quoted-printable') return decodeBytes(quotedBytes(body.replace(/=[ \t]*\n/g, ''), false), charset);
  // An encoding that we cannot undo would hide what it holds.
  return encoding === undefined || PLAIN_ENCODINGS.has(encoding) ? body : OMITTED;
}

function readableHead(head: string): string {
  const words = head
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?([\w-]+)\?([bq])\?([^?\n]*)\?=/gi, (_, charset, how, text) =>
      decodeBytes(how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedBytes(text, true), charset),
    );
  return words.replace(/^content-transfer-encoding:.*\n?/gim, '').trim();
}

function quotedBytes(text: string, inHead: boolean): Buffer {
  const source = Buffer.from(inHead ? text.replace(/_/g, ' ') : text, 'utf8').toString('latin1');
  return Buffer.from(
    source.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decodeBytes(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return decodeText(bytes) ?? OMITTED;
  }
}

function unfold(head: string): string {
  return head.replace(/\n[ \t]+/g, ' ');
}
