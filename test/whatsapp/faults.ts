import { isAppError } from '../../src/errors/app-error.ts';
import { ChannelWorld, OURS } from '../channels/whatsapp/world.ts';
import { seededRandom } from '../crash/random.ts';

/** What came of a run. */
export interface FaultReport {
  readonly seed: number;
  readonly said: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Messages of people that never arrived, or more than once. */
  readonly lost: number;
  readonly doubled: number;
  /** Replies that nobody got; that came under two ids; that came again under one. */
  readonly unanswered: number;
  readonly answeredTwice: number;
  readonly repeated: number;
  readonly seconds: number;
  readonly cpuMicrosPerMessage: number;
}

const names = ['cut', 'code503', 'corrupt', 'redeliver', 'storeFails', 'withhold', 'drop', 'offline'] as const;

const WAITING = 120;

/** People write, everybody is answered once, and what can go wrong on the way does, by the seed. */
export async function runFaults(options: {
  messages: number;
  people: number;
  seed: number;
  every: number;
  /** How long nothing may be answered, ms; then the run fails. */
  patience: number;
  /** Told now and then how far it is. */
  onProgress?: (said: number, answered: number) => void;
}): Promise<FaultReport> {
  const { messages, people, seed, every, patience } = options;
  const random = seededRandom(seed);
  // The pace of a person has suites of its own; here it would only make the run long.
  const pace = { perMinute: 100_000, perPersonPerMinute: 10_000, warmUpDays: 0, pace: 'none', quiet: null } as const;
  const world = await ChannelWorld.open({ governor: { ...pace, firstContact: false } });
  await world.start();
  await world.pair();
  const answering = answerAll(world);
  const answered = async (count: number) => {
    await world
      .until(() => answering.answered() >= count, patience)
      .catch((cause: unknown) => {
        answering.stop();
        throw new Error(`Answered are ${answering.answered()} of ${said.length}.`, { cause });
      });
  };
  const said: { id: string; phone: string }[] = [];
  const faults: Record<string, number> = {};
  const from = performance.now();
  const cpu = process.cpuUsage();
  for (let number = 0; number < messages; number++) {
    const phone = `52155600${String(number % people).padStart(5, '0')}`;
    if (number % every === every - 1) {
      const name = names[Math.floor(random() * names.length)] ?? 'cut';
      faults[name] = (faults[name] ?? 0) + 1;
      apply(world, name, said.at(-1)?.id);
    }
    const { id } = await world.control.say({ from: phone, to: OURS, text: `mensaje ${number}` });
    said.push({ id, phone });
    if (number % 500 === 499) options.onProgress?.(said.length, answering.answered());
    // So many people at most wait for an answer: faults fall among messages under way, and not all at the beginning.
    if (number % 20 === 19) await answered(said.length - WAITING);
  }
  world.control.offline({ value: false });
  // What was asked for too often waits for the next connection, as with WhatsApp itself.
  world.control.disconnect({ phone: OURS, how: 'cut' });
  await world.until(() => world.channel.status().state === 'open', 60_000);
  await world.control.settled({ ms: patience });
  await answered(said.length);
  // A phone that asks again is given it in a moment; what it does not get in all that time is counted as unanswered.
  const { deliveries } = world.loopback.world;
  const areRead = world.until(() => deliveries.unread === 0, patience);
  await areRead.catch(() => process.stderr.write(`Phones still ask for ${deliveries.unread} messages.\n`));
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - from) / 1000;
  answering.stop();
  const report = count(world, said);
  await world.close();
  return {
    ...{ seed, said: said.length, faults, ...report, seconds: Number(seconds.toFixed(1)) },
    cpuMicrosPerMessage: Math.round((used.user + used.system) / said.length),
  };
}

function apply(world: ChannelWorld, name: (typeof names)[number], last: string | undefined): void {
  const { control } = world;
  const ways: Record<(typeof names)[number], () => void> = {
    cut: () => control.disconnect({ phone: OURS, how: 'cut' }),
    code503: () => control.disconnect({ phone: OURS, code: 503 }),
    corrupt: () => control.corrupt(),
    redeliver: () => {
      if (last !== undefined) control.redeliver({ id: last, phone: OURS });
    },
    storeFails: () => {
      world.refuse = 1;
    },
    withhold: () => control.withhold(),
    drop: () => control.drop(),
    offline: () => {
      control.offline({ value: true });
      setTimeout(() => control.offline({ value: false }), 150);
    },
  };
  ways[name]();
}

/** The core's part: each message is answered, and a send that failed is repeated under the same id. */
function answerAll(world: ChannelWorld): { answered(): number; stop(): void } {
  let next = 0;
  let answered = 0;
  const answer = async (messageId: string, address: string) => {
    const reply = world.reply(`re:${messageId}`, address, `re ${messageId}`);
    for (;;) {
      try {
        await world.channel.send(reply);
        break;
      } catch (error) {
        if (isAppError(error) && !error.retryable) throw error;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    answered += 1;
  };
  const pump = () => {
    for (; next < world.accepted.length; next++) {
      const { messageId = '', address = '' } = world.accepted[next] ?? {};
      void answer(messageId, address);
    }
  };
  const timer = setInterval(pump, 20);
  timer.unref();
  return { answered: () => answered, stop: () => clearInterval(timer) };
}

function count(world: ChannelWorld, said: readonly { id: string; phone: string }[]) {
  const arrived = new Map<string, number>();
  for (const { messageId } of world.accepted) {
    const id = messageId.split('/')[1] ?? '';
    arrived.set(id, (arrived.get(id) ?? 0) + 1);
  }
  const answers = new Map<string, string[]>();
  for (const { id, text, person } of world.control.inbox()) {
    // Our own telephone gets a copy of each.
    if (text.startsWith('re ') && person !== OURS) answers.set(text, [...(answers.get(text) ?? []), id]);
  }
  const idsOf = ({ id, phone }: { id: string; phone: string }) => answers.get(`re ${phone}/${id}`) ?? [];
  return {
    lost: said.filter(({ id }) => !arrived.has(id)).length,
    doubled: [...arrived.values()].filter((times) => times > 1).length,
    unanswered: said.filter((one) => idsOf(one).length === 0).length,
    answeredTwice: said.filter((one) => new Set(idsOf(one)).size > 1).length,
    repeated: said.filter((one) => idsOf(one).length > new Set(idsOf(one)).size).length,
  };
}
