import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { PersonalData } from '../contracts/privacy.ts';

/** Reads one file of the person's conversations; null when it is not kept any more. */
export type ReadFile = (file: PersonalData['files'][number]) => Promise<Uint8Array | null>;

/**
 * Writes a person's data to a new folder that only this user reads: `data.json` (everything, as stored), `data.md` (to
 * read), and the files. Throws EEXIST when the folder exists.
 */
export async function writeExport(folder: string, data: PersonalData, read: ReadFile): Promise<{ files: number }> {
  await mkdir(folder, { mode: 0o700 });
  const write = (name: string, content: string | Uint8Array) =>
    writeFile(join(folder, name), content, { mode: 0o600, flag: 'wx' });
  await write('data.json', `${JSON.stringify(data, null, 2)}\n`);
  await write('data.md', renderExport(data));
  if (data.files.length > 0) await mkdir(join(folder, 'files'), { mode: 0o700 });
  let files = 0;
  for (const file of data.files) {
    const content = await read(file);
    if (content === null) continue;
    // The name that a person gave is no path: the content's address is, with what says the type.
    const type = /^\.[a-z0-9]{1,8}$/i.test(extname(file.name)) ? extname(file.name) : '';
    await write(join('files', `${file.fileId}${type}`), content);
    files += 1;
  }
  return { files };
}

/** The same as a page to read: a heading for each collection, a list of its fields for each document. Pure. */
export function renderExport({ contactId, exportedAt, collections, audit }: PersonalData): string {
  const sections = Object.entries({ ...collections, audit }).map(([name, documents]) => {
    const parts = documents.map((document) => Object.entries(document).map(renderField).join('\n'));
    return [`## ${name} (${documents.length})`, ...(parts.length > 0 ? parts : ['—'])].join('\n\n');
  });
  return `${[`# ${contactId}`, exportedAt.toISOString(), ...sections].join('\n\n')}\n`;
}

function renderField([name, value]: [string, unknown]): string {
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);
  // A line that a person wrote must not become a heading or a list of ours.
  return `- **${name}**: ${(text ?? '').replace(/\r?\n/g, '\n    ')}`;
}
