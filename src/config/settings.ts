import { z } from 'zod';
import { botServiceSettings } from './bot-service-settings.ts';
import { dkimKey, dkimRecord } from './dkim.ts';
import { emailAccounts, emailDoor } from './email.ts';
import { type Setting, setting } from './setting.ts';
import { mailbox, smtpAddress } from './smtp.ts';
import { whatsappSettings } from './whatsapp-settings.ts';

export type { Setting } from './setting.ts';

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
const policyNames = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*(\s*,\s*[a-z][a-z0-9_-]*)*$/, 'write names of files in policies/, without .yaml, or all')
  .transform((value) => value.split(/\s*,\s*/));
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

const hosts = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .refine(
    (list) => list.every((item) => /^(\[[\da-f:]+\]|[\w.-]+)(:\d{1,5})?$/i.test(item)),
    'write hosts like help.intranet:8443',
  );

const modelName = z.string().regex(/^[\w.:/@-]{1,120}$/, 'write the name of a model as its endpoint knows it');
const count = (min: number, max: number) =>
  z.coerce
    .number({ error: `write a whole number from ${min} to ${max}` })
    .int()
    .min(min)
    .max(max);
const price = z.coerce.number({ error: 'write an amount like 2.50' }).min(0).max(1_000_000);
const prices = z
  .string()
  .transform((value) => value.split(',').map((part) => price.safeParse(part.trim()).data ?? Number.NaN))
  .refine((list) => list.length === 3 && list.every(Number.isFinite), 'write three amounts, like 0.15,0.60,0.02');
const modelAddress = address(['http://', 'https://'])
  .refine((value) => isBare(value), 'write an address without name, password, ? and #')
  .refine(
    (value) => isNearOrSecret(value),
    'write https: over the network a key and messages must not travel in the clear',
  )
  .transform((value) => value.replace(/\/+$/, ''));

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
    policyNames,
    'exsim',
    'Policy profiles that run: names of files in policies/, separated by commas; the first is the default. all = every one.',
  ),
  VENTANILLA_POLICY_DIR: setting(
    z.string().min(1),
    null,
    "Folder of the policy files. Unset: the product's policies/.",
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
  REDIS_URL: setting(
    address(['redis://', 'rediss://']),
    null,
    'Redis for many processes on one MongoDB: jobs, leases of conversations, live updates. Set MONGODB_URI too.',
    true,
  ),
  VENTANILLA_BACKUP_HOURS: setting(
    count(0, 8_760),
    '48',
    'Hours after which the console warns that the last backup is old. 0 = no warning.',
  ),
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
  VENTANILLA_WEBHOOK_HOSTS: setting(
    hosts,
    null,
    'Hosts of your own network that webhooks may call, also by plain HTTP, as host or host:port, separated by commas.',
  ),
  VENTANILLA_MODEL_URL: setting(
    modelAddress,
    null,
    'OpenAI-compatible endpoint with its version, like https://api.example.com/v1. Unset: no language model.',
  ),
  VENTANILLA_MODEL_KEY: setting(
    z.string().regex(/^[\x21-\x7e]+$/, 'has characters that a header cannot carry'),
    null,
    'Key of that endpoint, if it asks for one.',
    true,
  ),
  VENTANILLA_MODEL_CHAT: setting(
    modelName,
    null,
    'Chat model that orders candidates, reads the diagnosis and proposes example questions. Unset: none of these.',
  ),
  VENTANILLA_MODEL_EMBEDDING: setting(modelName, null, 'Embedding model for the search by meaning. Unset: none.'),
  VENTANILLA_MODEL_DIMENSIONS: setting(
    count(8, 4_096),
    null,
    "Dimensions to ask of the embedding model. Unset: the model's own.",
  ),
  VENTANILLA_MODEL_TIMEOUT_MS: setting(
    count(100, 9_000),
    '2500',
    'Longest that a message waits for the language model, in milliseconds; then it is answered without.',
  ),
  VENTANILLA_MODEL_EMBEDDING_TIMEOUT_MS: setting(
    count(50, 9_000),
    '400',
    'Longest that a message waits for its embedding, in milliseconds; part of the above.',
  ),
  VENTANILLA_MODEL_DAILY_REQUESTS: setting(
    count(0, 10_000_000),
    '5000',
    'Requests to the language model in a day (UTC); then it is done without. 0 = no limit.',
  ),
  VENTANILLA_MODEL_DAILY_TOKENS: setting(
    count(0, 100_000_000_000),
    '5000000',
    'Tokens in a day, both ways. 0 = no limit.',
  ),
  VENTANILLA_MODEL_DAILY_COST: setting(
    price,
    '0',
    'Cost in a day, in the currency of VENTANILLA_MODEL_PRICES. 0 = no limit.',
  ),
  VENTANILLA_MODEL_PRICES: setting(
    prices,
    '0,0,0',
    'Prices of a million tokens: sent to the chat model, received from it, embedded.',
  ),
  VENTANILLA_MODEL_LANGUAGE: setting(z.enum(['es', 'en']), 'es', 'Language of the instructions to the language model.'),
  VENTANILLA_SMTP_URL: setting(
    smtpAddress,
    null,
    'Mail server that takes our mail, like smtps://name:password@mail.example.org:465. Unset: no mail is sent.',
    true,
  ),
  VENTANILLA_SMTP_FROM: setting(mailbox, null, 'Sender of that mail, like Mesa de ayuda <soporte@example.org>.'),
  VENTANILLA_SMTP_DKIM: setting(
    dkimRecord,
    null,
    'Record in DNS of the key that mail is signed with (DKIM), like mesa._domainkey.example.org. Unset: we sign nothing.',
  ),
  VENTANILLA_SMTP_DKIM_KEY: setting(
    dkimKey,
    null,
    'Its private key, RSA in PEM. Mail from addresses of that domain and below is signed.',
    true,
  ),
  VENTANILLA_EMAIL_ACCOUNTS: setting(
    emailAccounts,
    null,
    'Mailboxes that people write to, as YAML or JSON; docs/channels/email.md has an example. Unset: no mail is read.',
    true,
  ),
  VENTANILLA_EMAIL_LISTEN: setting(
    emailDoor,
    null,
    'Where a mail server hands letters over itself, like lmtp://127.0.0.1:10024. Unset: nowhere.',
  ),
  ...whatsappSettings,
  ...botServiceSettings,
} as const satisfies Record<string, Setting>;

/** Name of a variable. */
export type SettingName = keyof typeof settings;

function isAddress(value: string, protocols: readonly string[]): boolean {
  return protocols.some((protocol) => value.startsWith(protocol)) && URL.canParse(value);
}

function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

function isBare(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return username === '' && password === '' && search === '' && hash === '';
}

/** Plain http only within the machine, or to a name or address of the house's own network. */
function isNearOrSecret(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  const near = /^(?:[\w-]+|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|\[::1\])$/;
  return protocol === 'https:' || near.test(hostname);
}
