import { type Period, periodsBefore } from '../../calendar/named-periods.ts';
import type { CycleRule } from '../../contracts/audit-cycles.ts';
import type { Policy } from '../../contracts/policy.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { QualityReviewDoc } from '../../storage/models/quality.ts';
import type { QualityCycleDoc, QualityFindingDoc } from '../../storage/models/quality-cycles.ts';
import { formOf } from '../reviews/views.ts';
import type { CycleDeps } from './deps.ts';
import { ruleOf } from './parties.ts';

/** Periods that are made good after a stop. */
const BACK = 4;

/** Begins the reports of periods that are over and had cases, each once, whatever restarts (P5). */
export async function beginDue(deps: CycleDeps, organisation: string): Promise<void> {
  const policy = deps.policyOf(organisation);
  for (const rule of policy.qa.cycles)
    for (const period of periodsBefore(rule.every, deps.clock.now(), policy.organisation.timeZone, BACK)) {
      const cases = await casesOf(deps, organisation, { rule, ...period });
      // Nothing was drawn: there is nothing to report on.
      if (cases.length > 0) await deps.repository.add(newCycle(organisation, rule, period));
    }
}

/** The cases that a report is about. */
export function casesOf(
  { reviews }: Pick<CycleDeps, 'reviews'>,
  organisation: string,
  { rule, from, to }: { rule: CycleRule; from: Date; to: Date },
): Promise<QualityReviewDoc[]> {
  return reviews.within(organisation, { from, to, audits: rule.audits });
}

/**
 * A draft's findings follow the reviews: a low mark is one, and a mark that an appeal put right is none any more. What was
 * written by hand stays. ICE-42
 */
export async function follow(deps: CycleDeps, doc: QualityCycleDoc): Promise<void> {
  if (doc.state !== 'draft') return;
  const policy = deps.policyOf(doc.org);
  const rule = ruleOf(policy, doc.cycle);
  if (rule === undefined) return;
  const cases = await casesOf(deps, doc.org, { rule, from: doc.from, to: doc.to });
  const found = cases.flatMap((review) =>
    lowMarks(review, policy, rule.upTo).map((low) => findingOf(doc, review, low)),
  );
  const known = await deps.repository.findings(doc._id);
  const ids = new Set(found.map(({ _id }) => _id));
  const gone = known.filter(({ _id, review }) => review !== null && !ids.has(_id)).map(({ _id }) => _id);
  await deps.repository.drop(doc._id, gone);
  for (const finding of found)
    if (!known.some(({ _id }) => _id === finding._id)) await deps.repository.addFinding(finding);
}

/** A finding that somebody writes down. */
export function findingByHand(
  doc: QualityCycleDoc,
  { key, text, at }: { key: string; text: QualityFindingDoc['text']; at: Date },
): QualityFindingDoc {
  return {
    _id: effectIdOf('finding', doc.org, `${doc._id}:hand:${key}`),
    // After those of the reviews, in the order of their writing.
    ...{
      org: doc.org,
      report: doc._id,
      order: `z.${at.toISOString()}.${key}`,
      review: null,
      criterion: null,
      mark: null,
    },
    ...{ conversation: null, agent: null, text, leftOut: false, answer: null, evaluation: null, at },
  };
}

interface LowMark {
  readonly criterion: string;
  readonly mark: number;
}

function lowMarks({ state, form, marks }: QualityReviewDoc, policy: Policy, upTo: number): LowMark[] {
  if (state !== 'done') return [];
  const most = formOf(policy, form)?.marks === 'yesNo' ? 0 : upTo;
  return Object.entries(marks).flatMap(([criterion, mark]) =>
    mark !== null && mark <= most ? [{ criterion, mark }] : [],
  );
}

function findingOf(doc: QualityCycleDoc, review: QualityReviewDoc, { criterion, mark }: LowMark): QualityFindingDoc {
  const { _id: id, conversation, agent, order, doneAt } = review;
  return {
    _id: effectIdOf('finding', doc.org, `${doc._id}:${id}:${criterion}`),
    ...{ org: doc.org, report: doc._id, order: `a.${order}.${criterion}`, review: id, criterion, mark, conversation },
    ...{ agent, text: null, leftOut: false, answer: null, evaluation: null, at: doneAt ?? doc.to },
  };
}

function newCycle(organisation: string, rule: CycleRule, { code, from, to }: Period): QualityCycleDoc {
  const id = effectIdOf('cycle', organisation, `${rule.name}:${code}`);
  return {
    ...{ _id: id, org: organisation, order: `${to.toISOString()}.${id}`, cycle: rule.name, label: rule.label },
    ...{ period: code, from, to, state: 'draft', summary: null, deliveredAt: null, deliveredBy: null, copiedAt: null },
    ...{ copiedBy: null, dueAt: null, conclusion: null, nextAt: to },
  };
}
