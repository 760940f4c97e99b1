import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { Visitor } from '../crash/visitor.ts';
import { durableTurn, idleConversations, loadStored, paced, withStored } from './cases.ts';
import { consoleCase, consoleRows } from './console.ts';
import { emailFaults, emailRows } from './email.ts';
import { benchKnowledge, benchPublication } from './knowledge.ts';
import { logSearchSpeed } from './log-search.ts';
import { redactionSpeed } from './redaction.ts';
import { deadlineSpeed, rederive } from './ticket-clocks.ts';
import { deadlineRows, type Figures, type Row, rederiveRows, storedRows, sweepRows } from './ticket-rows.ts';
import { storedClocks } from './ticket-store.ts';
import { sweepAtStart } from './ticket-sweep.ts';
import { whatsappCase, whatsappRows } from './whatsapp.ts';

const self = fileURLToPath(import.meta.url);
const program = fileURLToPath(new URL('../server/main.js', import.meta.url));
const [only, ...rest] = process.argv.slice(2);

const children: Record<string, () => Promise<object>> = {
  turn: durableTurn,
  idle: idleConversations,
  paced,
  fill: () => withStored(Number(rest[0]), rest[1] ?? ''),
  load: () => loadStored(rest[0] ?? ''),
  redaction: redactionSpeed,
  email: () => emailFaults(Number(rest[0])),
  deadlines: async () => deadlineSpeed(),
  rederive: async () => rederive(Number(rest[0])),
  sweep: () => sweepAtStart(Number(rest[0])),
  whatsapp: () => whatsappCase(Number(rest[0])),
  console: consoleCase,
  stored: () => storedClocks(Number(rest[0])),
  logs: () => logSearchSpeed(Number(rest[0] ?? 1_000_000)),
  knowledge: async () => {
    console.table(benchKnowledge(rest.length > 0 ? rest.map(Number) : undefined));
    return { publicationMs: benchPublication() };
  },
};

if (only?.startsWith('child:')) {
  const run = children[only.slice('child:'.length)];
  if (!run) throw new Error(`unknown case ${only}`);
  process.stdout.write(`${JSON.stringify(await run())}\n`);
  process.exit(0);
}
await main(new Set(process.argv.slice(2).filter((word) => !word.startsWith('--'))));

/** All cases, or those named: turn, growth, idle, paced, start, redaction, knowledge, log-search, tickets, email, whatsapp, console. Each runs in a process of its own. */
async function main(wanted: ReadonlySet<string>): Promise<void> {
  const is = (name: string) => wanted.size === 0 || wanted.has(name);
  const rows: Row[] = [];
  if (is('turn')) rows.push(...turnRows(await child('turn')));
  if (is('growth')) rows.push(...(await growth()));
  if (is('idle')) rows.push(...idleRows(await child('idle')));
  if (is('paced')) rows.push(...pacedRows(await child('paced')));
  if (is('redaction')) rows.push(...redactionRows((await child('redaction')) as unknown as RedactionFigures));
  if (is('knowledge')) rows.push(...knowledgeRows(await child('knowledge')));
  if (is('log-search')) console.table(await child('logs'));
  if (is('tickets')) {
    rows.push(...deadlineRows(await child('deadlines')));
    rows.push(...rederiveRows(await child('rederive', '1000000')));
    rows.push(...storedRows(await child('stored', '1000')));
    rows.push(...sweepRows(await child('sweep', '100000')));
  }
  if (is('email')) rows.push(...emailRows(await child('email', '10000')));
  if (is('whatsapp')) rows.push(...whatsappRows(await child('whatsapp', '2000')));
  if (is('console')) rows.push(...consoleRows(await child('console')));
  if (is('start')) rows.push(...(await coldStart()));
  console.table(rows);
}

function turnRows(found: Figures): Row[] {
  return [
    { measure: 'durable turn, CPU / raw botbuilder turn', found: found.cpuRatio ?? 0, must: '<= 2', goal: '<= 1.35' },
    { measure: 'CPU of a raw turn, µs', found: found.rawCpuMicros ?? 0, must: '', goal: '' },
    { measure: 'CPU of a durable turn, µs', found: found.cpuMicros ?? 0, must: '', goal: '' },
    { measure: 'durable turns per second, 200 people', found: found.turnsPerSecond ?? 0, must: '', goal: '' },
    { measure: 'throughput / raw', found: found.throughputRatio ?? 0, must: '', goal: '' },
  ];
}

async function growth(): Promise<Row[]> {
  const [few, many] = [1_000, 1_000_000];
  const folders = [few, many].map(() => mkdtempSync(join(tmpdir(), 'ventanilla-growth-'))) as [string, string];
  await child('fill', String(few), folders[0]);
  await child('fill', String(many), folders[1]);
  const pairs: [Figures, Figures][] = [];
  for (let round = 0; round < 3; round++)
    pairs.push([await child('load', folders[0]), await child('load', folders[1])]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  const ratio = (name: string) => {
    const ratios = pairs.map(([a, b]) => (b[name] ?? 0) / (a[name] ?? 1)).sort((x, y) => x - y);
    return Number((ratios[1] ?? 0).toFixed(2));
  };
  const [a, b] = pairs[1] ?? [{}, {}];
  return [
    {
      measure: 'throughput with 1,000,000 stored / 1,000',
      found: ratio('turnsPerSecond'),
      must: '>= 0.7',
      goal: '>= 0.9',
    },
    { measure: 'resident memory, same', found: ratio('rssMb'), must: '<= 1.6', goal: '<= 1.2' },
    {
      measure: 'time to open the store and start, ms (1,000 · 1,000,000)',
      found: `${a?.openMs} · ${b?.openMs}`,
      must: '',
      goal: '',
    },
    {
      measure: 'resident memory at start, MB (1,000 · 1,000,000)',
      found: `${a?.startRssMb} · ${b?.startRssMb}`,
      must: '',
      goal: '',
    },
  ];
}

function knowledgeRows(found: Figures): Row[] {
  const measure = 'an entry published among 1,000 is found after, ms';
  return [{ measure, found: found.publicationMs ?? 0, must: '<= 50', goal: '<= 20' }];
}

function idleRows(found: Figures): Row[] {
  return [
    { measure: 'memory of 10,000 idle conversations, MB', found: found.deltaMb ?? 0, must: '<= 67', goal: '<= 15' },
    { measure: 'the same, living objects only, MB', found: found.heapDeltaMb ?? 0, must: '', goal: '' },
  ];
}

function pacedRows(found: Figures): Row[] {
  const times = `${found.p50Ms} · ${found.p95Ms} · ${found.p99Ms}`;
  return [{ measure: '200 turns/s, envelope to reply: p50 · p95 · p99, ms', found: times, must: '', goal: '' }];
}

interface RedactionFigures {
  readonly rates: Readonly<
    Record<string, Readonly<Record<'harmless' | 'values', { perSecond: number; p99Micros: number }>>>
  >;
  readonly hostile: { worst: string; worstMs: number; ratio: number; ratioOf: string };
  readonly mail: { perSecondMb: number; patternsMb: number };
}

function redactionRows({ rates, hostile, mail }: RedactionFigures): Row[] {
  const each = Object.entries(rates).flatMap(([name, { harmless, values }]) => {
    const goal = (text: string): string => (name === 'ours' ? text : '');
    return [
      {
        measure: `redaction, ${name}: short harmless messages/s`,
        found: harmless.perSecond,
        must: goal('>= 20000'),
        goal: goal('>= 100000'),
      },
      {
        measure: `redaction, ${name}: short messages with values/s`,
        found: values.perSecond,
        must: goal('>= 20000'),
        goal: goal('>= 100000'),
      },
      {
        measure: `redaction, ${name}: p99 harmless · with values, µs`,
        found: `${harmless.p99Micros} · ${values.p99Micros}`,
        must: goal('<= 200'),
        goal: goal('<= 50'),
      },
    ];
  });
  return [
    ...each,
    {
      measure: `redaction, 1 MB hostile, worst of all (${hostile.worst}), ms`,
      found: hostile.worstMs,
      must: '<= 1500',
      goal: '<= 100',
    },
    {
      measure: `redaction, T(4n)/T(n), largest (${hostile.ratioOf})`,
      found: hostile.ratio,
      must: '<= 6',
      goal: '<= 6',
    },
    {
      measure: 'redaction, harmless mail, MB/s (ours · @redactpii/node)',
      found: `${mail.perSecondMb} · ${mail.patternsMb}`,
      must: '>= 10',
      goal: '>= 50',
    },
  ];
}

/** From the process's first instruction to the first answered message, over HTTP, on an empty data folder and then on a filled one. */
async function coldStart(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-start-'));
  const times: number[] = [];
  for (let run = 0; run < 4; run++) {
    const gateway = new GatewayProcess({ program, dataDir, port: await freePort() });
    const from = performance.now();
    await gateway.start();
    const visitor = new Visitor(() => gateway.url, `start-${run}`, 60_000);
    await visitor.open();
    await visitor.until(1);
    times.push(Math.round(performance.now() - from));
    await gateway.stop();
  }
  rmSync(dataDir, { recursive: true, force: true });
  const later = times.slice(1).sort((x, y) => x - y)[1];
  return [
    { measure: 'cold start to first reply, empty data folder, ms', found: times[0] ?? 0, must: '', goal: '' },
    { measure: 'cold start to first reply, later starts, ms', found: later ?? 0, must: '', goal: '' },
  ];
}

function child(name: string, ...args: string[]): Promise<Figures> {
  return new Promise((resolve, reject) => {
    process.stderr.write(`bench: ${name} ${args[0] ?? ''}\n`);
    const options = { stdio: ['ignore', 'pipe', 'inherit'] as ('ignore' | 'pipe' | 'inherit')[] };
    const running = spawn(process.execPath, ['--expose-gc', '--no-warnings', self, `child:${name}`, ...args], options);
    let output = '';
    running.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    running.once('exit', (code) => {
      const lines = output.trim().split('\n');
      const last = lines.pop() ?? '{}';
      if (lines.length > 0) console.log(lines.join('\n'));
      if (code === 0) resolve(JSON.parse(last));
      else reject(new Error(`bench ${name} ended with ${code}`));
    });
  });
}
