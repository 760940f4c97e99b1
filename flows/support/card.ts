import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { DiagnosisCard } from '../../src/contracts/flow.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import { caseOf, complexityOf, holds, isInformation, isPriceCase } from './case.ts';
import { companyOf } from './details.ts';
import { outageFacts } from './outage.ts';
import { customerClassOf, userTypeOf } from './person.ts';
import { scenarioOf } from './scenario.ts';
import { specialPathOf } from './special-path.ts';
import type { Turn } from './turn.ts';

const MAX_SUMMARY = 400;
const MAX_SUBJECT = 100;
const MIN_SUBJECT = 10;

/** The ticket of this case, routed by the policy; it says why it is opened. */
export function ticketOf(turn: Turn, reason: TicketDraft['reason']): TicketDraft {
  const { policy } = turn.ctx;
  const diagnosis = caseOf(turn);
  const complexity = complexityOf(policy, diagnosis);
  const facts = {
    ...diagnosis,
    complexity,
    reason,
    userType: userTypeOf(turn),
    customerClass: customerClassOf(turn),
  };
  const rule = policy.routing.find(({ when }) => holds(when, facts));
  const path = specialPathOf(turn);
  const scenario = scenarioOf(turn, diagnosis);
  const problem = turn.state.problem;
  return {
    subject: subjectOf(problem),
    // ICE-23: the search and the diagnosis read the head and the tail of a long case, people all of it.
    description: turn.state.whole || problem,
    reason,
    diagnosis,
    complexity,
    area: path?.area ?? rule?.area ?? (policy.areas[0]?.code as string),
    facts: {
      userType: facts.userType,
      customerClass: facts.customerClass,
      ...outageFacts(turn),
      ...turn.state.codes,
      ...turn.ctx.requester.facts,
      ...scenario.facts,
    },
    company: companyOf(turn),
    fields: turn.state.details,
    attachments: turn.state.files,
    protocol: path?.name ?? null,
    ...(scenario.subarea !== undefined && { subarea: scenario.subarea }),
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
  const diagnosis = caseOf(turn);
  const facts = diagnosis as unknown as Readonly<Record<string, unknown>>;
  return {
    summary: pieceOf(turn.state.problem, 0, Math.min(turn.state.problem.length, MAX_SUMMARY)),
    diagnosis,
    reasons: reasonsOf(turn, diagnosis),
    missing: turn.ctx.policy.diagnosis.questions
      .filter(({ field, when }) => (facts[field] ?? null) === null && holds(when, facts))
      .map(({ field }) => field),
    path,
  };
}

/** Why each field is what it is, in words for the agent. */
function reasonsOf(turn: Turn, diagnosis: Diagnosis): Readonly<Record<string, string>> {
  const { state, ctx } = turn;
  const reasons: Record<string, string> = { ...turn.diagnose(state.problem).reasons };
  for (const [field, value] of Object.entries(state.answers)) {
    if (value !== '') reasons[field] = turn.t('card.answered', { answer: labelOf(turn, field, value) });
  }
  if (isInformation(turn)) reasons.kind = turn.t('card.information');
  if (state.noted.includes('assumed')) reasons.kind = turn.t('card.assumed');
  if (isPriceCase(turn)) reasons.opportunity = turn.t('card.price');
  if (diagnosis.minutes !== null && reasons.minutes === undefined) {
    reasons.minutes = turn.t('card.minutesOfLength', { minutes: diagnosis.minutes });
  }
  if (ctx.policy.identification.offerVideoCall) reasons.videoCall = turn.t(`card.video.${state.video}`);
  return reasons;
}

/** What the person reads for a value of a question. */
function labelOf({ ctx }: Turn, field: string, value: string): string {
  const question = ctx.policy.diagnosis.questions.find((one) => one.field === field);
  return question?.choices.find((choice) => choice.value === value)?.label ?? value;
}
