import { createDiagnoser } from '../../src/diagnosis/diagnoser.ts';
import { loadDiagnosisModel, loadRules } from '../../src/diagnosis/load.ts';
import type { DiagnosisRules } from '../../src/diagnosis/model.ts';
import { type TrainingOptions, trainWeights } from '../../src/diagnosis/trainer.ts';
import { type DevItem, readDevSet, readExamples, readProbe, readScenarios } from './diagnosis-data.ts';
import { type FieldScore, labelledFields, type Miss, pairsOf, scoreField } from './diagnosis-score.ts';

/** Names of the reading models that have a development set. */
export const DIAGNOSIS_MODELS = ['exsim', 'alianza', 'masnegocio', 'pqrsf'] as const;

/** A row of the evaluation: one field of one model, measured in one way. */
export interface DiagnosisRow extends FieldScore {
  readonly model: string;
  /** `shipped`: the committed weights, which saw these texts. `folds`: ten parts, each read by weights that did not see it. `own`: weights from our own texts only. `probe`: the committed weights on texts that they never saw. */
  readonly way: 'shipped' | 'folds' | 'own' | 'probe';
}

const FOLDS = 10;
/** A development text counts this many times against one of our own. */
export const DEV_WEIGHT = 1.5;
const EVERY_FIELD = {
  fields: [
    'kind',
    'opportunity',
    'length',
    'module',
    'impact',
    'urgency',
    'priority',
    'area',
    'needs',
    'line',
    'recordKind',
    'type',
  ],
  minutes: { short: 15, long: 120 },
};

/** Scores one model in the given ways. Misses are those of the last way. */
export function evaluateDiagnosis(
  policyName: string,
  ways: readonly DiagnosisRow['way'][] = ['shipped', 'folds'],
  options?: TrainingOptions,
): { rows: DiagnosisRow[]; misses: Miss[] } {
  const rows: DiagnosisRow[] = [];
  let misses: Miss[] = [];
  for (const way of ways) {
    const items = way === 'probe' ? readProbe(policyName) : readDevSet(policyName);
    const read = readers(way, policyName, items, options);
    misses = [];
    for (const field of labelledFields(items)) {
      const pairs = read.flatMap(({ part, diagnoser }) => pairsOf(part, field, diagnoser));
      rows.push({ model: policyName, way, ...scoreField(field, pairs) });
      for (const { id, text, want, got } of pairs) {
        const isExtra = want === undefined && got !== '-' && ['impact', 'urgency', 'priority'].includes(field);
        if (isExtra || (want !== undefined && want !== got))
          misses.push({ id, field, want: want ?? '(none)', got, text });
      }
    }
  }
  return { rows, misses };
}

function readers(way: DiagnosisRow['way'], name: string, items: readonly DevItem[], options?: TrainingOptions) {
  const path = `policies/diagnosis/${name}.yaml`;
  if (way === 'shipped' || way === 'probe')
    return [
      { part: items, diagnoser: createDiagnoser(loadDiagnosisModel(`policies/diagnosis/${name}.json`), EVERY_FIELD) },
    ];
  const rules = loadRules(path);
  if (way === 'own') return [{ part: items, diagnoser: trained(rules, name, [], options) }];
  return Array.from({ length: FOLDS }, (_, fold) => {
    const part = items.filter((_item, index) => foldOf(index) === fold);
    const seen = items.filter((_item, index) => foldOf(index) !== fold);
    return { part, diagnoser: trained(rules, name, seen, options) };
  });
}

/** Neighbours in the file are of one kind: dealing them out like cards keeps each part mixed. */
function foldOf(index: number): number {
  return index % FOLDS;
}

function trained(rules: DiagnosisRules, name: string, seen: readonly DevItem[], options?: TrainingOptions) {
  const texts = [...readExamples(name), ...seen.map(({ text, expect }) => ({ text, expect, weight: DEV_WEIGHT }))];
  const scenarios = readScenarios(name);
  const examples = scenarios.length > 0 ? { examples: { digest: '', scenarios } } : {};
  return createDiagnoser({ rules, weights: trainWeights(rules, texts, options), ...examples }, EVERY_FIELD);
}
