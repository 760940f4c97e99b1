import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.ts';
import { settings } from '../../src/config/settings.ts';
import { isAppError } from '../../src/errors/app-error.ts';

function problemsOf(env: Record<string, string>, readFile?: (path: string) => string): string {
  try {
    readConfig(env, readFile);
  } catch (error) {
    if (isAppError(error, 'CONFIG_INVALID')) return String(error.details.problems);
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('configuration', () => {
  it('needs nothing: every variable has a default', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('./data'),
      token: null,
      policies: ['exsim'],
      policyDir: null,
      vaultKey: null,
      vaultOldKeys: [],
      webhookHosts: [],
      mongodbUri: null,
      redisUrl: null,
      backupHours: 48,
      logLevel: 'info',
      publicUrl: null,
      trustProxy: 0,
      embedOrigins: ['*'],
      model: null,
      smtp: null,
      emailAccounts: [],
      emailListen: null,
      whatsapp: null,
      botService: null,
      dkim: null,
    });
  });

  it('reads several policies, the default first', () => {
    expect(readConfig({ VENTANILLA_POLICY: 'exsim, masnegocio,alianza' }).policies).toEqual([
      'exsim',
      'masnegocio',
      'alianza',
    ]);
    expect(problemsOf({ VENTANILLA_POLICY: 'exsim,../x' })).toContain('VENTANILLA_POLICY');
  });

  it('is frozen', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.embedOrigins)).toBe(true);
  });

  it('lists every problem at once', () => {
    const problems = problemsOf({
      PORT: 'many',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'example.org',
      VENTANILLA_POLICY: '../x',
    });
    for (const name of ['PORT', 'LOG_LEVEL', 'PUBLIC_URL', 'VENTANILLA_POLICY']) expect(problems).toContain(name);
  });

  it.each(['changeme', 'CHANGEME', 'password', 'short'])('refuses the guessable token %s', (token) => {
    expect(problemsOf({ VENTANILLA_TOKEN: token })).toMatch(/VENTANILLA_TOKEN: is/);
  });

  it('P4 never shows a secret in a problem', () => {
    const problems = problemsOf({ MONGODB_URI: 'mysql://user:hunter22@db', VENTANILLA_TOKEN: 'ñandú-clave-larga' });
    expect(problems).toContain('MONGODB_URI');
    expect(problems).not.toMatch(/hunter22|ñandú/);
  });

  it('reads a secret from NAME_FILE, without its final line break', () => {
    const config = readConfig({ VENTANILLA_TOKEN_FILE: '/run/secrets/token' }, (path) => `from-${path}\n`);
    expect(config.token).toBe('from-/run/secrets/token');
  });

  it('refuses NAME together with NAME_FILE, and a file that cannot be read', () => {
    const both = problemsOf({ VENTANILLA_TOKEN: 'long-enough-1', VENTANILLA_TOKEN_FILE: '/x' });
    expect(both).toMatch(/both set/);
    expect(problemsOf({ MONGODB_URI_FILE: '/does/not/exist' })).toMatch(/cannot be read/);
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ PORT: '', VENTANILLA_TOKEN: ' ' })).toMatchObject({ port: 3000, token: null });
  });

  it('reads lists, proxies and addresses', () => {
    const config = readConfig({
      VENTANILLA_EMBED_ORIGINS: 'https://a.example, https://b.example',
      VENTANILLA_TRUST_PROXY: '1',
      PUBLIC_URL: 'https://help.example/',
    });
    expect(config).toMatchObject({
      embedOrigins: ['https://a.example', 'https://b.example'],
      trustProxy: 1,
      publicUrl: 'https://help.example',
    });
    expect(problemsOf({ VENTANILLA_EMBED_ORIGINS: 'https://a.example/path' })).toMatch(/EMBED_ORIGINS/);
  });
});

describe('configuration documents', () => {
  const documented = (text: string) => [...text.matchAll(/^\| `([A-Z_]+)` \| (\S+) \|/gm)].map((m) => [m[1], m[2]]);
  const exampled = (text: string) => [...text.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map((m) => [m[1], m[2]]);
  const names = Object.entries(settings);

  it('docs/configuration.md lists exactly the variables that exist, with their defaults', () => {
    const rows = documented(readFileSync('docs/configuration.md', 'utf8'));
    expect(rows).toEqual(names.map(([name, s]) => [name, s.fallback === null ? 'unset' : `\`${s.fallback}\``]));
  });

  it('.env.example lists exactly the variables that exist, with their defaults', () => {
    expect(exampled(readFileSync('.env.example', 'utf8'))).toEqual(names.map(([name, s]) => [name, s.fallback ?? '']));
  });

  it('every documented default is accepted', () => {
    const env = Object.fromEntries(names.flatMap(([name, s]) => (s.fallback === null ? [] : [[name, s.fallback]])));
    expect(() => readConfig(env)).not.toThrow();
  });
});
