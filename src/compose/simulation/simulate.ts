import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { systemClock } from '../../contracts/clock.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import { createRedactor } from '../../redaction/index.ts';
import { openStore } from '../../storage/connection.ts';
import { lockFolder, storePaths } from '../../storage/engine/store-files.ts';
import { PersonalDataRepository } from '../../storage/repositories/personal-data.ts';
import { openKnowledge } from '../knowledge.ts';
import { definePipelineStores } from '../pipeline.ts';
import { defineServiceModels } from '../stores.ts';
import { compare, type Difference } from './compare.ts';
import { createPlayer, type Played, type Player } from './player.ts';
import { type RecordedConversation, readRecordings } from './recorded.ts';
import { readStored } from './stored.ts';

/** What is simulated: two policies on one set of conversations. */
export interface SimulationOptions {
  readonly before: Policy;
  readonly after: Policy;
  readonly source:
    | {
        readonly type: 'files';
        readonly files: readonly { readonly name: string; readonly content: string }[];
        /** When their conversations begin. */
        readonly from: Date;
      }
    /** The folder of a gateway that does not run. It is copied, and only the copy is opened for writing. */
    | { readonly type: 'data'; readonly folder: string };
  /** At most so many conversations. */
  readonly limit: number;
}

/** What a changed policy makes of one conversation. */
export interface Simulated {
  readonly conversation: string;
  readonly before: Played;
  readonly after: Played;
  readonly differences: readonly Difference[];
  /** Whether the play under the present policy says what was said then; null = what was said is not known. */
  readonly isFaithful: boolean | null;
  /** What could not be played. */
  readonly left: readonly string[];
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** Plays every conversation under both policies, one after the other. Throws STORE_LOCKED while a gateway has the data. */
export async function* simulate({ before, after, source, limit }: SimulationOptions): AsyncGenerator<Simulated> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-simulation-'));
  try {
    if (source.type === 'data') await copyStore(source.folder, folder);
    const store = await openStore({ dataDir: folder });
    try {
      const stores = definePipelineStores(store.connection);
      const models = defineServiceModels(store.connection);
      await store.ready();
      const redactor = createRedactor();
      const { knowledge } = await openKnowledge({
        policy: before,
        models,
        redactor,
        clock: systemClock,
        logger: silent,
      });
      const stage = { stores, models, knowledge, redactor };
      const players = [createPlayer('before', before, stage), createPlayer('after', after, stage)] as const;
      const data = new PersonalDataRepository(store.connection.models);
      const about = { organisation: before.organisation.code, until: systemClock.now() };
      const recordings = source.type === 'data' ? readStored(data, about) : recordingsOf(source, redactor);
      let count = 0;
      for await (const recorded of recordings) {
        // What is played goes into the same store, under names of its own.
        if (/^(before|after)-\d+:/.test(recorded.id)) continue;
        if (count++ >= limit) return;
        yield await playBoth(recorded, players);
      }
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recordingsOf(
  { files, from }: Extract<SimulationOptions['source'], { type: 'files' }>,
  redactor: Redactor,
): RecordedConversation[] {
  return files.flatMap(({ name, content }) =>
    readRecordings(content, { name, from, redactor }).map((one) => {
      return one.id === name ? one : { ...one, id: `${name} ${one.id}` };
    }),
  );
}

/** The files as they lie there, while nobody else may have them: opening the store itself would write into it. */
async function copyStore(folder: string, target: string): Promise<void> {
  const paths = storePaths(folder);
  const lock = lockFolder(paths);
  try {
    await copyFile(paths.database, join(target, basename(paths.database)));
    if (existsSync(paths.log)) await copyFile(paths.log, join(target, basename(paths.log)));
  } finally {
    lock.close();
  }
}

/** Who was at the desk then is not recorded: of "somebody" and "nobody" the one is taken under which the bot says what it said. */
async function playBoth(
  recorded: RecordedConversation,
  [present, changed]: readonly [Player, Player],
): Promise<Simulated> {
  const guesses = recorded.agentsOnline === null ? [1, 0] : [recorded.agentsOnline];
  let chosen = guesses[0] ?? 1;
  let before = await present.play(recorded, chosen);
  for (const guess of guesses.slice(1)) {
    if (recorded.said === null || saysSo(before, recorded.said)) break;
    const other = await present.play(recorded, guess);
    if (saysSo(other, recorded.said)) [before, chosen] = [other, guess];
  }
  const after = await changed.play(recorded, chosen);
  const { id: conversation, said, left } = recorded;
  const isFaithful = said === null || recorded.events.length === 0 ? null : saysSo(before, said);
  return { conversation, before, after, differences: compare(before, after), isFaithful, left };
}

function saysSo({ replies }: Played, said: readonly string[]): boolean {
  return said.every((text, at) => replies[at]?.startsWith(text) ?? false);
}
