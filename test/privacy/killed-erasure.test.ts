import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, jest } from '@jest/globals';
import { openStore } from '../../src/storage/connection.ts';
import { definePrivacyRequests } from '../../src/storage/models/privacy-requests.ts';
import { buildClock } from '../builders/clock.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(180_000);

const program = fileURLToPath(new URL('../../dist/server/ventanilla.js', import.meta.url));
const FILES = 25;

let world: PrivacyWorld;
afterEach(() => world.destroy());

/** Kills a process once one of these files is gone. */
async function killOnceGone(child: ChildProcess, paths: readonly string[]): Promise<void> {
  const ended = once(child, 'exit');
  while (child.exitCode === null && paths.every((path) => existsSync(path)))
    await new Promise((resolve) => setImmediate(resolve));
  child.kill('SIGKILL');
  await ended;
}

async function stateOfRequest(dataDir: string): Promise<unknown> {
  const store = await openStore({ dataDir });
  const requests = definePrivacyRequests(store.connection);
  await store.ready();
  const found = await requests.collection.findOne({});
  await store.close();
  return found?.state;
}

it('an erasure whose process is killed in the middle is finished by the next start', async () => {
  // The process runs by the machine's clock: what it erases must lie before it.
  const clock = buildClock(new Date('2026-01-05T16:00:00Z'));
  world = await buildPrivacyWorld({ clock });
  const { folder, gateway } = world;
  await world.say('a', 'Hola');
  await world.say('a', 'Zulema Quetzal');
  const paths: string[] = [];
  for (let n = 0; n < FILES; n++) {
    const file = await gateway.files.put(Buffer.from(`nota ${n}`), { name: 'nota.txt', mediaType: 'text/plain' });
    await world.say('a', `xilófono ${n}`, { attachments: [{ ...file, name: 'nota.txt' }] });
    paths.push(join(folder, 'files', file.fileId.slice(0, 2), file.fileId.slice(2, 4), file.fileId));
  }
  const contact = await world.contactOf('a');
  await world.stop();
  expect(paths.every((path) => existsSync(path))).toBe(true);

  const args = ['privacy', 'erase', '--contact', contact, '--reason', 'lo pidió', '--yes', '--close-open'];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, VENTANILLA_DATA: folder, PORT: '0' };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: 'ignore' });
  await killOnceGone(child, paths);
  expect([child.signalCode, await stateOfRequest(folder)]).toEqual(['SIGKILL', 'running']);

  // At the start it is finished, before anybody can write.
  world = await buildPrivacyWorld({ folder, clock });
  for (const text of ['Zulema', 'xilófono', 'sender-a']) {
    expect(await world.documentsWith(text)).toEqual([]);
    expect(world.filesWith(text)).toEqual([]);
  }
  expect(paths.filter((path) => existsSync(path))).toEqual([]);
  const [request] = await world.gateway.privacy.requests('exsim', 9);
  expect([request?.state, request?.kind]).toEqual(['done', 'cancellation']);
  expect(await world.gateway.audit.verify('exsim')).toMatchObject({ ok: true });
});
