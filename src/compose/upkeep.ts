import type { LiveBus } from '../contracts/conversation.ts';
import type { NoticeInbox } from '../contracts/notifications.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import { createNotices } from '../desk/notices.ts';
import { EntryEventLog } from '../storage/repositories/entry-events.ts';
import { joinQuota, type QuotaJoin } from './quota.ts';

/** What the upkeep of the knowledge base is joined from. */
export interface UpkeepJoin extends Omit<QuotaJoin, 'notifications' | 'events' | 'reuses'> {
  readonly live: LiveBus;
}

/** How the knowledge base is kept growing: quotas, and what agents are told. */
export interface Upkeep {
  readonly ports: { readonly quota: QuotaPort; readonly notices: NoticeInbox };
  /** Schedules its jobs again from the calendar (P5). */
  recover(): Promise<void>;
}

/** Joins quotas and notices. */
export function joinUpkeep({ live, ...join }: UpkeepJoin): Upkeep {
  const { models, clock } = join;
  const notices = createNotices({ models, clock, live });
  const events = new EntryEventLog(models.entryEvents);
  const { quota, jobs } = joinQuota({ ...join, events, notifications: notices, reuses: async () => [] });
  return {
    ports: { quota, notices },
    recover: () => jobs.recover(),
  };
}
