import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { type BotServiceConfig, botServiceOf } from './bot-service.ts';
import type { DkimConfig } from './dkim.ts';
import type { EmailAccountConfig, EmailDoor } from './email.ts';
import { type Setting, type SettingName, settings } from './settings.ts';
import { type SmtpConfig, serverAddress } from './smtp.ts';
import { type WhatsappConfig, whatsappOf } from './whatsapp.ts';

type Read<N extends SettingName> = z.output<(typeof settings)[N]['schema']>;

/** The whole configuration, validated and frozen. Times and sizes live in the policy, secrets in `loadSecrets`. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: take the random one of the data folder. */
  readonly token: string | null;
  /** Names of the policies that run, or paths; the first is the default. `all` stands for every one of the folder. */
  readonly policies: readonly string[];
  /** Absolute. Null: the product's own folder. */
  readonly policyDir: string | null;
  /** Hexadecimal. Null: the data folder keeps the vault's keys. */
  readonly vaultKey: string | null;
  /** Hexadecimal; only beside `vaultKey`. */
  readonly vaultOldKeys: readonly string[];
  readonly mongodbUri: string | null;
  readonly redisUrl: string | null;
  /** The oldest that the last backup may be, hours; 0: nobody is warned. */
  readonly backupHours: number;
  readonly logLevel: Read<'LOG_LEVEL'>;
  /** Without a trailing slash. Null: the address that the server listens on. */
  readonly publicUrl: string | null;
  /** What express calls `trust proxy`; 0 = none. */
  readonly trustProxy: number | string;
  /** Origins that may embed the chat; `*` = any. */
  readonly embedOrigins: readonly string[];
  /** Hosts of the operator's own network that webhooks may call. */
  readonly webhookHosts: readonly string[];
  /** The optional language model; null = none. */
  readonly model: ModelConfig | null;
  /** Where outgoing mail is handed over; null = none is sent. */
  readonly smtp: SmtpConfig | null;
  /** What mail of its domain is signed with; null = the mail server signs, or nobody. */
  readonly dkim: DkimConfig | null;
  /** Mailboxes that people write to. */
  readonly emailAccounts: readonly EmailAccountConfig[];
  readonly emailListen: EmailDoor | null;
  /** Null = off. */
  readonly whatsapp: WhatsappConfig | null;
  /** Null = the door is shut. */
  readonly botService: BotServiceConfig | null;
}

/** An OpenAI-compatible endpoint and what may be spent on it. Limits: null = none. */
export interface ModelConfig {
  readonly url: string;
  readonly key: string | null;
  readonly chatModel: string | null;
  readonly embeddingModel: string | null;
  readonly dimensions: number | null;
  readonly timeoutMs: number;
  readonly embeddingTimeoutMs: number;
  readonly daily: { readonly requests: number | null; readonly tokens: number | null; readonly cost: number | null };
  /** Of a million tokens. */
  readonly prices: { readonly input: number; readonly output: number; readonly embedding: number };
  readonly language: 'es' | 'en';
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
    policies: Object.freeze(get('VENTANILLA_POLICY') ?? []),
    policyDir: folderOf(get('VENTANILLA_POLICY_DIR')),
    vaultKey: get('VENTANILLA_VAULT_KEY'),
    vaultOldKeys: Object.freeze(get('VENTANILLA_VAULT_OLD_KEYS') ?? []),
    mongodbUri: get('MONGODB_URI'),
    redisUrl: get('REDIS_URL'),
    backupHours: get('VENTANILLA_BACKUP_HOURS') ?? 0,
    logLevel: get('LOG_LEVEL') ?? 'info',
    publicUrl: get('PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    trustProxy: get('VENTANILLA_TRUST_PROXY') ?? 0,
    webhookHosts: Object.freeze(get('VENTANILLA_WEBHOOK_HOSTS') ?? []),
    embedOrigins: Object.freeze(get('VENTANILLA_EMBED_ORIGINS') ?? []),
    model: modelOf(get, problems),
    whatsapp: whatsappOf(get, problems),
    botService: botServiceOf(get, problems),
    smtp: smtpOf(get, problems),
    dkim: dkimOf(get, problems),
    emailAccounts: Object.freeze(get('VENTANILLA_EMAIL_ACCOUNTS') ?? []),
    emailListen: get('VENTANILLA_EMAIL_LISTEN'),
  } satisfies Config;
  if (config.vaultKey === null && config.vaultOldKeys.length > 0) {
    problems.push('VENTANILLA_VAULT_OLD_KEYS is set without VENTANILLA_VAULT_KEY; set the new key too');
  }
  if (problems.length > 0) throw new AppError('CONFIG_INVALID', { problems: problems.join('; ') });
  return Object.freeze(config);
}

function folderOf(path: string | null): string | null {
  return path === null ? null : resolve(path);
}

type Get = <N extends SettingName>(name: N) => Read<N> | null;

/** All variables are read, so that a wrong one is told of even while the model is off. */
function modelOf(get: Get, problems: string[]): ModelConfig | null {
  const url = get('VENTANILLA_MODEL_URL');
  const [input = 0, output = 0, embedding = 0] = get('VENTANILLA_MODEL_PRICES') ?? [];
  const model = {
    key: get('VENTANILLA_MODEL_KEY'),
    chatModel: get('VENTANILLA_MODEL_CHAT'),
    embeddingModel: get('VENTANILLA_MODEL_EMBEDDING'),
    dimensions: get('VENTANILLA_MODEL_DIMENSIONS'),
    timeoutMs: get('VENTANILLA_MODEL_TIMEOUT_MS') ?? 0,
    embeddingTimeoutMs: get('VENTANILLA_MODEL_EMBEDDING_TIMEOUT_MS') ?? 0,
    daily: {
      requests: get('VENTANILLA_MODEL_DAILY_REQUESTS') || null,
      tokens: get('VENTANILLA_MODEL_DAILY_TOKENS') || null,
      cost: get('VENTANILLA_MODEL_DAILY_COST') || null,
    },
    prices: { input, output, embedding },
    language: get('VENTANILLA_MODEL_LANGUAGE') ?? 'es',
  };
  if (url === null) return null;
  if (model.chatModel === null && model.embeddingModel === null)
    problems.push('VENTANILLA_MODEL_URL is set: set VENTANILLA_MODEL_CHAT or VENTANILLA_MODEL_EMBEDDING, or both');
  if (model.daily.cost !== null && input + output + embedding === 0)
    problems.push('VENTANILLA_MODEL_DAILY_COST is set: set VENTANILLA_MODEL_PRICES too');
  return Object.freeze({ url, ...model });
}

function smtpOf(get: Get, problems: string[]): SmtpConfig | null {
  const url = get('VENTANILLA_SMTP_URL');
  const from = get('VENTANILLA_SMTP_FROM');
  const server = url === null ? null : serverAddress(url, 'smtp');
  if (server === null) return null;
  if (from !== null) return Object.freeze({ ...server, from: Object.freeze(from) });
  problems.push('VENTANILLA_SMTP_URL is set: set VENTANILLA_SMTP_FROM too');
  return null;
}

function dkimOf(get: Get, problems: string[]): DkimConfig | null {
  const record = get('VENTANILLA_SMTP_DKIM');
  const privateKey = get('VENTANILLA_SMTP_DKIM_KEY');
  if (record !== null && privateKey !== null) return Object.freeze({ ...record, privateKey });
  if (record !== null) problems.push('VENTANILLA_SMTP_DKIM is set: set VENTANILLA_SMTP_DKIM_KEY too');
  if (privateKey !== null) problems.push('VENTANILLA_SMTP_DKIM_KEY is set: set VENTANILLA_SMTP_DKIM too');
  return null;
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
