import { readFileSync, statSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { checkMailbox } from '../../channels/email/index.ts';
import type { Config } from '../config/config.ts';
import type { MailCheck, SystemPort } from '../contracts/system.ts';
import { isAppError } from '../errors/app-error.ts';
import type { Base } from './gateway.ts';
import { productRoot } from './root.ts';

/** What the overview is read from. */
export type SystemParts = Pick<Base, 'config' | 'store' | 'stores' | 'sharing' | 'submission' | 'clock'>;

/** The installation as its administrators see it. */
export function createSystem({ config, store, stores, sharing, submission, clock }: SystemParts): SystemPort {
  const startedAt = clock.now();
  return {
    async overview() {
      const { bavail, bsize } = await statfs(config.dataDir);
      return {
        version: versionOf(),
        node: process.versions.node,
        startedAt,
        store: { kind: store.kind, bytes: store.kind === 'embedded' ? storeBytes(config.dataDir) : null },
        filesBytes: await folderBytes(join(config.dataDir, 'files')),
        freeBytes: bavail * bsize,
        outbox: await stores.conversations.outboxDepth(),
        jobs: await sharing.jobs.depth(),
        processes: sharing.among === null ? 'one' : 'many',
      };
    },
    async checkMail() {
      const looks = [...(submission ? [checkSubmission(submission)] : []), ...config.emailAccounts.map(checkAccount)];
      return Promise.all(looks);
    },
  };
}

async function checkSubmission(submission: NonNullable<SystemParts['submission']>): Promise<MailCheck> {
  try {
    await submission.verify();
    return { name: 'smtp', ok: true, problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message = error.code } = error.cause instanceof Error ? error.cause : {};
    return { name: 'smtp', ok: false, problem: message };
  }
}

async function checkAccount({ name, imap }: Config['emailAccounts'][number]): Promise<MailCheck> {
  const problem = imap === null ? null : await checkMailbox(imap);
  return { name, ok: problem === null, problem };
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(productRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** With what its log still holds. */
function storeBytes(dataDir: string): number {
  const sizes = ['store.sqlite', 'store.sqlite-wal'].map((name) =>
    statSync(join(dataDir, name), { throwIfNoEntry: false }),
  );
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.filter((one) => one.isFile()).map((one) => stat(join(one.parentPath, one.name)));
  return (await Promise.allSettled(sizes)).reduce(
    (sum, one) => sum + (one.status === 'fulfilled' ? one.value.size : 0),
    0,
  );
}
