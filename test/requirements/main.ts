import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Coverage, coverageOf, type TestResult } from './coverage.ts';

// Runs from dist/programs: the root is two folders up.
const root = fileURLToPath(new URL('../..', import.meta.url));
const promises = Object.fromEntries(
  [
    'stored before it is acknowledged',
    'one atomic write a turn',
    'replies in order, retried, never lost',
    'no sensitive value stays',
    'the database is the truth',
    'deadlines by the business calendar',
    'the bot never argues with an agent',
    'links from the knowledge base only',
  ].map((title, index) => [`P${index + 1}`, { title, mode: 'PROMISE' }]),
);

interface JestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

const options = new Set(process.argv.slice(2));
const from = process.argv.find((argument) => argument.startsWith('--from='))?.slice('--from='.length);
const catalogue: Record<string, { title: string; mode: string }> = {
  ...promises,
  ...JSON.parse(readFileSync(`${root}test/requirements/catalogue.json`, 'utf8')),
};

const report = JSON.parse(readFileSync(from ?? runTests(), 'utf8')) as JestReport;
const results: TestResult[] = report.testResults.flatMap((file) => file.assertionResults);
const coverage = coverageOf(Object.keys(catalogue), results);
if (options.has('--json')) process.stdout.write(`${JSON.stringify(coverage)}\n`);
else printTable(coverage);
process.exitCode = results.length > 0 && report.success ? 0 : 1;

function runTests(): string {
  const output = `${root}test-results/jest.json`;
  mkdirSync(`${root}test-results`, { recursive: true });
  process.stderr.write('Running the tests …\n');
  const jest = `${root}node_modules/jest/bin/jest.js`;
  spawnSync(process.execPath, [jest, '--json', `--outputFile=${output}`, '--silent'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  });
  return output;
}

function printTable(all: Record<string, Coverage>): void {
  const shown = Object.entries(all).filter(([, { tests }]) => tests.length > 0);
  for (const [id, { tests, passed }] of shown) {
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${id.padEnd(8)} ${catalogue[id]?.title ?? ''}`);
    for (const title of tests) console.log(`       - ${title}`);
  }
  const missing = Object.entries(catalogue).filter(([id, { mode }]) => mode !== 'OUT' && all[id]?.tests.length === 0);
  console.log(
    `\n${shown.length} requirements and promises with tests, ${missing.length} without (out of scope left aside):`,
  );
  console.log(missing.map(([id]) => id).join(' '));
}
