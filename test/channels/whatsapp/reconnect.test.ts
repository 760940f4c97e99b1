import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { afterClose } from '../../../channels/whatsapp/reconnect.ts';
import { ANA, ChannelWorld, OURS } from './world.ts';

jest.setTimeout(60_000);

describe('the way back after a disconnection', () => {
  it('goes by the code: at once, later and later, or not at all', () => {
    const waits = [0, 1, 2, 5, 12].map((failures) => {
      const next = afterClose(428, failures, () => 1);
      return next.type === 'reconnect' ? next.waitMs : null;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 32_000, 300_000]);
    expect(afterClose(515, 0, () => 1)).toEqual({ type: 'reconnect', waitMs: 0 });
    const stops = [401, 403, 405, 411, 440].map((code) => afterClose(code, 0, () => 1));
    expect(stops.map((next) => (next.type === 'stop' ? next.reason : null))).toEqual([
      ...['loggedOut', 'banned', 'tooOld', 'mismatch', 'replaced'],
    ]);
    expect([afterClose(500, 1, () => 1).type, afterClose(500, 5, () => 1).type]).toEqual(['reconnect', 'stop']);
  });
});

describe('a linked device', () => {
  let world: ChannelWorld;
  beforeEach(async () => {
    world = await ChannelWorld.open();
    await world.start();
  });
  afterEach(() => world.close());
  const state = () => world.channel.status().state;

  it('waits to be paired, pairs by code, and keeps its session through a restart, sealed', async () => {
    expect(state()).toBe('unpaired');
    await world.channel.pair({ phone: OURS });
    await world.until(() => world.channel.status().code !== null);
    expect(world.channel.status().code).toHaveLength(8);
    await world.until(() => world.loopback.world.candidates.some(({ hello }) => hello !== undefined));
    await world.control.enterCode({ code: world.channel.status().code ?? '', phone: OURS });
    await world.until(() => state() === 'open');
    await world.control.say({ from: ANA, to: OURS, text: 'Antes' });
    await world.until(() => world.texts().includes('Antes'));
    await world.restart();
    await world.until(() => state() === 'open');
    await world.control.say({ from: ANA, to: OURS, text: 'Después' });
    await world.until(() => world.texts().includes('Después'));
    await expect(world.channel.pair({})).rejects.toMatchObject({ code: 'WHATSAPP_PAIRED' });
    await world.store.flush();
    const bytes = readdirSync(world.folder).filter((name) => /sqlite|db/.test(name));
    const stored = bytes.map((name) => readFileSync(join(world.folder, name)).toString('latin1')).join('');
    expect(stored.length).toBeGreaterThan(100_000);
    for (const word of ['noiseKey', 'signedIdentityKey', 'pre-key', 'privKey', 'Antes'])
      expect(stored).not.toContain(word);
  });

  it('comes back after 503, 428 and a refused login, stops after 440, and takes no second owner', async () => {
    await world.pair();
    for (const ending of [{ code: 503 }, { how: 'cut' } as const, { code: 500 }]) {
      const before = world.control.logins().length;
      world.control.disconnect({ phone: OURS, ...ending });
      await world.until(() => state() === 'open' && world.control.logins().length > before);
    }
    world.control.refuse({ code: 503, count: 2 });
    world.control.disconnect({ phone: OURS, how: 'close' });
    await world.until(
      () => world.statuses.filter(({ lastCode }) => lastCode === 503).length >= 3 && state() === 'open',
    );
    world.control.disconnect({ phone: OURS, code: 440 });
    await world.until(() => state() === 'stopped');
    expect(world.channel.status()).toMatchObject({ stop: 'replaced', lastCode: 440 });
    await expect(world.channel.send(world.reply('x', ANA, 'x'))).rejects.toMatchObject({
      code: 'WHATSAPP_FIRST_CONTACT',
    });
    expect(world.logger.lines.join('\n')).toContain('"alert":"whatsapp"');
  });

  it('stops when it was unlinked, keeps its keys until it is paired again, and tells the dead letters why', async () => {
    await world.pair();
    await world.control.say({ from: ANA, to: OURS, text: 'Hola' });
    await world.until(() => world.texts().includes('Hola'));
    world.control.disconnect({ phone: OURS, how: 'removed' });
    await world.until(() => state() === 'stopped');
    expect(world.channel.status()).toMatchObject({ stop: 'loggedOut', lastCode: 401 });
    expect((await world.stores.keys.read(OURS, ['creds'])).size).toBe(1);
    const reply = world.reply('late', ANA, 'Nadie la lee');
    await expect(world.channel.send(reply)).rejects.toMatchObject({ code: 'WHATSAPP_STOPPED', retryable: false });
    await world.pair();
    expect(state()).toBe('open');
    await world.channel.logout();
    expect([state(), (await world.stores.keys.read(OURS, ['creds'])).size]).toEqual(['unpaired', 0]);
    expect(world.loopback.world.devices(OURS)).toHaveLength(0);
  });

  it('stands by while another process has the number', async () => {
    const now = new Date();
    expect(await world.stores.leases.take('5215550000009', 'a', { now, until: new Date(now.getTime() + 30_000) })).toBe(
      true,
    );
    const later = new Date(now.getTime() + 31_000);
    const until = new Date(later.getTime() + 30_000);
    expect(await world.stores.leases.take('5215550000009', 'b', { now, until })).toBe(false);
    expect(await world.stores.leases.take('5215550000009', 'b', { now: later, until })).toBe(true);
    expect(await world.stores.leases.take('5215550000009', 'a', { now: later, until })).toBe(false);
    const second = await ChannelWorld.open();
    try {
      await second.stores.leases.take(OURS, 'another process', { now, until });
      await second.start();
      expect(second.channel.status().state).toBe('standby');
    } finally {
      await second.close();
    }
  });
});
