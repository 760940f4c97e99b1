import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainStyle } from '../../../channels/terminal/index.ts';
import { readConfig } from '../../config/config.ts';
import { AppError } from '../../errors/app-error.ts';
import { createRedactor, initialRedactionContext } from '../../redaction/index.ts';
import type { ChatPeer, MessageListener } from '../chat/peer.ts';
import { DirectLineClient } from '../direct-line/client.ts';
import { type CliIo, type ExitCode, writeLine } from '../io.ts';
import { mismatches, parseScript, type ReplayStep } from '../replay/script.ts';
import { addressOf } from '../running-gateway.ts';

/** Options of `ventanilla replay`. */
export interface ReplayOptions {
  readonly url?: string;
  readonly inProcess?: boolean;
  readonly policy?: string;
  readonly json?: boolean;
}

type Open = (listener: MessageListener) => Promise<ChatPeer>;

/** `ventanilla replay FILE`, or `ventanilla replay CHANNEL FIXTURE`. */
export async function replayAny(
  io: CliIo,
  file: string,
  fixture: string | undefined,
  options: ReplayOptions,
): Promise<ExitCode> {
  if (fixture === undefined) return replay(io, file, options);
  const { replayChannel } = await import('./replay-channel.ts');
  return replayChannel(io, file, fixture, options);
}

/** `ventanilla replay`: prints the dialogue; exit code 1 when an answer is not as expected. */
export async function replay(io: CliIo, file: string, options: ReplayOptions): Promise<ExitCode> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('INPUT_INVALID', { path: file, problem: 'it cannot be read' }, { cause });
  });
  const steps = parseScript(content);
  if (!options.inProcess) return play(io, steps, { ...options, open: remote(io, options) });
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-replay-'));
  try {
    return await play(io, steps, { ...options, open: await throwAway(io, dataDir, options.policy) });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function remote(io: CliIo, { url: given, policy: site }: ReplayOptions): Open {
  const url = given ?? addressOf(readConfig(io.env));
  return async (listener) =>
    new DirectLineClient({ url, listener, style: plainStyle, ...(site === undefined ? {} : { site }) });
}

async function throwAway(io: CliIo, dataDir: string, policy: string | undefined): Promise<Open> {
  const { openInProcess } = await import('../chat/in-process.ts');
  const read = readConfig(io.env);
  const config = { ...read, dataDir, mongodbUri: null, policies: policy === undefined ? read.policies : [policy] };
  let people = 0;
  return (listener) => {
    people += 1;
    return openInProcess(io, { config, listener, style: plainStyle, sender: `replay-${people}` });
  };
}

/** Conversations follow one another: each is played whole, in the order in which the file names them. */
async function play(
  io: CliIo,
  steps: readonly ReplayStep[],
  { open, json = false }: { open: Open; json?: boolean },
): Promise<ExitCode> {
  let failures = 0;
  for (const conversation of new Set(steps.map((step) => step.conversation))) {
    const own = steps.filter((step) => step.conversation === conversation);
    failures += await playOne(own, open, (entry) => writeLine(io.stdout, json ? JSON.stringify(entry) : show(entry)));
  }
  if (!json && failures > 0) await writeLine(io.stderr, `${failures} answers are not as expected`);
  return failures === 0 ? 0 : 1;
}

type Entry =
  | { readonly conversation: string; readonly speaker: string; readonly text: string }
  | { readonly conversation: string; readonly line: number; readonly problem: string };

async function playOne(
  steps: readonly ReplayStep[],
  open: Open,
  tell: (entry: Entry) => Promise<void>,
): Promise<number> {
  let heard: string[] = [];
  const peer = await open((drawn) => void heard.push(drawn));
  const conversation = steps[0]?.conversation ?? '';
  const shown = redactInTurn();
  let failures = 0;
  try {
    await peer.open();
    await peer.settled();
    for (const step of steps) {
      if (step.text !== null) {
        // The greeting belongs to the step that looks at it, or to nobody.
        for (const text of heard.splice(0)) await tell({ conversation, speaker: 'bot', text });
        await tell({ conversation, speaker: 'user', text: shown(step.text) });
        await peer.say(step.text);
        await peer.settled();
      }
      const answers = heard;
      heard = [];
      for (const text of answers) await tell({ conversation, speaker: 'bot', text });
      const problems = mismatches(step, answers.join('\n'));
      failures += problems.length > 0 ? 1 : 0;
      for (const problem of problems) await tell({ conversation, line: step.line, problem });
    }
  } finally {
    await peer.close();
  }
  return failures;
}

/** The printed dialogue ends in build logs: what the file says is shown as the gateway keeps it (P4). */
function redactInTurn(): (text: string) => string {
  const redactor = createRedactor();
  let context = initialRedactionContext;
  return (text) => {
    const clean = redactor.redact(text, { speaker: 'user', context });
    context = clean.context;
    return clean.text;
  };
}

function show(entry: Entry): string {
  if ('problem' in entry) return `✗ line ${entry.line}: ${entry.problem}`;
  return entry.speaker === 'user' ? `> ${entry.text}` : entry.text;
}
