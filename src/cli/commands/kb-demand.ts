import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import { presentCluster } from '../../http/demand/routes.ts';
import { clustersBody, replayBody } from '../../http/demand/schema.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

const LIMIT = 50;
const QUESTIONS = 1_000;
const number = (max: number) => z.coerce.number().int().min(1).max(max);

/** `ventanilla kb demand`: what people asked in vain, by people and agent time (EXS-42). */
export async function kbDemand(io: CliIo, options: { days?: string; json?: boolean }): Promise<ExitCode> {
  const days = numberOf(options.days ?? '90', 730, '--days');
  const config = readConfig(io.env);
  const { items } = await onStoreOrGateway<z.infer<typeof clustersBody>>(config, {
    store: () =>
      withGateway(io, config, async ({ demand }) => {
        return { items: (await demand.clusters({ days, limit: LIMIT })).map(presentCluster) };
      }),
    gateway: async () =>
      parseInput(clustersBody, await gatewayApi(config).get(`/api/knowledge/demand?days=${days}&limit=${LIMIT}`)),
  });
  if (options.json) await writeJson(io.stdout, { items });
  else
    for (const { id, question, state, people, asked, agentMinutes } of items) {
      const counts = `${people} people, asked ${asked}×, ${agentMinutes} agent minutes`;
      await writeLine(io.stdout, `${id}  ${state}  ${question.replace(/\s+/g, ' ')}\n    ${counts}`);
    }
  return 0;
}

/** `ventanilla kb replay`: what the last questions would have got with an entry. Exit code 1 when one would lose. */
export async function kbReplay(
  io: CliIo,
  entryId: string,
  options: { questions?: string; json?: boolean },
): Promise<ExitCode> {
  const questions = numberOf(options.questions ?? String(QUESTIONS), 5_000, '--questions');
  const config = readConfig(io.env);
  const path = `/api/knowledge/entries/${encodeURIComponent(entryId)}/replay?questions=${questions}`;
  const replay = await onStoreOrGateway<z.infer<typeof replayBody>>(config, {
    store: () =>
      withGateway(io, config, async ({ demand }) => {
        const found = await demand.replay(entryId, questions);
        return { ...found, changes: [...found.changes] };
      }),
    gateway: async () => parseInput(replayBody, await gatewayApi(config).get(path)),
  });
  if (options.json) await writeJson(io.stdout, replay);
  else {
    await writeLine(io.stdout, `${replay.questions} questions: ${replay.gains} gains, ${replay.losses} losses`);
    for (const { effect, asked, question, before, after } of replay.changes) {
      const was = `${before.band} ${before.first ?? '-'}`;
      const is = `${after.band} ${after.first ?? '-'}`;
      await writeLine(io.stdout, `${effect}  ${asked}×  ${question.replace(/\s+/g, ' ')}\n    ${was} → ${is}`);
    }
  }
  return replay.losses > 0 ? 1 : 0;
}

function numberOf(text: string, max: number, option: string): number {
  const read = number(max).safeParse(text);
  if (!read.success) throw new UsageError(`Write ${option} as a whole number, 1 to ${max}.`);
  return read.data;
}
