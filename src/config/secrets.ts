import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The gateway's own secrets, made at random on the first run. Each is 64 hexadecimal digits (256 bits). */
export interface Secrets {
  /** Operator's bearer token for the API. */
  readonly operatorToken: string;
  /** Signs Direct Line tokens. */
  readonly directLineKey: string;
  /** Derives the console's CSRF tokens. */
  readonly consoleKey: string;
  /** Makes the one-time links of the vault. */
  readonly vaultLinkKey: string;
  /** Makes the one-time links of requesters. */
  readonly portalLinkKey: string;
  /** Salt of the redactor's digests. */
  readonly redactionSalt: string;
  /** Signs the tokens of reply addresses. */
  readonly mailTokenKey: string;
  /** Seals the audit trail: it must not lie in the database. */
  readonly auditKey: string;
  /** Derives the secrets of webhooks. */
  readonly webhookKey: string;
  /** Seals the second factors of the console: it must not lie in the database. */
  readonly signInKey: string;
}

const files: Readonly<Record<keyof Secrets, string>> = {
  operatorToken: 'operator-token',
  directLineKey: 'direct-line-key',
  consoleKey: 'console-key',
  vaultLinkKey: 'vault-link-key',
  portalLinkKey: 'portal-link-key',
  redactionSalt: 'redaction-salt',
  mailTokenKey: 'mail-token-key',
  auditKey: 'audit-key',
  webhookKey: 'webhook-key',
  signInKey: 'sign-in-key',
};

/**
 * Reads the secrets of a data folder, making those that are missing. The folder gets mode 0700 and every file 0600, also
 * when somebody had loosened them. Two processes that start at once end with the same secrets.
 */
export function loadSecrets(dataDir: string): Secrets {
  const folder = join(dataDir, 'secrets');
  for (const path of [dataDir, folder]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    tighten(path, 0o700);
  }
  return Object.freeze({
    operatorToken: secretIn(join(folder, files.operatorToken)),
    directLineKey: secretIn(join(folder, files.directLineKey)),
    consoleKey: secretIn(join(folder, files.consoleKey)),
    vaultLinkKey: secretIn(join(folder, files.vaultLinkKey)),
    portalLinkKey: secretIn(join(folder, files.portalLinkKey)),
    redactionSalt: secretIn(join(folder, files.redactionSalt)),
    mailTokenKey: secretIn(join(folder, files.mailTokenKey)),
    auditKey: secretIn(join(folder, files.auditKey)),
    webhookKey: secretIn(join(folder, files.webhookKey)),
    signInKey: secretIn(join(folder, files.signInKey)),
  });
}

/** A half-written file would be taken for a secret after a crash, so it is written aside and linked into place whole. */
export function secretIn(path: string): string {
  const present = read(path);
  if (present !== null) return present;
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(path) ?? fail(path);
}

function read(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    tighten(path, 0o600);
    return text === '' ? fail(path) : text;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function fail(path: string): never {
  throw new Error(`The secret file ${path} is empty. Delete it to make a new one, or restore it from a backup.`);
}

function tighten(path: string, mode: number): void {
  if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
