import { setTimeout as wait } from 'node:timers/promises';
import { type Gateways, openAlone } from './gateways.ts';
import { seededRandom } from './random.ts';
import { type Script, scripts } from './scripts.ts';
import { checkStore, checkTranscripts, type Held, type Reference, steady } from './verify.ts';
import { Visitor } from './visitor.ts';

/** How hard to try. */
export interface CrashPlan {
  /** The built gateway's entry file. */
  readonly program: string;
  readonly seed: number;
  readonly kills: number;
  /** People who write at the same time. */
  readonly visitors: number;
  /** What is killed; default: one gateway on the embedded store. */
  readonly gateways?: Gateways;
  readonly report?: (line: string) => void;
}

/** What came of it. */
export interface CrashResult {
  readonly conversations: number;
  readonly messages: number;
  readonly replies: number;
  readonly kills: number;
  /** What was struck, and how often. */
  readonly strikes: string;
  /** Median time from start to listening, ms. */
  readonly startMs: number;
  /** Empty when every promise was kept. */
  readonly problems: readonly string[];
}

const PATIENCE_MS = 15 * 60_000;
/** Between two kills: long enough for messages to be under way, short enough to hit everything. */
const MIN_LIFE_MS = 20;
const MAX_LIFE_MS = 500;

/** Kills the real gateway at seeded random moments under the conversations of many people, then looks at everything (P1, P2, P3). */
export async function runCrashes(plan: CrashPlan): Promise<CrashResult> {
  const gateways = plan.gateways ?? (await openAlone(plan.program));
  try {
    await gateways.start();
    const held: Held[] = [];
    const url = () => gateways.url();
    const reference = await holdReference(url, held);
    const until = { over: false };
    const people = Array.from({ length: plan.visitors }, (_, index) => person(url, { index, until, held, reference }));
    const killed = killAndStart(gateways, plan).finally(() => {
      until.over = true;
    });
    await Promise.all([killed, ...people]);
    const codes = await gateways.stop();
    for (const { visitor } of held) if (visitor.conversation === '') throw new Error('a conversation was never opened');
    const problems = [...checkTranscripts(held, reference), ...(await checkStore(gateways.store, held))];
    for (const code of codes) if (code !== 0) problems.push(`the orderly end gave exit code ${code}`);
    return summary(plan, held, { gateways, problems });
  } finally {
    await gateways.dispose();
  }
}

/** Each script once, in peace: what everybody must see afterwards. */
async function holdReference(url: () => string, held: Held[]): Promise<Reference> {
  const reference = new Map<string, readonly string[]>();
  for (const script of scripts) {
    const visitor = new Visitor(url, `reference-${script.name}`, PATIENCE_MS);
    await visitor.open();
    for (const line of script.lines) {
      const before = replies(visitor);
      await settled(visitor, before);
      await visitor.say(line);
    }
    await settled(visitor, replies(visitor));
    reference.set(
      script.name,
      visitor.seen.filter((item) => !item.mine).map((item) => steady(item.text)),
    );
    held.push({ script, visitor });
  }
  return reference;
}

/** Reads until nothing more comes: only used where nothing is killed. */
async function settled(visitor: Visitor, before: number): Promise<void> {
  await visitor.until(before + 1);
  for (let quiet = 0, known = replies(visitor); quiet < 12; quiet++) {
    await wait(25);
    await visitor.read();
    if (replies(visitor) !== known) quiet = 0;
    known = replies(visitor);
  }
}

function replies(visitor: Visitor): number {
  return visitor.seen.filter((item) => !item.mine).length;
}

/** One person after another at the same seat, until the killing is over. */
async function person(
  url: () => string,
  { index, until, held, reference }: { index: number; until: { over: boolean }; held: Held[]; reference: Reference },
): Promise<void> {
  for (let round = 0; !until.over; round++) {
    const script = scripts[(index + round) % scripts.length] as Script;
    const visitor = new Visitor(url, `visitor-${index}-${round}`, PATIENCE_MS);
    await visitor.open();
    held.push({ script, visitor });
    const expected = reference.get(script.name)?.length ?? 0;
    // Impatient people write before they are answered; every third one does.
    for (const line of script.lines) {
      if ((index + round) % 3 !== 0) await visitor.until(Math.min(expected, replies(visitor) + 1));
      await visitor.say(line);
    }
    await visitor.until(expected);
  }
}

async function killAndStart(gateways: Gateways, plan: CrashPlan): Promise<void> {
  const random = seededRandom(plan.seed);
  for (let kill = 1; kill <= plan.kills; kill++) {
    await wait(MIN_LIFE_MS + random() * (MAX_LIFE_MS - MIN_LIFE_MS));
    await gateways.strike(random);
    if (kill % 10 === 0) plan.report?.(`${kill} of ${plan.kills} kills`);
  }
}

function summary(
  plan: CrashPlan,
  held: readonly Held[],
  { gateways, problems }: { gateways: Gateways; problems: readonly string[] },
): CrashResult {
  const starts = [...gateways.starts].sort((a, b) => a - b);
  const count = (mine: boolean) =>
    held.reduce((total, { visitor }) => total + visitor.seen.filter((item) => item.mine === mine).length, 0);
  return {
    conversations: held.length,
    messages: count(true),
    replies: count(false),
    kills: plan.kills,
    strikes: gateways.strikes,
    startMs: Math.round(starts[Math.floor(starts.length / 2)] ?? 0),
    problems,
  };
}
