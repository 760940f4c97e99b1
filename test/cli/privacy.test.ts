import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openStore } from '../../src/storage/connection.ts';
import { defineAudit } from '../../src/storage/models/audit.ts';
import { buildClock } from '../builders/clock.ts';
import { buildPrivacyWorld } from '../privacy/world.ts';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(120_000);

let folder: string;
let contact: string;
beforeAll(async () => {
  // The commands run by the machine's clock: what they meet must lie before it.
  const world = await buildPrivacyWorld({ clock: buildClock(new Date('2026-01-05T16:00:00Z')) });
  folder = world.folder;
  await world.say('a', 'Hola');
  await world.say('a', 'Zulema Quetzal');
  contact = await world.contactOf('a');
  await world.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runCli(args, { env: { VENTANILLA_DATA: folder, PORT: '0' } });
const about = (...more: string[]) => ['--contact', contact, '--reason', 'lo pidió; mi clave es Secreta#12345', ...more];
const actions = async () => {
  const { items } = JSON.parse((await run('audit', 'list', '--json')).stdout) as { items: { action: string }[] };
  return items.map(({ action }) => action);
};

describe('ventanilla privacy and audit', () => {
  it('export writes everything about a person to a new folder for this user alone', async () => {
    const out = join(folder, 'given');
    const { code, stdout } = await run('privacy', 'export', ...about('--out', out, '--json'));
    expect([code, JSON.parse(stdout).counts.contacts]).toEqual([0, 1]);
    expect(statSync(out).mode & 0o777).toBe(0o700);
    expect(statSync(join(out, 'data.json')).mode & 0o777).toBe(0o600);
    const data = JSON.parse(readFileSync(join(out, 'data.json'), 'utf8'));
    expect(data.collections.contacts[0].name).toBe('Zulema Quetzal');
    expect(readFileSync(join(out, 'data.md'), 'utf8')).toContain('Zulema Quetzal');
    expect((await run('privacy', 'export', ...about('--out', out))).code).toBe(2);
  });

  it('rectify corrects what is known, and the trail names no value', async () => {
    expect((await run('privacy', 'rectify', ...about())).code).toBe(2);
    const { code, stdout } = await run('privacy', 'rectify', ...about('--name', 'Zulema Quetzalli', '--json'));
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ kind: 'rectification', state: 'done', counts: { fields: 1 } }),
    ]);
    const out = join(folder, 'corrected');
    await run('privacy', 'export', ...about('--out', out));
    expect(JSON.parse(readFileSync(join(out, 'data.json'), 'utf8')).collections.contacts[0].name).toBe(
      'Zulema Quetzalli',
    );
    expect((await run('audit', 'list', '--json')).stdout).not.toContain('Quetzalli');
  });

  it('erase without --yes says what would go, and takes nothing', async () => {
    const { code, stdout } = await run('privacy', 'erase', ...about('--json'));
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ erased: false, requestId: null, open: { conversations: 1, tickets: 0 } }),
    ]);
    expect(await actions()).toEqual(['privacy.export', 'privacy.rectify', 'privacy.export']);
  });

  it('erase --yes refuses while something is open or held, and then erases', async () => {
    const refused = await run('privacy', 'erase', ...about('--yes'));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/^CONTACT_BUSY: .*--close-open/)]);
    expect((await run('privacy', 'hold', ...about())).code).toBe(0);
    const held = await run('privacy', 'erase', ...about('--yes', '--close-open'));
    expect([held.code, held.stderr]).toEqual([1, expect.stringMatching(/^CONTACT_HELD: /)]);
    expect((await run('privacy', 'hold', ...about('--release'))).code).toBe(0);
    const done = await run('privacy', 'erase', ...about('--yes', '--close-open', '--json'));
    expect(JSON.parse(done.stdout)).toMatchObject({ erased: true, counts: { contacts: 1, conversations: 1 } });
    const again = await run('privacy', 'erase', ...about('--yes'));
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/^CONTACT_NOT_FOUND: /)]);
  });

  it('requests lists the register, newest first, and nothing secret of the reasons', async () => {
    const { stdout } = await run('privacy', 'requests', '--json');
    const { items } = JSON.parse(stdout) as { items: { kind: string; state: string }[] };
    expect(items.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'cancellation done',
      'access done',
      'rectification done',
      'access done',
    ]);
    expect(stdout).not.toContain('Secreta');
  });

  it('retain --dry-run changes nothing', async () => {
    const before = await actions();
    const { code, stdout } = await run('privacy', 'retain', '--dry-run', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { dryRun: true, counts: {} }]);
    expect(await actions()).toEqual(before);
  });

  it('audit verify ends with 1 and names the record that somebody altered in the database', async () => {
    expect((await run('audit', 'verify')).code).toBe(0);
    const store = await openStore({ dataDir: folder });
    const model = defineAudit(store.connection);
    await store.ready();
    await model.collection.updateOne({ seq: 2 }, { $set: { action: 'privacy.none' } });
    await store.close();
    const { code, stdout } = await run('audit', 'verify', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({ ok: false, problem: { kind: 'altered', seq: 2 } }),
    ]);
  });
});
