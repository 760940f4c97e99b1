import type { Advice } from '../contracts/advice.ts';
import type { Diagnoser, Diagnosis, ExplainedDiagnosis } from '../contracts/diagnosis.ts';
import type { Policy } from '../contracts/policy.ts';
import { type DiagnosisModel, splitLabel } from './model.ts';

/** Fields that a model may be asked to read. The two wishes and everything about sales stay with the rules. */
const READABLE = ['kind', 'length', 'module', 'impact', 'urgency', 'priority'] as const;
/** Minutes of work that anybody may believe: one minute to one working day. */
const MAX_MINUTES = 480;
const BY_MODEL = 'lo propone el modelo de lenguaje';

/** The values that each field may have, with what they mean: what a model may choose among. */
export type FieldValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What one organisation's diagnosis lets a model fill: the choices of its questions, else the values its rules know. */
export function fieldValuesOf(policy: Policy['diagnosis'], model: DiagnosisModel): FieldValues {
  const values = new Map<string, ReadonlyMap<string, string>>();
  for (const field of READABLE) {
    if (!policy.fields.includes(field)) continue;
    const choices = policy.questions.find((question) => question.field === field)?.choices ?? [];
    const known = choices.length > 0 ? choices.map(({ value, label }) => [value, label] as const) : ruled(model, field);
    const allowed = field === 'length' ? known.filter(([value]) => value === 'short' || value === 'long') : known;
    if (allowed.length > 1) values.set(field, new Map(allowed));
  }
  return values;
}

/** What the filling goes by. `limit` = the longest short work, in minutes. */
export interface AdvisedPolicy extends Pick<Policy['diagnosis'], 'minutes' | 'fields'> {
  readonly values: FieldValues;
  readonly limit: number;
}

/**
 * A diagnoser that lets advice fill what the text alone leaves open (EXS-26): what the rules read stays as it is, and a
 * value that the policy does not know is as if it had not been said.
 */
export function adviseDiagnoser(diagnoser: Diagnoser, { values, minutes, fields, limit }: AdvisedPolicy): Diagnoser {
  return {
    diagnose(text, advice) {
      const said = diagnoser.diagnose(text);
      if (!advice || Object.keys(advice.reading).length === 0) return said;
      const filled = fill(said, advice.reading, values);
      if (said.minutes !== null || !fields.includes('minutes')) return filled;
      if (filled.length === null) return filled;
      const named = advice.reading.minutes;
      const fits = isMinutes(named) && named <= limit === (filled.length === 'short');
      return { ...filled, minutes: fits ? named : minutes[filled.length] };
    },
  };
}

function fill(said: ExplainedDiagnosis, reading: Advice['reading'], values: FieldValues): ExplainedDiagnosis {
  const filled: Partial<Record<keyof Diagnosis, string>> = {};
  const reasons: Partial<Record<keyof Diagnosis, string>> = {};
  for (const field of READABLE) {
    const value = reading[field];
    if (said[field] !== null || typeof value !== 'string' || !values.get(field)?.has(value)) continue;
    filled[field] = value;
    reasons[field] = BY_MODEL;
  }
  // The values were checked against the policy just now; `length` has only its two.
  return { ...said, ...(filled as Partial<Diagnosis>), reasons: { ...said.reasons, ...reasons } };
}

function isMinutes(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_MINUTES;
}

/** Values that the rules and the weights of the model can give a field, each meaning itself. */
function ruled({ rules, weights }: DiagnosisModel, field: string): (readonly [string, string])[] {
  const found = new Set<string>();
  for (const reading of rules.readings) {
    for (const { set } of reading.rules) if (typeof set[field] === 'string') found.add(set[field]);
    const place = reading.fields.indexOf(field);
    const labels = place < 0 ? [] : (weights.readings[reading.name]?.labels ?? []);
    for (const label of labels) {
      const value = splitLabel(label)[place];
      if (typeof value === 'string') found.add(value);
    }
  }
  return [...found].map((value) => [value, value.replaceAll('_', ' ')] as const);
}
