import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecrets } from '../../src/config/secrets.ts';

const mode = (path: string) => statSync(path).mode & 0o777;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets of the data folder', () => {
  it('are made at random on the first run and stay the same', () => {
    const data = join(folder, 'data');
    const first = loadSecrets(data);
    expect(loadSecrets(data)).toEqual(first);
    const values = Object.values(first);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect(loadSecrets(join(folder, 'other')).operatorToken).not.toBe(first.operatorToken);
  });

  it('P4 lie in files that only their owner reads, also after somebody loosened them', () => {
    const data = join(folder, 'data');
    loadSecrets(data);
    const file = join(data, 'secrets', 'operator-token');
    expect([mode(data), mode(join(data, 'secrets')), mode(file)]).toEqual([0o700, 0o700, 0o600]);
    chmodSync(data, 0o755);
    chmodSync(file, 0o644);
    loadSecrets(data);
    expect([mode(data), mode(file)]).toEqual([0o700, 0o600]);
  });

  it('leave no draft behind', () => {
    loadSecrets(folder);
    expect(readdirSync(join(folder, 'secrets')).sort()).toEqual([
      'audit-key',
      'console-key',
      'direct-line-key',
      'mail-token-key',
      'operator-token',
      'portal-link-key',
      'redaction-salt',
      'sign-in-key',
      'vault-link-key',
      'webhook-key',
    ]);
  });

  it('are refused when a file is empty', () => {
    loadSecrets(folder);
    writeFileSync(join(folder, 'secrets', 'console-key'), '\n');
    expect(() => loadSecrets(folder)).toThrow(/console-key is empty/);
  });
});
