import type { AuditPort } from '../../src/contracts/audit.ts';
import type { BusinessCalendar } from '../../src/contracts/calendar.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { DeskRole, Presence } from '../../src/contracts/desk.ts';
import type { EntryEventReader } from '../../src/contracts/knowledge-events.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { AgentQuota, QuotaMonth, QuotaPort, QuotaVerdict } from '../../src/contracts/quota.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { QuotaRepository } from '../../src/storage/repositories/quota.ts';
import { createBooks, viewAbsence, viewCorrection, viewVerification } from './books.ts';
import { EventTail } from './event-tail.ts';
import { LocalDays } from './local-days.ts';
import { type QuotaFacts, quotaOf, type Reuse } from './quota-of.ts';
import type { QuotaRule } from './verdicts.ts';
import { entriesOfWeek, type Titles, weekOf } from './week-of.ts';

/** Somebody at the desk, as the quota needs them. */
export interface DeskMember {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly DeskRole[];
  readonly since: Date;
  readonly presence: Presence;
}

/** What quotas are made from. */
export interface QuotaParts {
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
  readonly clock: Clock;
  readonly repository: QuotaRepository;
  readonly events: EntryEventReader;
  readonly audit: AuditPort;
  readonly members: () => Promise<readonly DeskMember[]>;
  /** Conversations that entries solved between two instants. */
  readonly reuses: (span: { from: Date; to: Date }) => Promise<readonly Reuse[]>;
  readonly titles: (entryIds: readonly string[]) => Promise<Titles>;
}

/** Quotas of one organisation, with what its jobs need besides. */
export interface Quota extends QuotaPort {
  /** Null: the policy sets none. */
  readonly rule: QuotaRule | null;
  readonly days: LocalDays;
  members(): Promise<readonly DeskMember[]>;
}

/** Makes the quotas of the policy's organisation. All figures are derived from the event log, none is stored. */
export function createQuota(parts: QuotaParts): Quota {
  const { policy, calendar, clock, repository, events } = parts;
  const organisation = policy.organisation.code;
  const days = new LocalDays(calendar, policy.organisation.timeZone);
  const tail = new EventTail(events, organisation);
  const facts = (span: { from: Date; to: Date }) => readFacts(parts, { organisation, days, tail, span });
  const books = createBooks({
    ...{ organisation, repository, clock, days, audit: parts.audit },
    async requireAgent(id) {
      if (!(await parts.members()).some((member) => member.id === id)) throw new AppError('AGENT_NOT_FOUND');
    },
    async requirePublished(entryId) {
      const isPublished = (await tail.all()).some((event) => event.entryId === entryId && event.deed === 'publish');
      if (!isPublished) throw new AppError('ENTRY_NOT_FOUND');
    },
  });
  return {
    ...books,
    // Asked for anew each time: a policy may change while the gateway runs.
    get rule() {
      return policy.knowledge.quota;
    },
    days,
    members: parts.members,
    async month(month = days.monthOf(clock.now())): Promise<QuotaMonth> {
      const known = quotaOf(await facts(spanOf(days.ofMonth(month))), month, clock.now());
      const titles = await parts.titles(known.agents.flatMap(({ verdicts }) => verdicts.map(({ entryId }) => entryId)));
      return { ...known, agents: known.agents.map((agent) => titled(agent, titles)) };
    },
    async week(week = days.weekBefore(clock.now())) {
      const known = await facts(spanOf(days.ofWeek(week)));
      return weekOf(known, week, await parts.titles(entriesOfWeek(known, week)));
    },
  };
}

function titled(agent: AgentQuota<QuotaVerdict>, titles: Titles): AgentQuota {
  const verdicts = agent.verdicts.map((one) => ({ ...one, title: titles.get(one.entryId)?.title ?? one.entryId }));
  return { ...agent, verdicts };
}

interface Reading {
  readonly organisation: string;
  readonly days: LocalDays;
  readonly tail: EventTail;
  readonly span: { readonly from: Date; readonly to: Date };
}

async function readFacts(parts: QuotaParts, { organisation, days, tail, span }: Reading): Promise<QuotaFacts> {
  const rule = parts.policy.knowledge.quota;
  if (rule === null) throw new AppError('QUOTA_NOT_SET');
  const dates = { from: days.dateOf(span.from), to: days.dateOf(new Date(span.to.getTime() - 1)) };
  const [events, members, absences, corrections, verifications, reuses] = await Promise.all([
    tail.all(),
    parts.members(),
    parts.repository.absences(organisation, dates),
    parts.repository.corrections(organisation, dates),
    parts.repository.verifications(organisation),
    parts.reuses(span),
  ]);
  return {
    ...{ events, rule, days, reuses },
    agents: members
      .filter(({ roles }) => roles.some((role) => rule.roles.includes(role)))
      .map(({ id, name, since }) => ({ id, name, since })),
    absences: absences.map(viewAbsence),
    corrections: corrections.map(viewCorrection),
    verifications: verifications.map(viewVerification),
  };
}

function spanOf(days: ReturnType<LocalDays['ofMonth']>): { from: Date; to: Date } {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new RangeError('A span has at least one day.');
  return { from: first.from, to: last.to };
}
