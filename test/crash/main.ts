import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCrashes } from './harness.ts';
import { openMany } from './many.ts';

// Runs from dist/programs: the built gateway lies beside it.
const program = fileURLToPath(new URL('../server/main.js', import.meta.url));
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string' },
    visitors: { type: 'string', default: '12' },
    processes: { type: 'string', default: '1' },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
console.log(`seed ${seed} (repeat with --seed ${seed})`);
const processes = Number(values.processes);
const mongodb = process.env.MONGODB_TEST_URI;
if (processes > 1 && !mongodb) {
  console.error(
    'Several processes need a MongoDB-compatible server: set MONGODB_TEST_URI (see .ci/ferretdb/start.sh).',
  );
  process.exit(1);
}
const many = processes > 1 && mongodb ? { gateways: await openMany({ program, processes, mongodb, seed }) } : {};
const result = await runCrashes({
  program,
  seed,
  kills: Number(values.kills),
  visitors: Number(values.visitors),
  ...many,
  report: (line) => console.log(line),
});
const { problems, ...figures } = result;
console.table(figures);
for (const problem of problems) console.error(`WRONG ${problem}`);
console.log(
  problems.length === 0
    ? 'every message once, every effect once, replies in order, none lost'
    : `seed ${seed}: ${problems.length} problems`,
);
process.exit(problems.length === 0 ? 0 : 1);
