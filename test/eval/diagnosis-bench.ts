/** Prints how long a model takes to load and to read the development texts (microseconds each, after warm-up and for the first). */
import { createDiagnoser } from '../../src/diagnosis/diagnoser.ts';
import { loadDiagnosisModel } from '../../src/diagnosis/load.ts';
import { readDevSet } from './diagnosis-data.ts';

const model = process.argv[2] ?? 'exsim';
const rounds = 200;
const started = performance.now();
const loaded = loadDiagnosisModel(`policies/diagnosis/${model}.json`);
const parsed = performance.now();
const diagnoser = createDiagnoser(loaded, {
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
});
const built = performance.now();
const texts = readDevSet(model).map((item) => item.text);
diagnoser.diagnose(texts[0] ?? '');
const first = performance.now();
for (let round = 0; round < rounds; round += 1) for (const text of texts) diagnoser.diagnose(text);
const each = ((performance.now() - first) * 1000) / (rounds * texts.length);
const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
console.log(
  `${model}: parse ${(parsed - started).toFixed(0)} ms, build ${(built - parsed).toFixed(0)} ms, first ${(first - built).toFixed(1)} ms, ` +
    `then ${each.toFixed(0)} µs a text of ${length.toFixed(0)} characters`,
);
