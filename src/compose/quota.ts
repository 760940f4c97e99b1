import { createQuota, type Quota } from '../../knowledge/quota/quota.ts';
import { createQuotaJobs, type QuotaJobs } from '../../knowledge/quota/quota-jobs.ts';
import type { Reuse } from '../../knowledge/quota/quota-of.ts';
import type { AuditPort } from '../contracts/audit.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { EntryEventReader } from '../contracts/knowledge-events.ts';
import type { NotificationPort } from '../contracts/notifications.ts';
import type { Policy } from '../contracts/policy.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { KnowledgeRepository } from '../storage/repositories/knowledge.ts';
import { QuotaRepository } from '../storage/repositories/quota.ts';
import type { ServiceModels } from './stores.ts';

/** What the quotas are joined from. */
export interface QuotaJoin {
  readonly policy: Policy;
  readonly models: ServiceModels;
  readonly calendar: BusinessCalendar;
  readonly clock: Clock;
  readonly jobs: JobQueue;
  readonly audit: AuditPort;
  readonly events: EntryEventReader;
  readonly notifications: NotificationPort;
  /** Conversations that entries solved between two instants. */
  readonly reuses: (span: { from: Date; to: Date }) => Promise<readonly Reuse[]>;
}

/** The quotas of the policy's organisation and their jobs, on the stored agents and entries. */
export function joinQuota(join: QuotaJoin): { readonly quota: Quota; readonly jobs: QuotaJobs } {
  const { policy, models, calendar, clock, audit, events, reuses } = join;
  const organisation = policy.organisation.code;
  const agents = new AgentRepository(models.agents);
  const entries = new KnowledgeRepository(models);
  const quota = createQuota({
    ...{ policy, calendar, clock, audit, events, reuses },
    repository: new QuotaRepository(models),
    members: async () =>
      (await agents.list(organisation)).map(({ _id: id, name, roles, createdAt: since, presence }) => {
        return { id, name, roles, since, presence };
      }),
    titles: async (ids) => {
      const found = await entries.findMany(organisation, ids);
      return new Map(found.map(({ entry, title, url }) => [entry, { title, url: url ?? '' }]));
    },
  });
  const { jobs, notifications } = join;
  return { quota, jobs: createQuotaJobs({ organisation, quota, jobs, notifications, clock }) };
}
