import type { DocumentFormat } from './documents/document-text.ts';

/** What a file really is, read from its bytes. `text` = it can be read, so it must be redacted before it is kept. */
export type SniffedType =
  /** Pictures, sound, video: nobody reads them. */
  | { readonly kind: 'media'; readonly mediaType: string }
  /** Has text that a reader gets out of it. */
  | { readonly kind: 'document'; readonly mediaType: string; readonly format: DocumentFormat }
  /** Has text that nothing here gets out of it. */
  | { readonly kind: 'unreadable'; readonly mediaType: string }
  | { readonly kind: 'text'; readonly mediaType: string; readonly text: string }
  | { readonly kind: 'refused'; readonly type: string };

interface Signature {
  readonly mediaType: string;
  /** Offset and bytes (Latin-1) that must be there, all of them. */
  readonly marks: readonly (readonly [number, string])[];
}

const PDF = 'application/pdf';

const SIGNATURES: readonly Signature[] = [
  { mediaType: 'image/png', marks: [[0, '\x89PNG\r\n\x1a\n']] },
  { mediaType: 'image/jpeg', marks: [[0, '\xff\xd8\xff']] },
  { mediaType: 'image/gif', marks: [[0, 'GIF87a']] },
  { mediaType: 'image/gif', marks: [[0, 'GIF89a']] },
  {
    mediaType: 'image/webp',
    marks: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  },
  { mediaType: PDF, marks: [[0, '%PDF-']] },
  {
    mediaType: 'audio/wav',
    marks: [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
  },
  { mediaType: 'audio/ogg', marks: [[0, 'OggS']] },
  { mediaType: 'audio/mpeg', marks: [[0, 'ID3']] },
  { mediaType: 'audio/mpeg', marks: [[0, '\xff\xfb']] },
  { mediaType: 'audio/mp4', marks: [[4, 'ftypM4A']] },
  { mediaType: 'video/mp4', marks: [[4, 'ftyp']] },
  { mediaType: 'video/webm', marks: [[0, '\x1a\x45\xdf\xa3']] },
];

const ZIP = 'PK\x03\x04';
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Office packages: the folder that must be inside, so that no other archive passes under their name. */
const ZIPPED: Readonly<Record<string, { mediaType: string; inside: string }>> = {
  docx: { mediaType: `${OFFICE}.wordprocessingml.document`, inside: 'word/' },
  xlsx: { mediaType: `${OFFICE}.spreadsheetml.sheet`, inside: 'xl/' },
  pptx: { mediaType: `${OFFICE}.presentationml.presentation`, inside: 'ppt/' },
  odt: {
    mediaType: 'application/vnd.oasis.opendocument.text',
    inside: 'mimetypeapplication/vnd.oasis.opendocument.text',
  },
  ods: {
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    inside: 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
  },
};

const OLE_TYPES: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

/** Texts by extension; any other readable file is plain text. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  md: 'text/markdown',
  eml: 'message/rfc822',
};

/** Looks at the bytes first; the name only chooses between types that the bytes allow. The sender's media type is not believed. */
export function sniff(content: Uint8Array, name: string): SniffedType {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const extension = name.match(/\.(\w{1,10})$/)?.[1]?.toLowerCase() ?? '';
  if (startsWith(bytes, ZIP)) return sniffZip(bytes, extension);
  if (startsWith(bytes, OLE)) return named(OLE_TYPES, extension, 'application/x-ole-storage');
  const found = SIGNATURES.find(({ marks }) => marks.every(([at, mark]) => startsWith(bytes, mark, at)));
  if (found?.mediaType === PDF) return { kind: 'document', mediaType: PDF, format: 'pdf' };
  if (found !== undefined) return { kind: 'media', mediaType: found.mediaType };
  return sniffText(bytes, extension);
}

function sniffZip(bytes: Buffer, extension: string): SniffedType {
  const office = Object.hasOwn(ZIPPED, extension) ? ZIPPED[extension] : undefined;
  const isThat = office !== undefined && bytes.includes(office.inside, 0, 'latin1');
  // A macro is a program; the names of a package's parts are readable even when their contents are packed.
  const hasMacro = bytes.includes('vbaProject.bin', 0, 'latin1');
  if (isThat && !hasMacro) return { kind: 'document', mediaType: office.mediaType, format: 'office' };
  return { kind: 'refused', type: 'application/zip' };
}

function named(types: Readonly<Record<string, string>>, extension: string, otherwise: string): SniffedType {
  const mediaType = Object.hasOwn(types, extension) ? types[extension] : undefined;
  return mediaType === undefined ? { kind: 'refused', type: otherwise } : { kind: 'unreadable', mediaType };
}

function sniffText(bytes: Buffer, extension: string): SniffedType {
  const text = decodeText(bytes);
  if (text === null) return { kind: 'refused', type: 'application/octet-stream' };
  const active = activeContent(text);
  if (active !== null) return { kind: 'refused', type: active };
  const mediaType = Object.hasOwn(TEXT_TYPES, extension) ? TEXT_TYPES[extension] : undefined;
  return { kind: 'text', mediaType: mediaType ?? 'text/plain', text };
}

/** Text that a browser or a shell would run. Mail may hold HTML parts; it is never shown as HTML. */
function activeContent(text: string): string | null {
  const start = text.slice(0, 4096).trimStart().toLowerCase();
  if (start.startsWith('#!')) return 'text/x-script';
  if (/^(<\?xml[^>]*>)?\s*(<!--[\s\S]*?-->\s*)*(<!doctype\s+)?<?\s*(svg)\b/.test(start) || /<svg[\s>]/.test(start))
    return 'image/svg+xml';
  if (/^(<\?xml[^>]*>)?\s*(<!--[\s\S]*?-->\s*)*(<!doctype\s+html|<(html|head|body|script|iframe)\b)/.test(start)) {
    return 'text/html';
  }
  return start.includes('http://www.w3.org/1999/xhtml') ? 'text/html' : null;
}

/** UTF-8, UTF-16 (with its mark, or plainly so), or Windows-1252; null when it is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = wideEncoding(bytes);
  const text =
    encoding === null ? (tryDecode(bytes, 'utf-8') ?? tryDecode(bytes, 'windows-1252')) : tryDecode(bytes, encoding);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their presence tells that this is no text
  return text === null || /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
}

const LOOKED_AT = 4096;

/** UTF-16 by its mark; without one, by the empty half of nearly every unit of Western writing. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const units = Math.floor(Math.min(bytes.length, LOOKED_AT) / 2);
  const empty = [0, 0];
  for (let at = 0; at < units * 2; at += 1) if (bytes[at] === 0) empty[at % 2] = (empty[at % 2] ?? 0) + 1;
  const [high = 0, low = 0] = empty;
  if (units === 0 || Math.max(high, low) < units * 0.8 || Math.min(high, low) > units * 0.05) return null;
  return low > high ? 'utf-16le' : 'utf-16be';
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function startsWith(bytes: Buffer, mark: string, at = 0): boolean {
  return bytes.subarray(at, at + mark.length).toString('latin1') === mark;
}
