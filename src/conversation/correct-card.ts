import type { DeskAction } from '../contracts/conversation.ts';
import type { Diagnosis } from '../contracts/diagnosis.ts';
import type { DiagnosisCard } from '../contracts/flow.ts';
import { AppError } from '../errors/app-error.ts';
import type { TurnDraft } from './draft.ts';
import type { Organisation } from './organisation.ts';

type Correction = Extract<DeskAction, { type: 'correctCard' }>;

/** Most minutes that anybody expects of one case: a week. */
const MOST_MINUTES = 10_080;

/**
 * EXS-26: an agent says what the diagnosis got wrong. Only values that the policy knows are taken, so nothing that somebody
 * typed is stored (P4); the card says who corrected it. The expected minutes put the case in its place in the queue (EXS-27).
 */
export function correctCard(
  draft: TurnDraft,
  { field, value }: Correction,
  by: { readonly name: string },
  { policy, t }: Pick<Organisation, 'policy' | 't'>,
): null {
  if (!policy.diagnosis.fields.includes(field)) throw new AppError('DIAGNOSIS_VALUE_UNKNOWN', { field });
  const known = value === null ? null : checked(policy.diagnosis, field, value);
  const before = draft.card ?? emptyCard(draft);
  const reason = t('desk.cardCorrected', { name: by.name });
  const minutes = minutesOf(policy.diagnosis, field, known);
  const { [field]: _said, ...others } = before.reasons;
  draft.card = {
    ...before,
    diagnosis: { ...before.diagnosis, [field]: known, ...(minutes === undefined ? {} : { minutes }) },
    reasons: { ...others, [field]: reason, ...(minutes === undefined ? {} : { minutes: reason }) },
    missing: before.missing.filter((one) => one !== field),
  };
  return null;
}

type Rule = Organisation['policy']['diagnosis'];

function checked({ fields, questions }: Rule, field: string, value: string): string | number {
  if (field === 'minutes' && fields.includes('minutes')) {
    const minutes = Number(value);
    if (Number.isInteger(minutes) && minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  }
  const choices = questions.filter((question) => question.field === field).flatMap((question) => question.choices);
  if (!choices.some((choice) => choice.value === value)) throw new AppError('DIAGNOSIS_VALUE_UNKNOWN', { field });
  return value;
}

/** Long or short says how many minutes are expected, as it does when the bot asks. */
function minutesOf({ minutes }: Rule, field: string, value: string | number | null): number | undefined {
  if (field !== 'length') return undefined;
  return value === 'short' ? minutes.short : value === 'long' ? minutes.long : undefined;
}

function emptyCard({ lastText }: TurnDraft): DiagnosisCard {
  const nothing = { kind: null, opportunity: null, length: null, minutes: null, impact: null, urgency: null };
  const diagnosis: Diagnosis = {
    ...{ ...nothing, priority: null, module: null, area: null, needs: null, line: null, recordKind: null, type: null },
    ...{ wantsHuman: false, wantsTicketStatus: false },
  };
  return { summary: lastText, diagnosis, reasons: {}, missing: [], path: null };
}
