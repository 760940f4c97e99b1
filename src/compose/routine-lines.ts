import type { DemandPort } from '../contracts/demand.ts';
import type { Policy } from '../contracts/policy.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import type { RoutineLine, RoutineSource } from '../contracts/routines.ts';
import type { TicketPort, TicketView } from '../contracts/ticket.ts';
import { isAppError } from '../errors/app-error.ts';
import { viewReview } from '../quality/reviews/views.ts';
import type { RoutineItemDoc, RoutineRunDoc } from '../storage/models/routines.ts';
import type { QualityRepository } from '../storage/repositories/quality.ts';

/** Where the lists of checklists come from. */
export interface RoutineLists {
  readonly tickets: Pick<TicketPort, 'list'>;
  readonly reviews: QualityRepository;
  readonly policyOf: (organisation: string) => Policy;
  readonly knowledgeOf: (organisation: string) => { readonly demand: DemandPort; readonly quota: QuotaPort };
  readonly now: () => Date;
}

const MOST = 200;
const DEMAND_DAYS = 30;

type Source = (parts: RoutineLists, run: RoutineRunDoc, item: RoutineItemDoc) => Promise<RoutineLine[]>;

const sources: Readonly<Record<RoutineSource, Source>> = {
  // EXS-50: past any of their clocks, or past their nearest limit.
  async lateTickets(parts, { org }) {
    const now = parts.now();
    const isLate = ({ dueAt, clocks }: TicketView) =>
      (dueAt !== null && dueAt < now) || clocks.some(({ status }) => status === 'breached');
    return (await openTickets(parts, { organisation: org })).filter(isLate).map(ticketLine);
  },
  // EXS-49
  areaTickets: async (parts, { org }, { area }) =>
    (await openTickets(parts, { organisation: org, ...(area !== null && { area }) })).map(ticketLine),
  ownTickets: async (parts, run) => (await ownOf(parts, run)).map(ticketLine),
  // EXS-33: neither with another area nor solved.
  ownComplexCases: async (parts, run) =>
    (await ownOf(parts, run))
      .filter(
        ({ complexity, phase, diagnosis }) =>
          phase !== 'solved' && (complexity === 'complejo' || diagnosis.length === 'long'),
      )
      .map(ticketLine),
  async unanswered(parts, { org }) {
    const found = await parts.knowledgeOf(org).demand.clusters({ days: DEMAND_DAYS, limit: MOST, state: 'open' });
    return found.map(({ id, asked }) => ({ id, label: String(asked), kind: 'question' }));
  },
  async ownEntries(parts, { org, owner, from }) {
    const month = await quotaMonth(parts, org);
    const own = month?.agents.find(({ agentId }) => agentId === owner);
    const today = own?.verdicts.filter(({ at, reason }) => at >= from && reason === 'counted') ?? [];
    return today.map(({ entryId, title }) => ({ id: entryId, label: title, kind: 'entry' }));
  },
  // EXS-52
  async entriesByAgent(parts, { org }) {
    const week = await noQuota(() => parts.knowledgeOf(org).quota.week());
    return (week?.agents ?? []).map(({ agentId, name, items }) => ({
      id: agentId,
      label: `${name}: ${items.length}`,
      kind: 'agent',
    }));
  },
  // EXS-51
  async chatsToReview(parts, { org }) {
    const open = await parts.reviews.list({ org, state: 'open', limit: MOST });
    const policy = parts.policyOf(org);
    return open.map((doc) => {
      const { label, number } = viewReview(doc, policy);
      return { id: doc._id, label: `${label} ${number}`, kind: 'review' };
    });
  },
  // EXS-55
  promoLinks: async ({ policyOf }, { org }) =>
    policyOf(org).promoLinks.map(({ title, url }) => ({ id: url, label: title, kind: 'link' })),
};

/** The list of an item as it is now; a gateway that keeps no such thing gives none. */
export function routineLines(parts: RoutineLists) {
  return async (item: RoutineItemDoc, run: RoutineRunDoc): Promise<readonly RoutineLine[]> =>
    item.list === null ? [] : sources[item.list](parts, run, item);
}

async function openTickets(
  { tickets }: RoutineLists,
  filter: { organisation: string; area?: string; assignee?: string },
) {
  return (await tickets.list({ ...filter, open: true, limit: MOST })).items;
}

async function ownOf(parts: RoutineLists, { org, owner }: RoutineRunDoc): Promise<TicketView[]> {
  return openTickets(parts, { organisation: org, ...(owner !== null && { assignee: owner }) });
}

function ticketLine({ id, folio }: TicketView): RoutineLine {
  return { id, label: folio, kind: 'ticket' };
}

function quotaMonth({ knowledgeOf }: RoutineLists, org: string) {
  return noQuota(() => knowledgeOf(org).quota.month());
}

async function noQuota<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'QUOTA_NOT_SET')) return null;
    throw error;
  }
}
