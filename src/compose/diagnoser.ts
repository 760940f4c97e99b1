import { join } from 'node:path';
import type { Diagnoser, ExplainedDiagnosis } from '../contracts/diagnosis.ts';
import type { Policy } from '../contracts/policy.ts';
import { adviseDiagnoser, type FieldValues, fieldValuesOf } from '../diagnosis/advised.ts';
import { createDiagnoser } from '../diagnosis/diagnoser.ts';
import { loadDiagnosisModel } from '../diagnosis/load.ts';
import { productRoot } from './root.ts';

/** A policy's reader of free text, and the values that it gives its fields. */
export interface PolicyDiagnoser extends Diagnoser {
  fieldValues(): FieldValues;
}

/**
 * The reader of free text that a policy names. In a file of its own, so that the command line starts without the rest.
 * The model is read and checked now; the first text compiles it (some 0.1 s). Throws DIAGNOSIS_MODEL_INVALID.
 */
export function createPolicyDiagnoser({ diagnosis }: Pick<Policy, 'diagnosis'>): PolicyDiagnoser {
  const model = loadDiagnosisModel(join(productRoot, 'policies', 'diagnosis', `${diagnosis.model}.json`));
  const limit = model.rules.minutes?.limit ?? diagnosis.minutes.short;
  let compiled: Diagnoser | undefined;
  const fieldValues = () => fieldValuesOf(diagnosis, model);
  return {
    diagnose(text, advice) {
      compiled ??= adviseDiagnoser(createDiagnoser(model, diagnosis), { ...diagnosis, values: fieldValues(), limit });
      return named(compiled.diagnose(text, advice), diagnosis.values);
    },
    fieldValues,
  };
}

/** The reading in the organisation's own words (AMB-44, AMB-53). */
function named(reading: ExplainedDiagnosis, values: Policy['diagnosis']['values']): ExplainedDiagnosis {
  const own = Object.entries(values).flatMap(([field, names]) => {
    const read = reading[field as keyof ExplainedDiagnosis];
    const name = typeof read === 'string' ? names[read] : undefined;
    return name === undefined ? [] : [[field, name] as const];
  });
  return own.length === 0 ? reading : { ...reading, ...Object.fromEntries(own) };
}
