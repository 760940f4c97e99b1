import type { CycleRights, CycleRule, CycleState, CycleViewer } from '../../contracts/audit-cycles.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import type { QualityCycleDoc } from '../../storage/models/quality-cycles.ts';

/** The posts of a cycle by what they do in it; none where its rule is gone. */
export interface Parties {
  readonly head: readonly string[];
  readonly answers: readonly string[];
  readonly evaluates: readonly string[];
}

/** A rule of the policy; undefined: it is gone. */
export function ruleOf({ qa }: Policy, name: string): CycleRule | undefined {
  return qa.cycles.find((one) => one.name === name);
}

/** Who does what by the policy as it holds now. */
export function partiesOf(policy: Policy, cycle: string): Parties {
  const rule = ruleOf(policy, cycle);
  if (rule === undefined) return { head: [], answers: [], evaluates: [] };
  const head = policy.reports.find(({ name }) => name === rule.report)?.to ?? [];
  return { head, answers: rule.answers.roles, evaluates: rule.evaluates };
}

/** Whether somebody holds one of the posts. */
export function holds(posts: readonly string[], person: DeskPerson | undefined): boolean {
  return posts.some((post) => person?.posts.includes(post) || person?.roles.some((role) => role === post));
}

/** What a viewer may do in a state. Answers may be put right, and evaluated late ones need not be waited for. */
export function rightsOf(
  { state, dueAt }: Pick<QualityCycleDoc, 'state' | 'dueAt'>,
  { head, answers, evaluates }: Parties,
  { viewer, person, now }: { viewer: CycleViewer; person: DeskPerson | undefined; now: Date },
): CycleRights {
  const isLate = dueAt !== null && dueAt <= now;
  return {
    write: state === 'draft' && viewer.mayReview,
    copy: state === 'delivered' && holds(head, person),
    answer: (state === 'copied' || state === 'answered') && holds(answers, person),
    evaluate: (state === 'answered' || (state === 'copied' && isLate)) && holds(evaluates, person),
  };
}

/** Whether a viewer sees it: who writes sees all, each of the others from when it came to them on. */
export function sees(
  state: CycleState,
  { head, answers, evaluates }: Parties,
  { viewer, person }: { viewer: CycleViewer; person: DeskPerson | undefined },
): boolean {
  if (viewer.mayReview) return true;
  if (state === 'draft') return false;
  if (holds(head, person)) return true;
  return state !== 'delivered' && holds([...answers, ...evaluates], person);
}

/** Whose turn it is in a state: their posts; null: nobody's, it is over. A draft waits for the leads. */
export function turnIn(state: CycleState, { head, answers, evaluates }: Parties): readonly string[] | null {
  const turns: Readonly<Record<CycleState, readonly string[] | null>> = {
    ...{ draft: ['lead'], delivered: head, copied: answers, answered: evaluates, evaluated: null },
  };
  return turns[state];
}
