import { readFileSync, statSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { checkMailbox } from '../../channels/email/index.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../contracts/clock.ts';
import type { MailCheck, SystemOverview, SystemPort } from '../contracts/system.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import { readBackupRecord } from '../storage/backup-record.ts';
import { channelStandings } from './channel-standings.ts';
import type { Base } from './gateway.ts';
import { productRoot } from './root.ts';
import { organisationFinder } from './sites.ts';

/** What the overview is read from. */
export type SystemParts = Pick<
  Base,
  'config' | 'store' | 'stores' | 'sharing' | 'submission' | 'clock' | 'policies'
> & {
  /** Whether an adapter of the channel was started. */
  readonly isServed: (channel: string) => boolean;
};

/** The installation as its administrators see it. */
export function createSystem(parts: SystemParts): SystemPort {
  const { config, store, stores, sharing, submission, clock, policies, isServed } = parts;
  const startedAt = clock.now();
  const filesBytes = rarely(clock, () => folderBytes(join(config.dataDir, 'files')));
  const ownerOf = organisationFinder(policies);
  /** One organisation alone is the installation. */
  const isWhole = (organisation: string | null) => organisation === null || policies.codes.length === 1;
  const whole = async () => {
    const { bavail, bsize } = await statfs(config.dataDir);
    return {
      ...{ freeBytes: bavail * bsize, filesBytes: await filesBytes(), jobs: await sharing.jobs.depth() },
      backup: await backupOf(config, clock),
    };
  };
  return {
    async overview(organisation) {
      const isAll = isWhole(organisation);
      return {
        version: versionOf(),
        node: process.versions.node,
        startedAt,
        store: { kind: store.kind, bytes: isAll && store.kind === 'embedded' ? storeBytes(config.dataDir) : null },
        ...(isAll ? await whole() : { freeBytes: null, filesBytes: null, jobs: null, backup: null }),
        outbox: await stores.conversations.outboxDepth(organisation ?? undefined),
        processes: sharing.among === null ? 'one' : 'many',
      };
    },
    channels: (organisation) =>
      channelStandings(
        { config, policies, ownerOf, isServed, conversations: stores.conversations, clock },
        organisation ?? policies.codes[0] ?? '',
      ),
    jobs: (organisation, limit) =>
      sharing.jobs.list({ organisation: isWhole(organisation) ? null : organisation, limit }),
    async runJob(organisation, key) {
      const scope = { organisation: isWhole(organisation) ? null : organisation };
      if (!(await sharing.jobs.hasten(key, scope))) throw new AppError('JOB_NOT_FOUND');
    },
    async checkMail(organisation) {
      const accounts = config.emailAccounts.filter(
        ({ name }) => isWhole(organisation) || ownerOf('email', name) === organisation,
      );
      const looks = [...(submission ? [checkSubmission(submission)] : []), ...accounts.map(checkAccount)];
      return Promise.all(looks);
    },
  };
}

const HOUR_MS = 3_600_000;

async function backupOf({ dataDir, backupHours }: Config, clock: Clock): Promise<SystemOverview['backup']> {
  const last = await readBackupRecord(dataDir);
  const oldest = clock.now().getTime() - backupHours * HOUR_MS;
  return {
    ...{ at: last?.at ?? null, bytes: last?.bytes ?? null },
    isDue: backupHours > 0 && (last === null || last.at.getTime() < oldest),
  };
}

/** How long a figure that takes a walk through a folder is good for. */
const GOOD_FOR_MS = 10 * 60_000;

/** Measures again only after a while; who asks meanwhile gets what is known, or waits for the one walk. */
function rarely(clock: Clock, measure: () => Promise<number>): () => Promise<number> {
  let last: { readonly at: number; readonly bytes: Promise<number> } | null = null;
  return () => {
    const now = clock.now().getTime();
    if (last === null || now - last.at >= GOOD_FOR_MS) last = { at: now, bytes: measure() };
    return last.bytes;
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
