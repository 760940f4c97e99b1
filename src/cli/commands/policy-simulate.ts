import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createCalendars } from '../../calendar/calendars.ts';
import type { Difference } from '../../compose/simulation/compare.ts';
import { type Simulated, type SimulationOptions, simulate } from '../../compose/simulation/simulate.ts';
import { readConfig } from '../../config/config.ts';
import type { Policy } from '../../contracts/policy.ts';
import { AppError } from '../../errors/app-error.ts';
import { loadPolicy } from '../../policy/load.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { policyFolderIn } from './policy.ts';

/** Options of `ventanilla policy simulate`. */
export interface SimulateOptions {
  readonly policy?: string;
  readonly file?: readonly string[];
  readonly data?: string;
  readonly at?: string;
  readonly limit: string;
  readonly json?: boolean;
}

type Kind = Difference['what'];

/** What came of all conversations. */
export interface SimulationSummary {
  readonly conversations: number;
  readonly differ: number;
  /** Conversations with a difference of each kind. */
  readonly by: Readonly<Partial<Record<Kind, number>>>;
  /** Conversations of which a part could not be played. */
  readonly inPart: number;
  /** Conversations in which the present policy does not repeat what was said then. */
  readonly unfaithful: number;
}

/** `ventanilla policy simulate`: plays conversations under two policies and shows what differs. It changes nothing. */
export async function policySimulate(io: CliIo, changed: string, options: SimulateOptions): Promise<ExitCode> {
  const folder = policyFolderIn(io.env);
  const after = loadPolicy(changed, folder);
  const before = loadPolicy(options.policy ?? after.organisation.code, folder);
  if (before.organisation.code !== after.organisation.code)
    throw new UsageError(
      `${changed} is of ${after.organisation.code}, the present policy of ${before.organisation.code}.`,
    );
  const found: Simulated[] = [];
  const source = await sourceOf(io, options, before);
  for await (const one of simulate({ before, after, source, limit: limitOf(options) })) {
    found.push(one);
    if (!options.json) for (const line of linesOf(one)) await writeLine(io.stdout, line);
  }
  const summary = summaryOf(found);
  if (options.json) await writeJson(io.stdout, { summary, conversations: found });
  else for (const line of tableOf(summary)) await writeLine(io.stdout, line);
  return 0;
}

function limitOf({ limit }: SimulateOptions): number {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1) throw new UsageError('--limit is a whole number from 1 on.');
  return count;
}

async function sourceOf(io: CliIo, options: SimulateOptions, policy: Policy): Promise<SimulationOptions['source']> {
  if (options.file === undefined) return dataSource(io, options);
  const from = beginningOf(options, policy);
  const files = await Promise.all(
    options.file.map(async (name) => {
      const content = await readFile(name, 'utf8').catch((cause: unknown) => {
        throw new AppError('INPUT_INVALID', { path: name, problem: 'it cannot be read' }, { cause });
      });
      return { name: basename(name), content };
    }),
  );
  return { type: 'files', files, from };
}

function dataSource(io: CliIo, { data }: SimulateOptions): SimulationOptions['source'] {
  const config = readConfig(io.env);
  if (config.mongodbUri !== null && data === undefined)
    throw new UsageError('The conversations of a MongoDB server are not simulated; name a data folder or files.');
  const folder = data ?? config.dataDir;
  if (!existsSync(join(folder, 'store.sqlite')))
    throw new UsageError(`There is no store in ${folder}. Name a data folder (--data) or files (--file).`);
  return { type: 'data', folder };
}

/** Within the hours, so that people could be at the desk. */
function beginningOf({ at }: SimulateOptions, policy: Policy): Date {
  if (at !== undefined) {
    const given = new Date(at);
    if (Number.isNaN(given.getTime())) throw new UsageError('--at is an instant like 2026-11-23T10:00:00-06:00.');
    return given;
  }
  const now = new Date();
  return createCalendars(policy).get('default').nextOpening(now) ?? now;
}

/** A conversation without a difference needs no line. */
function linesOf({ conversation, differences, left, isFaithful }: Simulated): string[] {
  const notes = [
    ...left.map((what) => `  not played: ${what}`),
    ...(isFaithful === false
      ? ['  the present policy does not say what was said then: something else changed since']
      : []),
  ];
  if (differences.length === 0 && notes.length === 0) return [];
  return [conversation, ...differences.map(lineOf), ...notes];
}

function lineOf({ what, which, before, after }: Difference): string {
  const name = which === '' ? what : `${what} ${which}`;
  return `  ${name}: ${short(before)} → ${short(after)}`;
}

function short(text: string | null): string {
  if (text === null) return 'none';
  const line = text.replace(/\s+/g, ' ');
  return line.length > 110 ? `${line.slice(0, 109)}…` : line;
}

/** Counts. Pure. */
export function summaryOf(found: readonly Simulated[]): SimulationSummary {
  const by: Partial<Record<Kind, number>> = {};
  for (const { differences } of found)
    for (const what of new Set(differences.map((one) => one.what))) by[what] = (by[what] ?? 0) + 1;
  return {
    conversations: found.length,
    differ: found.filter(({ differences }) => differences.length > 0).length,
    by,
    inPart: found.filter(({ left }) => left.length > 0).length,
    unfaithful: found.filter(({ isFaithful }) => isFaithful === false).length,
  };
}

function tableOf({ conversations, differ, by, inPart, unfaithful }: SimulationSummary): string[] {
  const row = (name: string, count: number) => `${name.padEnd(46)}${String(count).padStart(7)}`;
  return [
    '',
    row('conversations', conversations),
    row('without a difference', conversations - differ),
    row('with a difference', differ),
    ...Object.entries(by).map(([what, count]) => row(`  ${what}`, count)),
    row('played in part', inPart),
    row('not said now as it was then', unfaithful),
  ];
}
