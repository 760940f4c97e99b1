import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEraser, FileStore, StoredFile } from '../../contracts/files.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import { AppError } from '../../errors/app-error.ts';
import { writeAtomically } from './atomic-write.ts';
import type { DocumentReader } from './documents/document-text.ts';
import { prepareFile } from './prepare.ts';

/** Where files lie, and how large they may be. */
export interface FileStoreOptions {
  /** Made when it is missing; only this process's user may read it. */
  readonly directory: string;
  readonly redactor: Redactor;
  /** Reads PDF and office documents. Without one they are held. */
  readonly documents?: DocumentReader;
  /** Largest file, bytes. Default 10 MB. */
  readonly maxBytes?: number;
  /** Largest text, bytes: all of it is read by the redactor at once. Default 1 MB. */
  readonly maxTextBytes?: number;
}

const FILE_ID = /^[0-9a-f]{64}$/;

/** A content-addressed file store on the disk. Nothing is written before it was read and redacted (P4, `prepare.ts`). */
export function createFileStore(options: FileStoreOptions): FileStore & FileEraser {
  const { directory, redactor, documents, maxBytes = 10 * 1024 * 1024, maxTextBytes = 1024 * 1024 } = options;
  const pathOf = (fileId: string): string => join(directory, fileId.slice(0, 2), fileId.slice(2, 4), fileId);
  return {
    async put(content, { name }) {
      if (content.byteLength > maxBytes) throw new AppError('FILE_TOO_LARGE', { limit: maxBytes });
      const { bytes, ...known } = await prepareFile(content, name, { redactor, documents, maxTextBytes });
      const stored: StoredFile = { fileId: digest(bytes), size: bytes.byteLength, ...known };
      if (!(await isThere(pathOf(stored.fileId), stored.size))) await writeAtomically(pathOf(stored.fileId), bytes);
      return stored;
    },
    async get(fileId) {
      // Nothing but an id becomes a path.
      if (!FILE_ID.test(fileId)) return null;
      const bytes = await readOrNull(pathOf(fileId));
      // A damaged file is no file.
      return bytes !== null && digest(bytes) === fileId ? bytes : null;
    },
    async remove(fileId) {
      if (!FILE_ID.test(fileId)) return false;
      try {
        await rm(pathOf(fileId));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
  };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function isThere(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
