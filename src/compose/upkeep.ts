import { type CautionParts, Cautions } from '../../knowledge/demand/cautions.ts';
import { createDemand } from '../../knowledge/demand/demand.ts';
import { createSearchRecorder } from '../../knowledge/demand/recorder.ts';
import { createTeaching } from '../../knowledge/demand/teaching.ts';
import type { KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import { createSearchEngine } from '../../knowledge/search/engine.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { DemandPort } from '../contracts/demand.ts';
import type { ExampleProposals } from '../contracts/example-proposals.ts';
import type { NoticeInbox, NotificationPort } from '../contracts/notifications.ts';
import type { SearchRecorder } from '../contracts/ports.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import { createNotices } from '../desk/notices.ts';
import type { SearchDoc } from '../storage/models/demand.ts';
import { DemandRepository } from '../storage/repositories/demand.ts';
import { EntryEventLog } from '../storage/repositories/entry-events.ts';
import { ProposalRepository } from '../storage/repositories/proposals.ts';
import { joinQuota, type QuotaJoin } from './quota.ts';

/** What the upkeep of the knowledge base is joined from. */
export interface UpkeepJoin extends Omit<QuotaJoin, 'notifications' | 'events' | 'reuses'> {
  readonly live: LiveBus;
  readonly knowledge: Pick<KnowledgeBase, 'candidates' | 'entries' | 'refresh'>;
  readonly cautions: Cautions;
  /** Where a person decides on example questions. */
  readonly proposals: ExampleProposals;
}

/** How the knowledge base is kept growing: unmet demand, quotas, and what agents are told. */
export interface Upkeep {
  readonly ports: {
    readonly quota: QuotaPort;
    readonly notices: NotificationPort & NoticeInbox;
    readonly demand: DemandPort;
  };
  readonly searches: SearchRecorder;
  /** Takes over what other processes published and what people told them; true if there was something. */
  refresh(): Promise<boolean>;
  /** Schedules its jobs again from the calendar (P5). */
  recover(): Promise<void>;
  /** The hours or the quota may be others now. */
  policyChanged(): Promise<void>;
}

/** What people refused, on the stored log of searches. */
export function createCautions(
  parts: Pick<QuotaJoin, 'policy' | 'models' | 'clock'> & Pick<CautionParts, 'engine'>,
): Cautions {
  const { policy, models, clock, engine } = parts;
  return new Cautions({
    ...{ organisation: policy.organisation.code, repository: new DemandRepository(models), engine, clock },
    get people() {
      return policy.knowledge.feedback.doubtFromPeople;
    },
  });
}

/** Joins unmet demand, quotas and notices. */
export function joinUpkeep({ live, knowledge, cautions, proposals, ...join }: UpkeepJoin): Upkeep {
  const { models, clock, policy } = join;
  const organisation = policy.organisation.code;
  const notices = createNotices({ models, clock, live });
  const repository = new DemandRepository(models);
  const { candidates, entries } = knowledge;
  const engine = createSearchEngine();
  const teaching = createTeaching({
    ...{ organisation, repository, engine, clock, entries, jobs: join.jobs, decisions: proposals },
    proposals: new ProposalRepository(models.proposals),
    get approveFromPeople() {
      return policy.knowledge.feedback.approveFromPeople;
    },
  });
  const onFeedback = async (search: SearchDoc) => {
    cautions.learn(search);
    await teaching.note(search);
  };
  const parts = { organisation, repository, engine, clock, candidates, entries, onFeedback };
  const events = new EntryEventLog(models.entryEvents);
  const reuses: QuotaJoin['reuses'] = async ({ from, to }) => {
    const solved = (await repository.since(organisation, from)).filter(({ at, solved: is }) => is === true && at < to);
    return solved.flatMap(({ solvedBy, conversation: conversationId, at }) =>
      solvedBy.map((entryId) => ({ entryId, conversationId, at })),
    );
  };
  const { quota, jobs } = joinQuota({ ...join, events, notifications: notices, reuses });
  return {
    ports: { quota, notices, demand: createDemand(parts) },
    searches: createSearchRecorder(parts),
    refresh: async () => [await knowledge.refresh(), await cautions.refresh()].includes(true),
    async recover() {
      await jobs.recover();
      await teaching.recover();
    },
    async policyChanged() {
      quota.days.forget();
      await jobs.recover();
    },
  };
}
