import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under a folder, with its bytes. */
export function everyFile(folder: string): { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everyFile(path) : [{ path, bytes: readFileSync(path) }];
  });
}

/** Whether the bytes hold a text, as UTF-8 or as UTF-16. */
export function holds(bytes: Buffer, text: string): boolean {
  return bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le');
}
