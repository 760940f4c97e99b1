import { DIAGNOSIS_MODELS, evaluateDiagnosis } from './diagnosis.ts';
import { evaluateKnowledge } from './knowledge.ts';
import { reportRedaction } from './redaction-report.ts';

/** Prints the quality of redaction, diagnosis and search on the development sets. `--folds` adds cross-validation (minutes). */
const ways = process.argv.includes('--folds') ? (['shipped', 'folds'] as const) : (['shipped'] as const);

const isRedacted = reportRedaction(process.argv.slice(2));
// `npm run eval -- redaction` stops here.
if (process.argv.includes('redaction')) process.exit(isRedacted ? 0 : 1);

console.log('\nDiagnosis (shipped = the weights as they ship, which were fitted on these texts too)');
console.table(
  DIAGNOSIS_MODELS.flatMap((model) => evaluateDiagnosis(model, [...ways]).rows.map((row) => ({ ...row, model }))),
);

console.log('\nSearch');
const { ranking, gate } = evaluateKnowledge();
console.table(ranking);
console.table(gate);

// Quality may not fall silently: the development set is read without a leak.
process.exitCode = isRedacted ? 0 : 1;
