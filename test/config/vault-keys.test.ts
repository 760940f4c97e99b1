import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { openVaultKeys } from '../../src/config/vault-keys.ts';

const [A, B] = ['0123456789abcdef'.repeat(4), 'fedcba9876543210'.repeat(4)];
let folder = '';
const file = () => join(folder, 'secrets', 'vault-keys');
const keysOf = (env: Record<string, string> = {}) => openVaultKeys(readConfig({ VENTANILLA_DATA: folder, ...env }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-keys-'));
  loadSecrets(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the keys of the vault', () => {
  it('are made at random on the first use, for this user alone, and stay', () => {
    const first = keysOf().read();
    expect(first).toHaveLength(1);
    expect(first[0]).toHaveLength(32);
    expect(keysOf().read()).toEqual(first);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('are replaced whole, newest first, with nothing left beside', () => {
    const keys = keysOf();
    const next = [Buffer.from(A, 'hex'), ...keys.read()];
    keys.replace?.(next);
    expect(keysOf().read()).toEqual(next);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'secrets')).filter((name) => name.startsWith('vault-keys'))).toEqual([
      'vault-keys',
    ]);
  });

  it('come from the environment when it has them, and nobody writes a file then', () => {
    const keys = keysOf({ VENTANILLA_VAULT_KEY: A, VENTANILLA_VAULT_OLD_KEYS: `${B}` });
    expect(keys.read().map((key) => key.toString('hex'))).toEqual([A, B]);
    expect(keys.replace).toBeUndefined();
    expect(readdirSync(join(folder, 'secrets'))).not.toContain('vault-keys');
  });

  it.each([
    [{ VENTANILLA_VAULT_KEY: 'short' }, /VENTANILLA_VAULT_KEY: write 64 hexadecimal digits/],
    [{ VENTANILLA_VAULT_KEY: '0'.repeat(64) }, /no random key/],
    [{ VENTANILLA_VAULT_OLD_KEYS: A }, /VENTANILLA_VAULT_OLD_KEYS is set without VENTANILLA_VAULT_KEY/],
  ])('P4 are refused when they are no keys, without being shown', (env, problem) => {
    expect(() => readConfig(env)).toThrow(problem);
    for (const value of Object.values(env)) expect(() => readConfig(env)).not.toThrow(value);
  });

  it('are refused when the file is damaged: with half a key every value would be lost quietly', () => {
    keysOf().read();
    writeFileSync(file(), readFileSync(file(), 'utf8').slice(0, 40));
    expect(() => keysOf().read()).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
