import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { DiagnosisCard } from '../../src/contracts/flow.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import { customerClassOf, userTypeOf } from './person.ts';
import { asksPrice } from './phrases.ts';
import type { Turn } from './turn.ts';
import { fold } from './words.ts';

/** One question of the policy's diagnosis. */
export type Question = Policy['diagnosis']['questions'][number];

/** The diagnosis of the present case: what the text says, then what the person answered, with the reason of each. */
export interface Case {
  readonly diagnosis: Diagnosis;
  readonly reasons: Readonly<Record<string, string>>;
}

const MAX_SUMMARY = 400;
const MAX_SUBJECT = 100;
const MIN_SUBJECT = 10;

/** EXS-10, EXS-26: reads the case from what was said and answered so far. */
export function caseOf(turn: Turn): Case {
  const { state } = turn;
  const { reasons: read, ...said } = turn.diagnose(state.problem);
  const reasons: Record<string, string> = { ...read };
  const facts: Record<string, unknown> = { ...said };
  // The knowledge base knows it and no fault is told (EXS-44): a question for information, quickly answered.
  if (said.kind === null && state.noted.includes('information')) {
    Object.assign(facts, { kind: 'soporte', length: 'short', minutes: turn.ctx.policy.diagnosis.minutes.short });
    reasons.kind = turn.t('card.information');
  }
  for (const [field, value] of Object.entries(state.answers)) {
    if (value === '') continue;
    facts[field] = field === 'minutes' ? Number(value) : value;
    reasons[field] = turn.t('card.answered', { answer: labelOf(turn, field, value) });
  }
  if (state.answers.length) {
    facts.minutes = turn.ctx.policy.diagnosis.minutes[state.answers.length === 'long' ? 'long' : 'short'];
    reasons.minutes = turn.t('card.minutesOfLength', { minutes: Number(facts.minutes) });
  }
  if (asksPrice(fold(state.problem)) && said.opportunity === null && (said.kind === null || said.kind === 'mejora')) {
    Object.assign(facts, { kind: 'mejora', opportunity: 'modulo_adicional' });
    reasons.opportunity = turn.t('card.price');
  }
  if (turn.ctx.policy.identification.offerVideoCall) reasons.videoCall = turn.t(`card.video.${state.video}`);
  return { diagnosis: facts as unknown as Diagnosis, reasons };
}

/** The policy's questions whose answer is missing and whose condition holds, in order. */
export function missingOf(turn: Turn, { diagnosis }: Case): Question[] {
  const facts = diagnosis as unknown as Readonly<Record<string, unknown>>;
  return turn.ctx.policy.diagnosis.questions.filter(
    ({ field, when }) =>
      (facts[field] ?? null) === null && turn.state.answers[field] === undefined && holds(when, facts),
  );
}

/** Whether every condition of a policy rule is met. */
export function holds(
  when: Readonly<Record<string, readonly string[]>> | undefined,
  facts: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(when ?? {}).every(([field, values]) => values.includes(String(facts[field])));
}

/** Expected minutes; a case of unknown length counts as short, the work clock watches it (EXS-12). */
export function minutesOf(policy: Policy, diagnosis: Diagnosis): number {
  return diagnosis.minutes ?? policy.diagnosis.minutes[diagnosis.length ?? 'short'];
}

/** EXS-12, AMB-01: over the limit is long; exactly the limit is not. */
export function isLong(policy: Policy, diagnosis: Diagnosis): boolean {
  return minutesOf(policy, diagnosis) > policy.ticketRule.limitMinutes;
}

/** The policy's ticket rule: by expected minutes, by the diagnosis' own criterion, or always. */
export function needsTicket(policy: Policy, diagnosis: Diagnosis): boolean {
  switch (policy.ticketRule.strategy) {
    case 'always':
      return true;
    case 'criterion':
      return diagnosis.needs === 'ticket';
    case 'duration':
      return isLong(policy, diagnosis);
  }
}

/** EXS-15, EXS-16: a bug over the limit is complex. Null unless it is a bug. */
export function complexityOf(policy: Policy, diagnosis: Diagnosis): TicketDraft['complexity'] {
  if (diagnosis.kind !== 'bug') return null;
  return isLong(policy, diagnosis) ? 'complejo' : 'sencillo';
}

/** The ticket of this case, routed by the policy; it says why it is opened. */
export function ticketOf(turn: Turn, reason: TicketDraft['reason']): TicketDraft {
  const { policy } = turn.ctx;
  const { diagnosis } = caseOf(turn);
  const complexity = complexityOf(policy, diagnosis);
  const facts = {
    ...diagnosis,
    complexity,
    reason,
    userType: userTypeOf(turn),
    customerClass: customerClassOf(turn),
  };
  const rule = policy.routing.find(({ when }) => holds(when, facts));
  const problem = turn.state.problem;
  return {
    subject: subjectOf(problem),
    description: problem,
    reason,
    diagnosis,
    complexity,
    area: rule?.area ?? (policy.areas[0]?.code as string),
  };
}

/** The first line of the case, without a letter's `Asunto:`. */
function subjectOf(problem: Redacted): Redacted {
  const start = /^\s*(?:asunto|subject)\s*:\s*(?:re\s*:\s*)*/i.exec(problem)?.[0].length ?? 0;
  const line = problem.indexOf('\n', start);
  const end = line - start > MIN_SUBJECT ? line : problem.length;
  return pieceOf(problem, start, Math.min(end, start + MAX_SUBJECT));
}

/** EXS-26: what the agent reads: found, missing, why, and the way it takes. */
export function cardOf(turn: Turn, path: DiagnosisCard['path']): DiagnosisCard {
  const found = caseOf(turn);
  return {
    summary: pieceOf(turn.state.problem, 0, Math.min(turn.state.problem.length, MAX_SUMMARY)),
    diagnosis: found.diagnosis,
    reasons: found.reasons,
    missing: turn.ctx.policy.diagnosis.questions
      .filter(({ field, when }) => {
        const facts = found.diagnosis as unknown as Readonly<Record<string, unknown>>;
        return (facts[field] ?? null) === null && holds(when, facts);
      })
      .map(({ field }) => field),
    path,
  };
}

/** What the person reads for a value of a question. */
export function labelOf({ ctx }: Turn, field: string, value: string): string {
  const question = ctx.policy.diagnosis.questions.find((one) => one.field === field);
  return question?.choices.find((choice) => choice.value === value)?.label ?? value;
}
