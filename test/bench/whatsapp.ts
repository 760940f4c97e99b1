import { ChannelWorld, OURS } from '../channels/whatsapp/world.ts';
import { runFaults } from '../whatsapp/faults.ts';
import { heapMb, rssMb } from './measure.ts';
import type { Figures, Row } from './ticket-rows.ts';

const SEED = 42;
/** Four an hour, for a day. */
const RECONNECTS = 96;
const ACCOUNTS = 10;

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
/** Questions that a cut left without an answer are given up after a minute. */
const GIVEN_UP_MS = 62_000;
const settle = (ms = 1_000) => new Promise((resolve) => setTimeout(resolve, ms));

/** Messages with faults; idle numbers; a day of disconnections. Both ends' cryptography is in the figures. */
export async function whatsappCase(messages: number): Promise<object> {
  // First, in a process that holds nothing yet: afterwards what the run let go would hide it.
  const idle = await idleAccounts();
  const faults = await runFaults({ messages, people: 50, seed: SEED, every: 25, patience: 120_000 });
  const day = await dayOfReconnects();
  const { lost, doubled, unanswered, answeredTwice, seconds, cpuMicrosPerMessage } = faults;
  return {
    ...{ messages, lost: lost + unanswered, doubled: doubled + answeredTwice, cpuMicros: cpuMicrosPerMessage },
    ...{ perSecond: Number((messages / seconds).toFixed(1)), ...idle, ...day },
  };
}

async function idleAccounts() {
  const worlds: ChannelWorld[] = [];
  const open = async () => {
    const world = await ChannelWorld.open();
    await world.start();
    await world.pair();
    worlds.push(world);
  };
  await open();
  const before = rssMb();
  for (let count = 0; count < ACCOUNTS; count++) await open();
  await settle();
  const perAccount = (rssMb() - before) / ACCOUNTS;
  for (const world of worlds) await world.close();
  return { mbPerAccount: Number(perAccount.toFixed(1)) };
}

async function dayOfReconnects() {
  const world = await ChannelWorld.open();
  await world.start();
  await world.pair();
  const figures: { heap: number; timers: number }[] = [];
  for (let count = 1; count <= RECONNECTS; count++) {
    const before = world.control.logins().length;
    world.control.disconnect({ phone: OURS, ...(count % 2 === 0 ? { code: 503 } : { how: 'cut' as const }) });
    await world.until(() => world.channel.status().state === 'open' && world.control.logins().length > before);
    if (count === RECONNECTS / 2 || count === RECONNECTS) {
      await settle(GIVEN_UP_MS);
      figures.push({ heap: heapMb(), timers: timers() });
    }
  }
  await world.close();
  const [half, whole] = figures;
  return {
    reconnects: RECONNECTS,
    heapGrowthMb: Number(((whole?.heap ?? 0) - (half?.heap ?? 0)).toFixed(2)),
    timerGrowth: (whole?.timers ?? 0) - (half?.timers ?? 0),
  };
}

/** The lines of the table. */
export function whatsappRows(found: Figures): Row[] {
  const { messages, lost, doubled, perSecond = 0, cpuMicros = 0, mbPerAccount = 0 } = found;
  const { reconnects, heapGrowthMb, timerGrowth } = found;
  return [
    {
      ...{ measure: `whatsapp: ${messages} messages with faults: lost · doubled`, found: `${lost} · ${doubled}` },
      ...{ must: '0 · 0', goal: '' },
    },
    { measure: 'whatsapp: messages/s, with their answers', found: perSecond, must: '', goal: '' },
    { measure: 'whatsapp: CPU of a message and its answer, both ends, µs', found: cpuMicros, must: '', goal: '' },
    { measure: 'whatsapp: memory of an idle number, both ends, MB', found: mbPerAccount, must: '', goal: '' },
    {
      ...{ measure: `whatsapp: ${reconnects} reconnects, second half: heap MB · timers`, must: 'flat', goal: '' },
      found: `${heapGrowthMb} · ${timerGrowth}`,
    },
  ];
}
