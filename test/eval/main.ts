import { DIAGNOSIS_MODELS, evaluateDiagnosis } from './diagnosis.ts';
import { scoreBaselines } from './diagnosis-baselines.ts';
import { evaluateKnowledge, refitGate } from './knowledge.ts';
import { compareEngines } from './knowledge-comparison.ts';
import { crossFitRanking, refitRanking } from './knowledge-refit.ts';
import { reportRedaction } from './redaction-report.ts';

/** Prints the quality of redaction, diagnosis and search on the development sets. `--folds` adds cross-validation (minutes). */
const ways = process.argv.includes('--folds')
  ? (['shipped', 'folds', 'probe'] as const)
  : (['shipped', 'probe'] as const);

const isRedacted = reportRedaction(process.argv.slice(2));
// `npm run eval -- redaction` stops here, `npm run eval -- diagnosis` after the diagnosis.
if (process.argv.includes('redaction')) process.exit(isRedacted ? 0 : 1);

console.log('\nDiagnosis: what to beat (accuracy / macro-F1 in percent)');
console.table(scoreBaselines());
console.log(
  '\nDiagnosis (shipped = the weights as they ship, fitted on these texts too; folds = weights that did not see the text; probe = texts never learned from)',
);
console.table(
  DIAGNOSIS_MODELS.flatMap((model) => evaluateDiagnosis(model, [...ways]).rows.map((row) => ({ ...row, model }))),
);

if (process.argv.includes('diagnosis')) process.exit(isRedacted ? 0 : 1);

console.log('\nSearch, beside other engines (percent; auc 0..1)');
console.table(compareEngines());
console.log('\nSearch: the gate (folds = weights that did not see the question)');
console.table(evaluateKnowledge().gate);
if (process.argv.includes('--folds')) console.table(crossFitRanking());
if (process.argv.includes('--refit')) console.log(JSON.stringify({ ranking: refitRanking(), gate: refitGate() }));

// Quality may not fall silently: the development set is read without a leak.
process.exitCode = isRedacted ? 0 : 1;
