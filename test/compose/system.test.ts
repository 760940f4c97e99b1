import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSystem, type SystemParts } from '../../src/compose/system.ts';
import { writeBackupRecord } from '../../src/storage/backup-record.ts';
import { buildClock } from '../builders/clock.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-system-'));
  mkdirSync(join(dataDir, 'files'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const clock = buildClock();
const depths: (string | undefined)[] = [];

const plain = { enabled: true, handLogged: false, accounts: [], mailboxes: {} };
const lastOn = async (_org: string, channel: string, from: Date) => (channel === 'email' ? from : null);

/** Organisations with one mailbox each, which is called as the organisation and no code names. */
function open(...codes: string[]) {
  const accounts = ['mesa', 'otra', 'suelto'].map((name) => ({ name, imap: null }));
  const mailboxes = (code: string) => (code === 'exsim' ? { mesa: {} } : { otra: {} });
  const policyOf = (code: string) => ({
    channels: {
      email: { ...plain, mailboxes: mailboxes(code) },
      ...{
        webchat: plain,
        terminal: plain,
        whatsapp: plain,
        phone: { ...plain, handLogged: true },
        sms: { ...plain, enabled: false },
      },
    },
  });
  return createSystem({
    ...{ clock, submission: null, store: { kind: 'embedded' } },
    config: { dataDir, emailAccounts: accounts, whatsapp: null, backupHours: 48 },
    isServed: (channel: string) => channel !== 'whatsapp' && channel !== 'phone',
    stores: { conversations: { outboxDepth: async (org?: string) => depths.push(org), lastOn } },
    sharing: { among: null, jobs: { depth: async () => 3 } },
    policies: { codes, policyOf },
  } as unknown as SystemParts);
}

const namesOf = async (system: ReturnType<typeof open>, organisation: string | null) =>
  (await system.checkMail(organisation)).map(({ name }) => name);

describe('the installation', () => {
  it('shows whoever is of one of several organisations nothing of the whole, and their own mailboxes', async () => {
    const system = open('exsim', 'alianza');
    const seen = await system.overview('alianza');
    expect(seen).toMatchObject({ store: { bytes: null }, filesBytes: null, freeBytes: null, jobs: null });
    expect(depths.at(-1)).toBe('alianza');
    expect(await namesOf(system, 'alianza')).toEqual(['otra']);
    // What no policy names is of the default organisation.
    expect(await namesOf(system, 'exsim')).toEqual(['mesa', 'suelto']);
  });

  it('says when the last backup was made and how large it is, and warns where there is none or it is old', async () => {
    const system = open('exsim', 'alianza');
    const seen = async () => (await system.overview(null)).backup;
    expect(await seen()).toEqual({ at: null, bytes: null, isDue: true });
    const at = (hours: number) => new Date(clock.now().getTime() - hours * 3_600_000);
    await writeBackupRecord(dataDir, { at: at(47), bytes: 2_000 });
    expect(await seen()).toEqual({ at: at(47), bytes: 2_000, isDue: false });
    await writeBackupRecord(dataDir, { at: at(49), bytes: 3_000 });
    expect(await seen()).toEqual({ at: at(49), bytes: 3_000, isDue: true });
    writeFileSync(join(dataDir, 'backup.json'), '{"at":');
    expect(await seen()).toEqual({ at: null, bytes: null, isDue: true });
    expect((await system.overview('alianza')).backup).toBeNull();
  });

  it('shows all of it to the operator, and to the administrator of the only organisation', async () => {
    for (const [system, organisation] of [
      [open('exsim', 'alianza'), null],
      [open('exsim'), 'exsim'],
    ] as const) {
      expect(await system.overview(organisation)).toMatchObject({ filesBytes: 0, jobs: 3 });
      expect((await namesOf(system, organisation)).sort()).toEqual(['mesa', 'otra', 'suelto']);
    }
  });

  it('tells of each channel of the policy whether anybody would hear a message on it', async () => {
    const standings = await open('exsim', 'alianza').channels('alianza');
    expect(standings.map(({ channel, way, accounts }) => [channel, way, accounts.join()])).toEqual([
      ['email', 'served', 'otra'],
      ['webchat', 'served', 'alianza'],
      ['whatsapp', 'missing', ''],
      ['phone', 'byHand', ''],
    ]);
    const week = 7 * 24 * 60 * 60_000;
    expect(standings.map(({ lastAt }) => lastAt && clock.now().getTime() - lastAt.getTime())).toEqual([
      ...[week, null, null, null],
    ]);
  });

  it('walks through the files at most every ten minutes', async () => {
    const system = open('exsim');
    const bytes = async () => (await system.overview(null)).filesBytes;
    expect(await bytes()).toBe(0);
    writeFileSync(join(dataDir, 'files', 'a'), 'abc');
    expect(await bytes()).toBe(0);
    clock.advance({ minutes: 10 });
    expect(await bytes()).toBe(3);
  });
});
