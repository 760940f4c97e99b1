import { DIAGNOSIS_MODELS, evaluateDiagnosis } from './diagnosis.ts';
import { evaluateKnowledge } from './knowledge.ts';
import { evaluateRedaction } from './redaction.ts';

/** Prints the quality of redaction, diagnosis and search on the development sets. `--folds` adds cross-validation (minutes). */
const ways = process.argv.includes('--folds') ? (['shipped', 'folds'] as const) : (['shipped'] as const);

console.log('\nRedaction (leak = any character of a value left; touched = harmless messages changed)');
const redaction = evaluateRedaction('test/eval/data/redaction-dev.jsonl');
console.table(redaction.filter(({ name }) => !name.includes('.')));

console.log('\nDiagnosis (shipped = the weights as they ship, which were fitted on these texts too)');
console.table(
  DIAGNOSIS_MODELS.flatMap((model) => evaluateDiagnosis(model, [...ways]).rows.map((row) => ({ ...row, model }))),
);

console.log('\nSearch');
const { ranking, gate } = evaluateKnowledge();
console.table(ranking);
console.table(gate);

const leaks = redaction.find(({ name }) => name === 'all');
// Quality may not fall silently: the development set is read without a leak.
process.exitCode = leaks && leaks.leaks === 0 && leaks.touched === 0 ? 0 : 1;
