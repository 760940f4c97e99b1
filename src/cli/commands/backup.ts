import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Config, readConfig } from '../../config/config.ts';
import { systemClock } from '../../contracts/clock.ts';
import { writeBackupRecord } from '../../storage/backup-record.ts';
import { openStore } from '../../storage/connection.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';

/**
 * `ventanilla backup`: a consistent copy of the store in one file, mode 0600; the console says when it was made. With `--made` a
 * copy that another program made is noted, also while a gateway runs. Throws STORE_LOCKED while a gateway runs.
 */
export async function backup(
  io: CliIo,
  target: string,
  { json, made }: { json?: boolean; made?: boolean },
): Promise<ExitCode> {
  const config = readConfig(io.env);
  const file = resolve(target);
  if (made && !existsSync(file)) throw new UsageError(`${target} is not there; name the copy that was made.`);
  if (!made) await copy(config, target, file);
  const { size } = await stat(file);
  await writeBackupRecord(config.dataDir, { at: systemClock.now(), bytes: size });
  if (json) await writeJson(io.stdout, { file, bytes: size });
  else
    await writeLine(
      io.stdout,
      `${file}  ${size} bytes. Attachments and secrets lie beside the store: copy files/ and secrets/ too.`,
    );
  return 0;
}

async function copy(config: Config, target: string, file: string): Promise<void> {
  if (existsSync(file)) throw new UsageError(`${target} exists already; name a new file.`);
  if (config.mongodbUri === null && !existsSync(resolve(config.dataDir, 'store.sqlite'))) {
    throw new UsageError(`There is no store in ${config.dataDir}. Set VENTANILLA_DATA to the gateway's data folder.`);
  }
  const store = await openStore(config.mongodbUri ? { uri: config.mongodbUri } : { dataDir: config.dataDir });
  try {
    await mkdir(dirname(file), { recursive: true });
    await store.backup(file);
  } finally {
    await store.close();
  }
}
