import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file so that it is either wholly there or not at all, also after a power cut: a private file beside it, fsync,
 * rename, fsync of the folder. Two writers of the same content meet harmlessly.
 */
export async function writeAtomically(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}.part`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
  // A folder that is new must itself be found after the cut.
  if (made !== undefined) await syncNewFolders(folder, made);
}

async function syncNewFolders(folder: string, firstMade: string): Promise<void> {
  for (let at = folder; at.length >= firstMade.length; at = dirname(at)) await syncFolder(dirname(at));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
