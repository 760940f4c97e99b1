import { DateTime } from 'luxon';
import { periodOf } from '../../calendar/named-periods.ts';
import type { CycleState } from '../../contracts/audit-cycles.ts';
import type { NoticeKind } from '../../contracts/notifications.ts';
import type { QualityCycleDoc, QualityFindingDoc } from '../../storage/models/quality-cycles.ts';
import type { CycleDeps } from './deps.ts';
import { beginDue } from './gather.ts';
import { type Parties, partiesOf, ruleOf, turnIn } from './parties.ts';

/** Name of the job that looks after the reports of an organisation. */
export const CYCLE_JOB = 'quality.cycles';

const kinds: Readonly<Record<CycleState, NoticeKind>> = {
  draft: 'cycle.draft',
  delivered: 'cycle.delivered',
  copied: 'cycle.copied',
  answered: 'cycle.answered',
  evaluated: 'cycle.evaluated',
};

/** Begins what is due, does what follows from each deed, and plans the next look; each thing once, whatever restarts (P5). */
export async function settleAll(deps: CycleDeps, organisation: string): Promise<void> {
  const { repository, policyOf, clock } = deps;
  await beginDue(deps, organisation);
  const { docs } = await repository.due(organisation, clock.now());
  for (const doc of docs) await settle(deps, doc);
  const { next } = await repository.due(organisation, clock.now());
  const { qa, organisation: place } = policyOf(organisation);
  const ends = qa.cycles.map(({ every }) => periodOf(every, clock.now(), place.timeZone).to.getTime());
  const times = [...ends, ...(next === null ? [] : [next.getTime()])];
  if (times.length > 0) await lookAt(deps, organisation, new Date(Math.min(...times)));
}

/** Plans a look at the reports of an organisation. */
export function lookAt({ jobs }: Pick<CycleDeps, 'jobs'>, organisation: string, runAt: Date): Promise<void> {
  return jobs.schedule({ key: `${CYCLE_JOB}:${organisation}`, type: CYCLE_JOB, runAt, data: { organisation } });
}

/** Hands the report in, tells whose turn it is; on the day on which answers are late, who owes them and the leads. */
async function settle(deps: CycleDeps, doc: QualityCycleDoc): Promise<void> {
  const { repository, clock, policyOf, notices } = deps;
  const parties = partiesOf(policyOf(doc.org), doc.cycle);
  if (doc.state === 'copied' && doc.dueAt !== null && doc.dueAt <= clock.now()) {
    await notices.tellRoles([...parties.answers, ...parties.evaluates, 'lead'], wordOf(doc, 'cycle.overdue'));
    await repository.change(doc, { nextAt: null });
    return;
  }
  await handIn(deps, doc);
  await notices.tellRoles(toldIn(doc.state, parties), wordOf(doc, kinds[doc.state]));
  const isAnswered = doc.state === 'copied' && (await repository.findings(doc._id)).every(isOver);
  if (isAnswered) {
    // There is nothing to answer: the committee has it at once.
    await repository.change(doc, { state: 'answered', nextAt: clock.now() });
    return;
  }
  // Told first: a crash between the two tells it again, and the same notice arrives once.
  await repository.change(doc, { nextAt: doc.state === 'copied' ? doc.dueAt : null });
}

function isOver({ leftOut, answer }: QualityFindingDoc): boolean {
  return leftOut || answer !== null;
}

async function handIn({ reports, policyOf }: CycleDeps, doc: QualityCycleDoc): Promise<void> {
  const policy = policyOf(doc.org);
  const rule = ruleOf(policy, doc.cycle);
  if (rule === undefined || (doc.state !== 'delivered' && doc.state !== 'copied')) return;
  const by = (doc.state === 'delivered' ? doc.deliveredBy : doc.copiedBy) ?? 'system';
  const report = doc.state === 'delivered' ? rule.report : rule.copy;
  await reports.hand(doc.org, { report, ...daysOf(doc, policy.organisation.timeZone) }, by);
}

/** The first and the last local day of a report. */
export function daysOf({ from, to }: Pick<QualityCycleDoc, 'from' | 'to'>, zone: string) {
  const day = (at: Date) => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
  return { firstDay: day(from), lastDay: day(new Date(to.getTime() - 1)) };
}

/** Whose turn it is; at the end, everybody who took part. */
function toldIn(state: CycleState, parties: Parties): readonly string[] {
  return turnIn(state, parties) ?? [...parties.head, ...parties.answers, ...parties.evaluates];
}

function wordOf({ _id: id, org: organisation, label, period }: QualityCycleDoc, kind: NoticeKind) {
  return { organisation, kind, key: id, facts: { cycle: id, label, period } };
}
