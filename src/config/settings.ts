import { z } from 'zod';

/** Tokens that appear in examples and old defaults: with one of these everybody has the key, so we refuse to start. */
const knownDefaults = new Set([
  'admin',
  'administrator',
  'changeme',
  'change-me',
  'default',
  'password',
  'secret',
  'test1234',
  'token',
  'ventanilla',
  'replace-me',
  'operator-token',
  '12345678',
  '123456789',
  '1234567890',
]);

const port = z.coerce.number({ error: 'write a number from 0 to 65535' }).int().min(0).max(65_535);
const token = z
  .string()
  .min(8, 'is shorter than 8 characters; make one with: openssl rand -hex 32')
  .refine((value) => !knownDefaults.has(value.toLowerCase()), 'is a known default; make one with: openssl rand -hex 32')
  .refine((value) => /^[\x21-\x7e]+$/.test(value), 'has characters that a header cannot carry');
const vaultKey = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'write 64 hexadecimal digits; make them with: openssl rand -hex 32')
  .refine((value) => new Set(value.toLowerCase()).size > 4, 'is no random key; make one with: openssl rand -hex 32');
const vaultKeys = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(vaultKey));
const address = (protocols: readonly string[]) =>
  z
    .string()
    .refine((value) => isAddress(value, protocols), `write an address that begins with ${protocols.join(' or ')}`);
const origins = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every((item) => item === '*' || isOrigin(item)), 'write origins like https://www.example.org');
const proxy = z
  .string()
  .regex(
    /^(\d{1,2}|(loopback|linklocal|uniquelocal|[\d.:a-f/]+)(,\s*(loopback|linklocal|uniquelocal|[\d.:a-f/]+))*)$/i,
    {
      error: 'write the number of proxies in front (0, 1, …), or their addresses',
    },
  )
  .transform((value) => (/^\d+$/.test(value) ? Number(value) : value));

/** One variable of the environment. `secret`: its value is never shown, and `NAME_FILE` may name a file that holds it. */
export interface Setting<T extends z.ZodType = z.ZodType> {
  readonly schema: T;
  /** As it would be written; null = unset. */
  readonly fallback: string | null;
  readonly secret: boolean;
  readonly doc: string;
}

function setting<T extends z.ZodType>(schema: T, fallback: string | null, doc: string, secret = false): Setting<T> {
  return { schema, fallback, doc, secret };
}

/** Every variable that the product reads. docs/configuration.md and .env.example list the same; a test compares them. */
export const settings = {
  PORT: setting(port, '3000', 'Port to listen on. 0 takes any free port.'),
  HOST: setting(z.string().min(1), '127.0.0.1', 'Address to listen on. 0.0.0.0 opens it to the network.'),
  VENTANILLA_DATA: setting(z.string().min(1), './data', 'Data folder: the embedded store, files and secrets.'),
  VENTANILLA_TOKEN: setting(
    token,
    null,
    "Operator's bearer token for the API, 8 characters or more. Unset: a random one in the data folder.",
    true,
  ),
  VENTANILLA_POLICY: setting(
    z.string().regex(/^[a-z][a-z0-9_-]*$/, 'write the name of a file in policies/, without .yaml'),
    'exsim',
    'Policy profile: the name of a file in policies/.',
  ),
  VENTANILLA_VAULT_KEY: setting(
    vaultKey,
    null,
    'Key that wraps the keys of the vault, 64 hexadecimal digits. Unset: a random one in the data folder.',
    true,
  ),
  VENTANILLA_VAULT_OLD_KEYS: setting(
    vaultKeys,
    null,
    'Older vault keys, separated by commas, until "ventanilla vault rotate" has ended.',
    true,
  ),
  MONGODB_URI: setting(
    address(['mongodb://', 'mongodb+srv://']),
    null,
    'MongoDB to use in place of the embedded store.',
    true,
  ),
  REDIS_URL: setting(address(['redis://', 'rediss://']), null, 'Reserved for many processes; not used yet.', true),
  LOG_LEVEL: setting(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    'info',
    'Least severe log line to write.',
  ),
  PUBLIC_URL: setting(
    address(['http://', 'https://']),
    null,
    'Address under which people reach the gateway, when a proxy stands in front.',
  ),
  VENTANILLA_TRUST_PROXY: setting(
    proxy,
    '0',
    'How many proxies in front may say who the client is (X-Forwarded-For), or their addresses.',
  ),
  VENTANILLA_EMBED_ORIGINS: setting(
    origins,
    '*',
    'Sites that may embed the chat, separated by commas. * = any site (the chat holds no session of the site).',
  ),
} as const satisfies Record<string, Setting>;

/** Name of a variable. */
export type SettingName = keyof typeof settings;

function isAddress(value: string, protocols: readonly string[]): boolean {
  return protocols.some((protocol) => value.startsWith(protocol)) && URL.canParse(value);
}

function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}
