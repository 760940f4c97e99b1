import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import { outageFacts } from './outage.ts';
import { asksPrice } from './phrases.ts';
import type { Turn } from './turn.ts';
import { fold } from './words.ts';

/** One question of the policy's diagnosis. */
export type Question = Policy['diagnosis']['questions'][number];

/** EXS-10, EXS-26: the present case: what the text says, then what the person answered. Read once in a step. */
export function caseOf(turn: Turn): Diagnosis {
  const { problem, answers, noted, codes } = turn.state;
  return turn.remember('case', [problem, answers, noted, codes], () => readCase(turn));
}

function readCase(turn: Turn): Diagnosis {
  const { state, ctx } = turn;
  const { reasons: _words, scenarios: _examples, ...said } = turn.diagnose(state.problem);
  const facts: Record<string, unknown> = { ...said };
  if (isInformation(turn)) {
    Object.assign(facts, { kind: 'soporte', length: 'short', minutes: ctx.policy.diagnosis.minutes.short });
  }
  Object.assign(facts, outageFacts(turn));
  for (const [field, value] of Object.entries(state.answers)) {
    if (value !== '') facts[field] = field === 'minutes' ? Number(value) : value;
  }
  const { length } = state.answers;
  if (length) facts.minutes = ctx.policy.diagnosis.minutes[length === 'long' ? 'long' : 'short'];
  if (isPriceCase(turn)) Object.assign(facts, { kind: 'mejora', opportunity: 'modulo_adicional' });
  return facts as unknown as Diagnosis;
}

/** The knowledge base knows it and no fault is told (EXS-44): a question for information, quickly answered. */
export function isInformation(turn: Turn): boolean {
  return turn.state.noted.includes('information') && turn.diagnose(turn.state.problem).kind === null;
}

/** EXS-57: a price is asked and the text names no other wish. */
export function isPriceCase(turn: Turn): boolean {
  const { kind, opportunity } = turn.diagnose(turn.state.problem);
  return opportunity === null && (kind === null || kind === 'mejora') && asksPrice(fold(turn.state.problem));
}

/** The policy's questions whose answer is missing and whose condition holds, in order. */
export function missingOf(turn: Turn): Question[] {
  const facts = caseOf(turn) as unknown as Readonly<Record<string, unknown>>;
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
  const { limitMinutes } = policy.ticketRule;
  return limitMinutes !== null && minutesOf(policy, diagnosis) > limitMinutes;
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
