import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './files/atomic-write.ts';

/** The last backup, as it was made. Where it lies is the operator's business. */
export interface BackupRecord {
  readonly at: Date;
  readonly bytes: number;
}

const fileIn = (dataDir: string) => join(dataDir, 'backup.json');

/** Notes a backup in the data folder, whole or not at all. */
export async function writeBackupRecord(dataDir: string, { at, bytes }: BackupRecord): Promise<void> {
  await writeAtomically(fileIn(dataDir), Buffer.from(`${JSON.stringify({ at: at.toISOString(), bytes })}\n`));
}

/** The last one that was noted; null: none, or what stands there cannot be read. */
export async function readBackupRecord(dataDir: string): Promise<BackupRecord | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const { at, bytes } = JSON.parse(text) as { at?: unknown; bytes?: unknown };
    const made = new Date(String(at));
    return Number.isNaN(made.getTime()) || typeof bytes !== 'number' ? null : { at: made, bytes };
  } catch {
    return null;
  }
}
