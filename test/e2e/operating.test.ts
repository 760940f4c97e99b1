import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import WebSocket from 'ws';
import { createGateway } from '../../src/compose/gateway.ts';
import { startServer } from '../../src/compose/server.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { systemClock } from '../../src/contracts/clock.ts';
import { buildLogger } from '../builders/logger.ts';
import { Person } from './hostile/person.ts';
import { type HostileWorld, runToEnd, startWorld } from './hostile/world.ts';

jest.setTimeout(60_000);

let world: HostileWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.end());

function modesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const loose = entries.filter((entry) => {
    const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
    return mode !== (entry.isDirectory() ? 0o700 : 0o600);
  });
  return loose.map((entry) => join(entry.parentPath, entry.name));
}

describe('the data folder', () => {
  it('P4 is readable by its owner only, every file in it', async () => {
    const person = await Person.open(world.client);
    expect((await person.upload('nota.txt', Buffer.from('hola'))).status).toBe(200);
    expect(statSync(world.dataDir).mode & 0o777).toBe(0o700);
    expect(modesUnder(world.dataDir)).toEqual([]);
  });

  it('has secrets of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-secrets-'));
    const names = readdirSync(join(world.dataDir, 'secrets'));
    const others = Object.values(loadSecrets(folder));
    rmSync(folder, { recursive: true, force: true });
    const all = [...names.map((name) => world.secret(name)), ...others];
    expect(names.length).toBe(others.length);
    expect(new Set(all).size).toBe(all.length);
    for (const secret of all) expect(secret).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a start that cannot be', () => {
  it('says that another process has the data folder', async () => {
    const { code, output } = await runToEnd({ VENTANILLA_DATA: world.dataDir, PORT: '0', LOG_LEVEL: 'error' });
    expect({ code, output: output.trim() }).toEqual({
      code: 1,
      output: 'STORE_LOCKED: Another process uses the data folder. Stop it, or set VENTANILLA_DATA to another folder.',
    });
  });

  it('says that the port is taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-port-'));
    const { code, output } = await runToEnd({ VENTANILLA_DATA: folder, PORT: String(world.port), LOG_LEVEL: 'error' });
    rmSync(folder, { recursive: true, force: true });
    expect(code).toBe(1);
    expect(output.trim()).toBe(
      `ADDRESS_IN_USE: Port ${world.port} on 127.0.0.1 is taken. Stop what uses it, or set PORT to another one.`,
    );
  });

  it('lists every problem of the configuration, and no secret', async () => {
    const { code, output } = await runToEnd({ PORT: 'ochenta', LOG_LEVEL: 'loud', VENTANILLA_TOKEN: 'corto77' });
    expect(code).toBe(1);
    expect(output).toMatch(/^CONFIG_INVALID: /);
    for (const name of ['PORT', 'LOG_LEVEL', 'VENTANILLA_TOKEN']) expect(output).toContain(`${name}: `);
    expect(output).not.toContain('corto77');
    expect(output).not.toMatch(/\n\s+at /);
  });
});

describe('the figures', () => {
  it('move with what happens: turns, their times, redactions by kind, replies, and the outbox back to nothing', async () => {
    const read = async () => ({
      turns: await world.metric('ventanilla_turns_total', 'outcome="ok"'),
      timed: await world.metric('ventanilla_turn_seconds_count'),
      passwords: await world.metric('ventanilla_redactions_total', 'kind="password"'),
      addresses: await world.metric('ventanilla_redactions_total', 'kind="ip"'),
      replies: await world.metric('ventanilla_replies_total', 'outcome="sent"'),
    });
    const person = await Person.open(world.client);
    const before = await read();
    await person.say('mi contraseña es Tlax2468 y el servidor es 10.20.30.40');
    await person.answered(1);
    const after = await read();
    expect(after).toMatchObject({ turns: before.turns + 1, timed: before.timed + 1 });
    expect(after.passwords).toBe(before.passwords + 1);
    expect(after.addresses).toBe(before.addresses + 1);
    expect(after.replies).toBeGreaterThan(before.replies);
    await world.quiet();
    expect(await world.metric('ventanilla_outbox_depth')).toBe(0);
  });
});

describe('the end', () => {
  it('P1 at SIGTERM under load is orderly, and whatever was acknowledged is answered once, at the latest after the restart', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => Person.open(world.client)));
    const stream = new WebSocket(people[0]?.streamUrl ?? '');
    stream.on('error', () => undefined);
    await once(stream, 'open');
    const texts = ['tengo un problema con la nómina', 'no sé', 'cancelar', 'gracias', 'hola de nuevo'];
    const talks = people.map(async (person, index) => {
      const taken: string[] = [];
      for (const [place, text] of texts.entries()) {
        const { status } = await person.say(text, `fin-${index}-${place}`);
        if (status === 200) taken.push(`fin-${index}-${place}`);
      }
      return taken;
    });
    // As soon as the first one is acknowledged, so that the others are under way.
    await Promise.race(people.map((person) => person.answered(1)));
    const from = performance.now();
    expect(await world.gateway.stop()).toBe(0);
    expect(performance.now() - from).toBeLessThan(8_000);
    const acknowledged = await Promise.all(talks);
    expect(acknowledged.flat().length).toBeGreaterThan(0);
    await world.gateway.start();
    for (const [index, person] of people.entries()) {
      const taken = acknowledged[index] ?? [];
      const lines = await person.answered(taken.length);
      const mine = lines.flatMap((line) => line.clientId ?? []);
      expect(new Set(mine).size).toBe(mine.length);
      expect(mine).toEqual(expect.arrayContaining(taken));
    }
    expect(world.gateway.errors).toEqual([]);
  });
});

describe('a gateway whose store is gone', () => {
  it('is alive and not ready, and says why; its figures go on, and a message is not acknowledged', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-gone-'));
    const config = readConfig({ VENTANILLA_DATA: dataDir, PORT: '0' });
    const secrets = loadSecrets(dataDir);
    const gateway = await createGateway({ config, secrets, logger: buildLogger(), clock: systemClock });
    const server = await startServer(gateway, { config, secrets });
    const get = (path: string) => fetch(`${server.url}${path}`);
    expect((await get('/readyz')).status).toBe(200);
    const session = await fetch(`${server.url}/api/webchat/session`, { method: 'POST' });
    const { token } = (await session.json()) as { token: string };
    await gateway.pipeline.idle();
    await gateway.store.close();
    const ready = await get('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ ok: false, checks: { store: expect.stringContaining('STORE_') } });
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/metrics')).status).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    const opened = await fetch(`${server.url}/v3/directline/conversations`, { method: 'POST', headers });
    expect(opened.status).toBe(503);
    expect(await opened.json()).toMatchObject({ error: { code: 'STORE_CLOSED' } });
    await server.close();
    await gateway.stop().catch(() => undefined);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
