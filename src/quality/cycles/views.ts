import type { CycleSummary, CycleView, CycleViewer, FindingView } from '../../contracts/audit-cycles.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import type { QualityReviewDoc } from '../../storage/models/quality.ts';
import type { QualityCycleDoc, QualityFindingDoc } from '../../storage/models/quality-cycles.ts';
import { formOf, viewReview } from '../reviews/views.ts';
import type { CycleDeps } from './deps.ts';
import { casesOf } from './gather.ts';
import { holds, partiesOf, rightsOf, ruleOf, turnIn } from './parties.ts';

/** Who looks at it, and what is known of the desk. */
export interface Looking {
  readonly viewer: CycleViewer;
  readonly people: readonly DeskPerson[];
}

/** A report in a list. */
export function viewSummary(
  { policyOf, clock }: Pick<CycleDeps, 'policyOf' | 'clock'>,
  doc: QualityCycleDoc,
  { findings, viewer, people }: Looking & { readonly findings: readonly QualityFindingDoc[] },
): CycleSummary {
  const { _id: id, org: organisation, label, period, from, to, state, dueAt } = doc;
  const now = clock.now();
  const shown = findings.filter(({ leftOut }) => !leftOut);
  const person = people.find((one) => one.id === viewer.id);
  return {
    ...{ id, organisation, label, period, from, to, state, dueAt, findings: shown.length },
    answered: shown.filter(({ answer }) => answer !== null).length,
    overdue: state === 'copied' && dueAt !== null && dueAt <= now,
    may: rightsOf(doc, partiesOf(policyOf(organisation), doc.cycle), { viewer, person, now }),
  };
}

/** A report with all that is in it. What was left out is for those who write it. */
export async function viewCycle(deps: CycleDeps, doc: QualityCycleDoc, looking: Looking): Promise<CycleView> {
  const { viewer, people } = looking;
  const policy = deps.policyOf(doc.org);
  const findings = await deps.repository.findings(doc._id);
  const rule = ruleOf(policy, doc.cycle);
  const cases = rule === undefined ? [] : await casesOf(deps, doc.org, { rule, ...doc });
  const byId = new Map(cases.map((review) => [review._id, review]));
  const shown = findings.filter(({ leftOut }) => !leftOut || (viewer.mayReview && doc.state === 'draft'));
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  const { summary, deliveredAt, copiedAt, conclusion } = doc;
  return {
    ...viewSummary(deps, doc, { ...looking, findings }),
    reviewed: cases.filter(({ state }) => state === 'done').length,
    unreviewed: cases.filter(({ state }) => state === 'open').length,
    ...{ summary, deliveredAt, copiedAt },
    conclusion: conclusion && { ...conclusion, by: nameOf(conclusion.by) },
    turn: turnOf(policy, doc, people),
    items: shown.map((finding, at) =>
      viewFinding(finding, { number: at + 1, policy, nameOf, review: byId.get(finding.review ?? '') ?? null }),
    ),
  };
}

/** The posts whose turn it is, in words, and who holds one of them. */
function turnOf(policy: Policy, { state, cycle }: QualityCycleDoc, people: readonly DeskPerson[]): CycleView['turn'] {
  const posts = turnIn(state, partiesOf(policy, cycle));
  if (posts === null) return null;
  const labels = posts.flatMap((post) => policy.roles.find(({ code }) => code === post)?.label ?? []);
  return { posts: labels, people: people.filter((person) => holds(posts, person)).map(({ name }) => name) };
}

interface FindingWords {
  readonly number: number;
  readonly policy: Policy;
  readonly review: QualityReviewDoc | null;
  readonly nameOf: (id: string) => string;
}

function viewFinding(doc: QualityFindingDoc, { number, policy, review, nameOf }: FindingWords): FindingView {
  const { _id: id, conversation: conversationId, agent: agentId, text, leftOut, answer, evaluation } = doc;
  return {
    ...{ id, number, conversationId, agentId, text, leftOut },
    review: review === null ? null : reviewOf(doc, review, policy),
    answer: answer && { ...answer, by: nameOf(answer.by) },
    evaluation: evaluation && { ...evaluation, by: nameOf(evaluation.by) },
  };
}

function reviewOf(
  { criterion, mark }: QualityFindingDoc,
  doc: QualityReviewDoc,
  policy: Policy,
): FindingView['review'] {
  const { id, label, number: caseNumber, comment } = viewReview(doc, policy);
  return {
    ...{ id, label, caseNumber, comment },
    criterion: criterionOf(policy, doc.form, criterion),
    mark: mark ?? 0,
  };
}

/** What people read of a criterion; its code where the form has it no more. */
export function criterionOf(policy: Policy, form: string | null, criterion: string | null): string {
  return formOf(policy, form)?.criteria.find(({ code }) => code === criterion)?.label ?? criterion ?? '';
}
