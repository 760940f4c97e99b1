import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemTimers } from '../../../channels/whatsapp/options.ts';
import { ANA, ChannelWorld, LUZ, OURS } from './world.ts';

const LOOK_MS = 15_000;
const looks: (() => void)[] = [];
let ahead = 0;
let world: ChannelWorld;

beforeAll(async () => {
  world = await ChannelWorld.open({
    clock: { now: () => new Date(Date.now() + ahead) },
    timers: {
      after(ms, run) {
        if (ms !== LOOK_MS) return systemTimers.after(ms, run);
        looks.push(run);
        return () => void looks.splice(looks.indexOf(run), 1);
      },
    },
  });
  await world.start();
  await world.pair();
});
afterAll(() => world.close());

const until = (holds: () => boolean) => world.until(holds, 8_000);
const isOpen = () => world.channel.status().state === 'open';
const look = () => looks.at(-1)?.();

describe('a question that the server leaves without an answer', () => {
  it('P1 loses nothing and holds up nobody when the server ends the connection: the next connection takes what was said', async () => {
    world.control.person({ phone: ANA, hidden: true });
    await world.control.say({ from: ANA, to: OURS, text: 'Antes' });
    await until(() => world.texts().includes('Antes'));
    await world.channel.send(world.reply('known', ANA, 'Buenos días'));
    await world.control.waitFor({ person: ANA, count: 1 });
    world.control.mute();
    await world.control.say({ from: ANA, to: OURS, text: 'Primera' });
    await until(() => world.control.muted() === 0);
    await world.control.say({ from: LUZ, to: OURS, text: 'Detrás de ella' });
    world.control.disconnect({ phone: OURS, code: 503 });
    await until(() => world.texts().includes('Primera') && world.texts().includes('Detrás de ella'));
    expect(world.texts().sort()).toEqual(['Antes', 'Detrás de ella', 'Primera']);
  });

  it('P3 gives a send that was under way back at once, to be tried again under the same id', async () => {
    const phone = '5215550000301';
    await world.control.say({ from: phone, to: OURS, text: 'Hola' });
    await until(() => world.texts().includes('Hola'));
    const { address = '' } = world.accepted.find(({ text }) => text === 'Hola') ?? {};
    world.control.mute();
    const reply = world.reply('in flight', address, 'Buenas tardes');
    const sent = world.channel.send(reply);
    const refused = expect(sent).rejects.toMatchObject({ code: 'WHATSAPP_OFFLINE', retryable: true });
    await until(() => world.control.muted() === 0);
    world.control.disconnect({ phone: OURS, code: 503 });
    await refused;
    await until(isOpen);
    const { id } = await world.channel.send(reply);
    const got = await world.control.waitFor({ person: phone, count: 1 });
    expect(got.map((message) => [message.id, message.text])).toEqual([[id, 'Buenas tardes']]);
  });

  it('is noticed while the line holds: the connection is opened again, the console is told, nothing is lost', async () => {
    const phone = '5215550000302';
    world.control.person({ phone, hidden: true });
    look();
    expect([isOpen(), world.channel.status().alert]).toEqual([true, null]);
    world.control.mute();
    await world.control.say({ from: phone, to: OURS, text: 'Nadie me lee' });
    await until(() => world.control.muted() === 0);
    ahead += 59_000;
    look();
    expect(world.channel.status().alert).toBeNull();
    ahead += 2_000;
    look();
    expect(world.channel.status()).toMatchObject({ state: 'waiting', alert: { kind: 'stalled' } });
    await until(() => isOpen() && world.texts().includes('Nadie me lee'));
    expect(world.logger.lines.filter((line) => line.includes('"alert":"whatsapp"'))).toHaveLength(1);
    expect(world.channel.status().alert?.kind).toBe('stalled');
    ahead += 24 * 60 * 60_000;
    expect(world.channel.status().alert).toBeNull();
  });
});

describe('a message that cannot be opened', () => {
  it('is asked for from whoever sent it, and holds up nobody: our own telephone is not waited for', async () => {
    const before = world.accepted.length;
    world.control.corrupt();
    await world.control.say({ from: ANA, to: OURS, text: 'Dañado en el camino' });
    await world.control.say({ from: LUZ, to: OURS, text: 'Justo después' });
    await until(() => world.accepted.length === before + 2);
    expect(world.texts()).toEqual(expect.arrayContaining(['Dañado en el camino', 'Justo después']));
    const asked = world.control.inbox({ person: OURS }).filter(({ content }) => content.protocolMessage);
    expect(asked).toEqual([]);
  });
});

describe('a connection that is not open yet', () => {
  it('is asked for nothing: a mark of reading in the middle of its handshake would break it', async () => {
    const before = world.control.logins().length;
    for (let round = 0; round < 3; round++) {
      await world.control.say({ from: LUZ, to: OURS, text: `Vuelta ${round}` });
      world.control.disconnect({ phone: OURS, how: 'cut' });
      await until(() => isOpen() && world.texts().includes(`Vuelta ${round}`));
    }
    expect(world.control.logins().length - before).toBe(3);
  });
});
