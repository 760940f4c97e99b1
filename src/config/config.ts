import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { type Setting, type SettingName, settings } from './settings.ts';

type Read<N extends SettingName> = z.output<(typeof settings)[N]['schema']>;

/** The whole configuration, validated and frozen. Times and sizes live in the policy, secrets in `loadSecrets`. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: take the random one of the data folder. */
  readonly token: string | null;
  readonly policy: string;
  /** Hexadecimal. Null: the data folder keeps the vault's keys. */
  readonly vaultKey: string | null;
  /** Hexadecimal; only beside `vaultKey`. */
  readonly vaultOldKeys: readonly string[];
  readonly mongodbUri: string | null;
  readonly redisUrl: string | null;
  readonly logLevel: Read<'LOG_LEVEL'>;
  /** Without a trailing slash. Null: the address that the server listens on. */
  readonly publicUrl: string | null;
  /** What express calls `trust proxy`; 0 = none. */
  readonly trustProxy: number | string;
  /** Origins that may embed the chat; `*` = any. */
  readonly embedOrigins: readonly string[];
}

/** Variables as the process got them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration. Throws CONFIG_INVALID that lists every problem at once, and never shows a secret. */
export function readConfig(env: Environment, readFile: (path: string) => string = readText): Config {
  const problems: string[] = [];
  const get = <N extends SettingName>(name: N): Read<N> | null => {
    const source: Setting = settings[name];
    const text = rawValue({ name, source, env, readFile, problems });
    // The schema of this very name decides the type.
    return text === null ? null : (parse(name, source, text, problems) as Read<N> | null);
  };
  const config = {
    port: get('PORT') ?? 0,
    host: get('HOST') ?? '',
    dataDir: resolve(get('VENTANILLA_DATA') ?? ''),
    token: get('VENTANILLA_TOKEN'),
    policy: get('VENTANILLA_POLICY') ?? '',
    vaultKey: get('VENTANILLA_VAULT_KEY'),
    vaultOldKeys: Object.freeze(get('VENTANILLA_VAULT_OLD_KEYS') ?? []),
    mongodbUri: get('MONGODB_URI'),
    redisUrl: get('REDIS_URL'),
    logLevel: get('LOG_LEVEL') ?? 'info',
    publicUrl: get('PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    trustProxy: get('VENTANILLA_TRUST_PROXY') ?? 0,
    embedOrigins: Object.freeze(get('VENTANILLA_EMBED_ORIGINS') ?? []),
  } satisfies Config;
  if (config.vaultKey === null && config.vaultOldKeys.length > 0) {
    problems.push('VENTANILLA_VAULT_OLD_KEYS is set without VENTANILLA_VAULT_KEY; set the new key too');
  }
  if (problems.length > 0) throw new AppError('CONFIG_INVALID', { problems: problems.join('; ') });
  return Object.freeze(config);
}

interface Lookup {
  readonly name: string;
  readonly source: Setting;
  readonly env: Environment;
  readonly readFile: (path: string) => string;
  readonly problems: string[];
}

/** The text of a variable: its own, its file's, or the default. An empty variable counts as unset. */
function rawValue({ name, source, env, readFile, problems }: Lookup): string | null {
  const own = env[name]?.trim() || null;
  const file = source.secret ? env[`${name}_FILE`]?.trim() || null : null;
  if (own !== null && file !== null) {
    problems.push(`${name} and ${name}_FILE are both set; keep one`);
    return null;
  }
  if (file === null) return own ?? source.fallback;
  try {
    return readFile(file).trim() || source.fallback;
  } catch {
    problems.push(`${name}_FILE names a file that cannot be read`);
    return null;
  }
}

function parse(name: string, source: Setting, text: string, problems: string[]): unknown {
  const result = source.schema.safeParse(text);
  if (result.success) return result.data;
  const got = source.secret ? '' : ` (got "${text.slice(0, 60)}")`;
  problems.push(`${name}: ${result.error.issues[0]?.message ?? 'not valid'}${got}`);
  return null;
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
