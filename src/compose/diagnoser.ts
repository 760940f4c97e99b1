import { join } from 'node:path';
import type { Diagnoser } from '../contracts/diagnosis.ts';
import type { Policy } from '../contracts/policy.ts';
import { createDiagnoser } from '../diagnosis/diagnoser.ts';
import { loadDiagnosisModel } from '../diagnosis/load.ts';
import { productRoot } from './root.ts';

/**
 * The reader of free text that a policy names. In a file of its own, so that the command line starts without the rest.
 * The model is read and checked now; the first text compiles it (some 0.1 s). Throws DIAGNOSIS_MODEL_INVALID.
 */
export function createPolicyDiagnoser({ diagnosis }: Pick<Policy, 'diagnosis'>): Diagnoser {
  const model = loadDiagnosisModel(join(productRoot, 'policies', 'diagnosis', `${diagnosis.model}.json`));
  let compiled: Diagnoser | undefined;
  return {
    diagnose(text) {
      compiled ??= createDiagnoser(model, diagnosis);
      return compiled.diagnose(text);
    },
  };
}
