import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../errors/app-error.ts';
import type { Config } from './config.ts';
import { secretIn } from './secrets.ts';

/** The vault's key-encryption keys, newest first. Without `replace` the environment gives them and only its owner changes them. */
export interface VaultKeys {
  read(): readonly Buffer[];
  replace?(keys: readonly Buffer[]): void;
}

/**
 * Where the vault's keys are kept: the environment, else a file beside the other secrets, made on the first run. Never the
 * database. `loadSecrets` must have made the folder.
 */
export function openVaultKeys({ vaultKey, vaultOldKeys, dataDir }: Config): VaultKeys {
  if (vaultKey !== null) {
    const keys = [vaultKey, ...vaultOldKeys].map((key) => Buffer.from(key, 'hex'));
    return { read: () => keys };
  }
  const path = join(dataDir, 'secrets', 'vault-keys');
  return { read: () => readKeys(path), replace: (keys) => replaceKeys(path, keys) };
}

/** Throws CONFIG_INVALID when the file is not a list of keys: with half a key every value would be lost quietly. */
function readKeys(path: string): readonly Buffer[] {
  return secretIn(path)
    .split(/\s+/)
    .map((line) => {
      if (/^[0-9a-f]{64}$/i.test(line)) return Buffer.from(line, 'hex');
      const problem = 'secrets/vault-keys holds a line that is no key; restore the file from a backup';
      throw new AppError('CONFIG_INVALID', { problems: problem });
    });
}

/** The whole list or, after a crash, the one before: written aside, flushed, and put in place in one step. */
function replaceKeys(path: string, keys: readonly Buffer[]): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, `${keys.map((key) => key.toString('hex')).join('\n')}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
