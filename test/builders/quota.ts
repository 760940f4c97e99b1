import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createQuota, type DeskMember } from '../../knowledge/quota/quota.ts';
import { createQuotaJobs } from '../../knowledge/quota/quota-jobs.ts';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { AuditPort, AuditRecord } from '../../src/contracts/audit.ts';
import type { LiveEvent } from '../../src/contracts/conversation.ts';
import type { EntryEventReader } from '../../src/contracts/knowledge-events.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { createLiveBus } from '../../src/conversation/live-bus.ts';
import { createNotices } from '../../src/desk/notices.ts';
import { openStore } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { defineNotices } from '../../src/storage/models/notices.ts';
import { defineAbsences, defineCorrections, defineVerifications } from '../../src/storage/models/quota.ts';
import { QuotaRepository } from '../../src/storage/repositories/quota.ts';
import { buildClock, type FakeClock } from './clock.ts';
import { buildLogger } from './logger.ts';
import { buildPolicy } from './policy.ts';

/** What a quota world may be opened with. */
export interface QuotaWorldOptions {
  readonly folder?: string;
  readonly clock?: FakeClock;
  readonly policy?: Policy;
  readonly events: EntryEventReader;
  readonly members: () => readonly DeskMember[];
  /** Default: one that takes everything. */
  readonly audit?: AuditPort;
}

/** The quotas and their jobs on a store in a folder; open the folder again for a restart. */
export async function openQuota(options: QuotaWorldOptions) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'quota-'));
  const clock = options.clock ?? buildClock();
  const policy = options.policy ?? buildPolicy();
  const { connection, ...store } = await openStore({ dataDir: folder });
  const models = {
    absences: defineAbsences(connection),
    corrections: defineCorrections(connection),
    verifications: defineVerifications(connection),
    notices: defineNotices(connection),
    jobs: defineJobs(connection),
  };
  await store.ready();
  const logger = buildLogger();
  const live = createLiveBus(logger);
  const shown: LiveEvent[] = [];
  live.subscribe((event) => shown.push(event));
  const audited: AuditRecord[] = [];
  const notices = createNotices({ models, clock, live });
  const jobs = new EmbeddedJobQueue({ model: models.jobs, clock, logger });
  const quota = createQuota({
    ...{ policy, clock, events: options.events },
    calendar: createCalendar(policy.organisation, policy.calendar),
    repository: new QuotaRepository(models),
    audit: options.audit ?? { record: async (record) => void audited.push(record) },
    members: async () => options.members(),
    reuses: async () => [],
    titles: async () => new Map([['corte', { title: 'El corte de caja', url: '' }]]),
  });
  const organisation = policy.organisation.code;
  const quotaJobs = createQuotaJobs({ organisation, quota, jobs, notifications: notices, clock });
  return {
    ...{ folder, clock, models, notices, jobs, quota, shown, audited, logger },
    recover: () => quotaJobs.recover(),
    /** Ends this process's hold on the folder; the data stay. */
    close: () => store.close(),
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `openQuota` gives. */
export type QuotaWorld = Awaited<ReturnType<typeof openQuota>>;
