/** Prints the processor time that a model takes to load and to read a text (mean over the development texts, after warm-up). */
import { createDiagnoser } from '../../src/diagnosis/diagnoser.ts';
import { loadDiagnosisModel } from '../../src/diagnosis/load.ts';
import { readDevSet } from './diagnosis-data.ts';

/** Processor milliseconds of this process: what other programs do does not count. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const model = process.argv[2] ?? 'exsim';
const rounds = 200;
const started = now();
const loaded = loadDiagnosisModel(`policies/diagnosis/${model}.json`);
const parsed = now();
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
const built = now();
const texts = readDevSet(model).map((item) => item.text);
diagnoser.diagnose(texts[0] ?? '');
const first = now();
for (let round = 0; round < rounds; round += 1) for (const text of texts) diagnoser.diagnose(text);
const each = ((now() - first) * 1000) / (rounds * texts.length);
const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
console.log(
  `${model}: parse ${(parsed - started).toFixed(0)} ms, build ${(built - parsed).toFixed(0)} ms, first ${(first - built).toFixed(1)} ms, ` +
    `then ${each.toFixed(0)} µs a text of ${length.toFixed(0)} characters`,
);
