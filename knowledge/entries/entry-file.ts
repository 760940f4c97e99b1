import { readFile } from 'node:fs/promises';
import { AppError } from '../../src/errors/app-error.ts';

/** Reads a JSON array of entries, not yet checked. Throws ENTRY_INVALID when the file is not one. */
export async function readEntryFile(path: string): Promise<readonly unknown[]> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new AppError('ENTRY_INVALID', { path, problem: 'the file cannot be read as JSON' }, { cause });
  }
  if (Array.isArray(json)) return json;
  throw new AppError('ENTRY_INVALID', { path, problem: 'the file must hold a JSON array of entries' });
}
