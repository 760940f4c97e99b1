/** `node … diagnosis-cli <model> [ways] [--misses]`: prints the table, and what was read wrongly. `--train` writes the weights first. */
import { writeFileSync } from 'node:fs';
import { digestOf, loadRules, loadScenarios } from '../../src/diagnosis/load.ts';
import { trainWeights } from '../../src/diagnosis/trainer.ts';
import { DEV_WEIGHT, DIAGNOSIS_MODELS, type DiagnosisRow, evaluateDiagnosis } from './diagnosis.ts';
import { readDevSet, readExamples } from './diagnosis-data.ts';

const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const flags = new Set(process.argv.slice(2).filter((argument) => argument.startsWith('--')));
const models = words[0] === undefined || words[0] === 'all' ? DIAGNOSIS_MODELS : [words[0]];
const ways = (words[1]?.split(',') ?? ['shipped', 'folds']) as DiagnosisRow['way'][];

for (const model of models) {
  if (flags.has('--train')) train(model);
  const { rows, misses } = evaluateDiagnosis(model, ways);
  for (const row of rows) console.log(present(row));
  if (flags.has('--misses'))
    for (const miss of misses)
      console.log(
        `${miss.id} ${miss.field}: ${miss.want} <- ${miss.got} | ${miss.text.slice(0, 150).replaceAll('\n', ' / ')}`,
      );
}

function train(model: string): void {
  const rules = loadRules(`policies/diagnosis/${model}.yaml`);
  const dev = readDevSet(model).map(({ text, expect }) => ({ text, expect, weight: DEV_WEIGHT }));
  const weights = trainWeights(rules, [...readExamples(model), ...dev]);
  const examples =
    rules.scenarios === undefined ? {} : { examples: examplesOf(`policies/scenarios/${rules.scenarios}.yaml`) };
  writeFileSync(`policies/diagnosis/${model}.json`, `${JSON.stringify({ rules, weights, ...examples })}\n`);
}

function examplesOf(path: string) {
  return { digest: digestOf(path), scenarios: loadScenarios(path) };
}

function present(row: DiagnosisRow): string {
  const percent = (share: number) => (share * 100).toFixed(1).padStart(6);
  return [
    row.model.padEnd(11),
    row.way.padEnd(8),
    row.field.padEnd(18),
    String(row.n).padStart(4),
    `acc${percent(row.accuracy)}`,
    `F1${percent(row.macroF1)}`,
    `answered${percent(row.answered)} of${percent(row.coverage)}`,
    `extra${percent(row.extra)}`,
  ].join(' ');
}
