import type { EntryVerification, QuotaVerdict, QuotaWeek, WeekItem } from '../../src/contracts/quota.ts';
import { improvementsOf } from './improved.ts';
import type { QuotaFacts } from './quota-of.ts';
import { latestVerifications, verdictsOf } from './verdicts.ts';

/** What an entry is called, for the list. */
export type Titles = ReadonlyMap<string, { readonly title: string; readonly url: string }>;

/** The lead's list of a week: per agent the entries that came and those that were improved (EXS-52). Pure. */
export function weekOf(facts: QuotaFacts, week: string, titles: Titles): QuotaWeek {
  const days = facts.days.ofWeek(week);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new RangeError('A week has seven days.');
  const span = { from: first.from, to: last.to };
  const latest = latestVerifications(facts.verifications);
  const isThisWeek = ({ at }: { readonly at: Date }) => at >= span.from && at < span.to;
  const news = verdictsOf(facts.events, facts.rule, facts.verifications).filter(
    (verdict) => isThisWeek(verdict) && isNew(verdict),
  );
  const improvements = improvementsOf(facts.events, span);
  const item = (about: Pick<WeekItem, 'entryId' | 'kind' | 'at' | 'reason'>): WeekItem => ({
    ...about,
    title: titles.get(about.entryId)?.title ?? about.entryId,
    url: titles.get(about.entryId)?.url ?? '',
    ...standing(latest.get(about.entryId), about.at),
  });
  const agents = facts.agents.map(({ id, name }) => ({
    agentId: id,
    name,
    items: [
      ...news
        .filter(({ agentId }) => agentId === id)
        .map(({ entryId, at, reason }) => item({ entryId, kind: 'new', at, reason })),
      ...improvements
        .filter(({ agentId }) => agentId === id)
        .map(({ entryId, at }) => item({ entryId, kind: 'improved', at, reason: null })),
    ],
  }));
  const pending = agents.flatMap(({ items }) => items).filter(({ state }) => state === 'pending').length;
  const due = facts.rule.verification && facts.days.dueDay(week, facts.rule.verification.weekday);
  return { week, from: first.date, to: last.date, dueAt: due?.closesAt ?? null, pending, agents };
}

/** The entries that a week's list names. */
export function entriesOfWeek(facts: QuotaFacts, week: string): string[] {
  const { agents } = weekOf(facts, week, new Map());
  return [...new Set(agents.flatMap(({ items }) => items.map(({ entryId }) => entryId)))];
}

function isNew({ reason }: QuotaVerdict): boolean {
  return reason !== 'notAPublication' && reason !== 'publishedBefore' && reason !== 'notAPerson';
}

/** What was verified before a change says nothing about the change. */
function standing(found: EntryVerification | undefined, since: Date): Pick<WeekItem, 'state' | 'note'> {
  if (!found || found.at < since) return { state: 'pending', note: null };
  return { state: found.verdict, note: found.reason };
}
