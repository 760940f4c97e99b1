// node scripts/run-ts.mjs test/whatsapp/faults-main.ts [messages [seed]]: 0 lost, 0 doubled, or exit code 1.
import { runFaults } from './faults.ts';

const [messages = '10000', seed = String(Date.now() % 100_000)] = process.argv.slice(2);
const from = Date.now();
const report = await runFaults({
  ...{ messages: Number(messages), people: 50, seed: Number(seed), every: 25, patience: 120_000 },
  onProgress(said, answered) {
    process.stderr.write(`${Math.round((Date.now() - from) / 1000)} s: ${said} said, ${answered} answered\n`);
  },
});
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const { lost, doubled, unanswered, answeredTwice } = report;
process.exit(lost + doubled + unanswered + answeredTwice === 0 ? 0 : 1);
