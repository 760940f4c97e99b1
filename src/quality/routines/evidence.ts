import type { FileStore } from '../../contracts/files.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { Evidence, EvidenceFile } from '../../contracts/routines.ts';
import { AppError } from '../../errors/app-error.ts';
import type { RoutineItemDoc, RoutineRunDoc } from '../../storage/models/routines.ts';
import { refused } from '../refusals.ts';

/** Most files of one item. */
const MAX_FILES = 10;

/** A link that holds something sensitive is none to keep (P4). */
export function cleanEvidence(redactor: Redactor, { kind, text }: { kind: 'text' | 'link'; text: string }): Evidence {
  const { text: clean, findings } = redactor.redact(text, { speaker: 'agent' });
  if (kind === 'text') return { kind, text: clean };
  if (findings.length > 0) throw refused('ROUTINE_REFUSED', 'secretInLink');
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw refused('ROUTINE_REFUSED', 'noLink');
  return { kind, text: clean };
}

/** The files of an item. */
export function filesOf({ evidence }: Pick<RoutineItemDoc, 'evidence'>): Evidence[] {
  return evidence.filter(({ kind }) => kind === 'file');
}

/** The item with one file more; null: it has it already. Throws FILES_TOO_MANY, and what the file store throws. */
export async function withFile(
  { files, redactor }: { readonly files: Pick<FileStore, 'put'>; readonly redactor: Redactor },
  item: RoutineItemDoc,
  { name, content }: EvidenceFile,
): Promise<RoutineItemDoc | null> {
  const { text } = redactor.redact(name, { speaker: 'agent' });
  const file = await files.put(content, { name: text, mediaType: 'application/octet-stream' });
  const known = filesOf(item);
  if (known.some((one) => one.file?.fileId === file.fileId)) return null;
  if (known.length >= MAX_FILES) throw new AppError('FILES_TOO_MANY', { limit: MAX_FILES });
  // The store may give another ending to what is kept in its place.
  const kept = redactor.redact(file.name, { speaker: 'agent' }).text;
  return { ...item, evidence: [...item.evidence, { kind: 'file', text: kept, file }] };
}

/** The bytes of a file of a checklist. Throws FILE_NOT_FOUND. */
export async function readFile(
  files: Pick<FileStore, 'get'>,
  { items }: Pick<RoutineRunDoc, 'items'>,
  fileId: string,
): Promise<{ name: string; content: Uint8Array }> {
  const found = items.flatMap(filesOf).find(({ file }) => file?.fileId === fileId);
  const content = found && (await files.get(fileId));
  if (!found || !content) throw new AppError('FILE_NOT_FOUND');
  return { name: found.text, content };
}
