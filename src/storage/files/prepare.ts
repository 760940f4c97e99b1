import type { StoredFile } from '../../contracts/files.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import { AppError } from '../../errors/app-error.ts';
import type { DocumentReader, DocumentText } from './documents/document-text.ts';
import { readableMail } from './mail.ts';
import { type SniffedType, sniff } from './media-types.ts';
import { heldNote, replacedNote } from './notes.ts';
import { redactText } from './text/redact-text.ts';

/** What may be written to the disk of a file that somebody sent. */
export interface PreparedFile extends Omit<StoredFile, 'fileId' | 'size'> {
  readonly bytes: Uint8Array;
}

interface Preparation {
  readonly redactor: Redactor;
  readonly documents: DocumentReader | undefined;
  readonly maxTextBytes: number;
}

type Sniffed<K extends SniffedType['kind']> = Extract<SniffedType, { kind: K }>;

/**
 * Decides what is kept of a file (P4, requirements 2.4 rule 5): text is redacted; a document is kept as it is only when all
 * of its text was read and nothing was found, otherwise its redacted text stands in its place; pictures, sound and video
 * are kept and marked as unscanned; what has text that cannot be read is held. Throws FILE_TOO_LARGE, FILE_TYPE_REFUSED.
 */
export async function prepareFile(content: Uint8Array, name: string, needs: Preparation): Promise<PreparedFile> {
  if (content.byteLength === 0) throw new AppError('FILE_TYPE_REFUSED', { type: 'application/x-empty' });
  const found = sniff(content, name);
  switch (found.kind) {
    case 'refused':
      throw new AppError('FILE_TYPE_REFUSED', { type: found.type });
    case 'media':
      return { bytes: content, name, mediaType: found.mediaType, review: 'unscanned' };
    case 'unreadable':
      return held(name);
    case 'text':
      if (content.byteLength > needs.maxTextBytes) throw new AppError('FILE_TOO_LARGE', { limit: needs.maxTextBytes });
      return prepareText(found, name, needs.redactor);
    case 'document':
      return prepareDocument({ content, name, found }, needs);
  }
}

function prepareText({ text, mediaType }: Sniffed<'text'>, name: string, redactor: Redactor): PreparedFile {
  const source = mediaType === 'message/rfc822' ? readableMail(text) : text;
  const clean = redactText(source, mediaType, redactor);
  const bytes = Buffer.from(clean.text, 'utf8');
  if (clean.isHeld) return { bytes, name, mediaType, review: 'held', removed: [...clean.removed] };
  if (clean.removed.length === 0) return { bytes, name, mediaType, review: 'clean' };
  return { bytes, name, mediaType, review: 'redacted', removed: [...clean.removed] };
}

async function prepareDocument(
  { content, name, found }: { content: Uint8Array; name: string; found: Sniffed<'document'> },
  { redactor, documents }: Preparation,
): Promise<PreparedFile> {
  const unread: DocumentText = { status: 'unreadable', why: 'no-reader' };
  const read = (await documents?.read(content, found.format)) ?? unread;
  if (read.status === 'unreadable') return held(name);
  const { text, removed, isHeld } = redactText(read.text, 'text/plain', redactor);
  if (removed.length === 0 && !isHeld && !read.hasHiddenParts) {
    return { bytes: content, name, mediaType: found.mediaType, review: read.hasPictures ? 'unscanned' : 'clean' };
  }
  return {
    ...asText(name, `${replacedNote}\n\n${text}\n`),
    review: isHeld ? 'held' : 'replaced',
    ...(removed.length > 0 ? { removed: [...removed] } : {}),
  };
}

function held(name: string): PreparedFile {
  return { ...asText(name, `${heldNote}\n`), review: 'held' };
}

function asText(name: string, text: string): Pick<PreparedFile, 'bytes' | 'name' | 'mediaType'> {
  const LONGEST = 251;
  return { bytes: Buffer.from(text, 'utf8'), name: `${name.slice(0, LONGEST)}.txt`, mediaType: 'text/plain' };
}
