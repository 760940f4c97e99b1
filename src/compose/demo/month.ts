import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { loadSecrets } from '../../config/secrets.ts';
import type { Logger } from '../../contracts/logger.ts';
import { AppError } from '../../errors/app-error.ts';
import { EmbeddedJobQueue } from '../../storage/jobs/embedded-queue.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import { policyFolderOf } from '../load-policies.ts';
import { DEFAULT_SITE } from '../sites.ts';
import { planScenes, type Scene } from './agenda.ts';
import { followConversations } from './board.ts';
import { type Cast, readCast } from './cast.ts';
import { createStoryChannel, type StoryChannel } from './channels.ts';
import { writeCannedReplies } from './chores.ts';
import type { Said } from './customer.ts';
import { AgentHands } from './hands.ts';
import { planEntries } from './knowledge-work.ts';
import { createSeededRandom, type SeededRandom } from './random.ts';
import { createStoryClock, StoryTime } from './time.ts';
import { createVisit } from './visit.ts';

/** How a month is made up. */
export interface MonthOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** The end of the month: the present. */
  readonly until: Date;
  /** Days before it. */
  readonly days: number;
  /** Conversations of a working day. */
  readonly perDay: number;
  readonly seed: number;
  /** 0..1, at most once for each hundredth. */
  readonly onProgress: (share: number) => void;
}

const DAY_MS = 86_400_000;

/** The folder of made-up data, apart from real data. */
export const demoFolderOf = (dataDir: string): string => `${dataDir}-demo`;

/** Whether a month was made up there. */
export const hasMonth = (dataDir: string): boolean => existsSync(demoFolderOf(dataDir));

/**
 * Makes up a month by living it: the real gateway on a clock that runs ahead, with invented people writing and invented agents at
 * work, so that every figure has its events behind it. It is made beside its place and moved there when it is whole: half a month
 * is never taken for one. Nothing leaves the machine. Throws DEMO_UNKNOWN, DEMO_ALONE.
 */
export async function makeMonth(options: MonthOptions): Promise<void> {
  const { config } = options;
  if (config.mongodbUri !== null || config.redisUrl !== null) throw new AppError('DEMO_ALONE');
  const folder = demoFolderOf(config.dataDir);
  const unfinished = `${folder}-unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const alone = { ...config, dataDir: unfinished, model: null, smtp: null, emailAccounts: [], emailListen: null };
  await live({ ...options, config: { ...alone, whatsapp: null } });
  renameSync(unfinished, folder);
}

async function live({ config, logger, until, days, perDay, seed, onProgress }: MonthOptions): Promise<void> {
  const from = new Date(until.getTime() - days * DAY_MS);
  const clock = createStoryClock(from);
  const gateway = await createGateway({ config, secrets: loadSecrets(config.dataDir), logger, clock });
  try {
    const { policy } = gateway;
    const cast = castOf(config, policy.organisation.code);
    const { jobs } = gateway.sharing;
    if (!(jobs instanceof EmbeddedJobQueue)) throw new AppError('DEMO_ALONE');
    // The search's gate is fitted in the nights, which takes seconds; once is enough, and the real start sees to it.
    jobs.handle('knowledge.refit', async () => undefined);
    const channels = storyChannels(cast, true);
    await gateway.start([...channels.values()]);
    const settled = async () => {
      await gateway.pipeline.idle();
    };
    const time = new StoryTime({ clock, jobs, settled });
    const random = createSeededRandom(seed);
    const calendar = gateway.policies.calendarsOf(policy.organisation.code).get('default');
    await addAgents(gateway, cast, { time, random, from });
    const scenes = planScenes(cast, { from, to: until, perDay, calendar }, random);
    const say = speaker(gateway, () => clock.now());
    const heard = (scene: Scene) => channels.get(scene.channel)?.heard(addressOf(scene)) ?? [];
    for (const scene of scenes) time.add(scene.at, createVisit(scene, { cast, random: random.fork(), say, heard }));
    await time.playTo(until, progressOf(from, until, onProgress));
  } finally {
    await gateway.stop();
  }
}

/** The cast of an organisation, from the folder of the policies. Throws DEMO_UNKNOWN. */
export function castOf(config: Pick<Config, 'policyDir'>, organisation: string): Cast {
  return readCast(join(policyFolderOf(config), 'demo', `${organisation}.yaml`), organisation);
}

/** Channels with nobody at the other end, for those that the cast writes on. */
export function storyChannels({ channels }: Pick<Cast, 'channels'>, keeps: boolean): Map<string, StoryChannel> {
  return new Map(Object.keys(channels).map((name) => [name, createStoryChannel(name, { keeps })]));
}

async function addAgents(
  gateway: Gateway,
  cast: Cast,
  { time, random, from }: { time: StoryTime; random: SeededRandom; from: Date },
): Promise<void> {
  const { policy, desk, tickets, redactor, knowledge, pipeline, policies } = gateway;
  const organisation = policy.organisation.code;
  const calendar = policies.calendarsOf(organisation).get('default');
  const drafts = planEntries(cast, random);
  const board = followConversations(gateway.live);
  await desk.ensureAdministrator(organisation);
  await writeCannedReplies(gateway.cannedReplies, cast, organisation);
  for (const agent of cast.agents) {
    const { id, name, roles } = agent;
    await desk.addAgent({ id, organisation, name, roles });
    const parts = {
      cast,
      policy,
      calendar,
      random: random.fork(),
      redactor,
      desk,
      tickets,
      drafts,
      board,
      routines: gateway.routines,
      notices: gateway.notices,
      organisation,
    };
    time.add(
      from,
      new AgentHands(agent, { ...parts, conversations: pipeline.conversations, entries: knowledge.entries }),
    );
  }
}

function speaker(gateway: Gateway, now: () => Date) {
  let count = 0;
  return async (scene: Scene, { text, choice }: NonNullable<Said>): Promise<void> => {
    count += 1;
    const { code } = gateway.policy.organisation;
    const [receipt] = await gateway.pipeline.intake.accept([
      {
        channel: scene.channel,
        account: scene.channel === 'webchat' ? DEFAULT_SITE : code,
        address: addressOf(scene),
        messageId: `story-${count}`,
        sender: { id: senderOf(scene), ...(scene.channel === 'whatsapp' ? { name: scene.person.name } : {}) },
        sentAt: now(),
        text,
        ...(choice === undefined ? {} : { choice }),
      },
    ]);
    if (receipt?.status === 'rejected') throw new AppError(receipt.code as 'INPUT_INVALID');
  };
}

/** Who writes, by what their channel knows of them. */
function senderOf({ channel, person }: Scene): string {
  return channel === 'email' ? person.email : person.sender;
}

/** On WhatsApp a person is one conversation for good; a letter and a visit to the page are each one of their own. */
function addressOf({ channel, person, at }: Scene): string {
  if (channel === 'whatsapp') return person.sender;
  return createHash('sha256').update(`${person.sender} ${at.toISOString()}`).digest('base64url').slice(0, 22);
}

function progressOf(from: Date, until: Date, onProgress: (share: number) => void): (at: Date) => void {
  let told = -1;
  return (at) => {
    const hundredth = Math.floor(((at.getTime() - from.getTime()) / (until.getTime() - from.getTime())) * 100);
    if (hundredth <= told) return;
    told = hundredth;
    onProgress(hundredth / 100);
  };
}
