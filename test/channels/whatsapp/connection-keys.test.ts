import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import type { AuthenticationState, SignalDataSet } from '@whiskeysockets/baileys';
import { ConnectionKeys } from '../../../channels/whatsapp/connection-keys.ts';

const queueJob: <T>(bucket: string, job: () => Promise<T>) => Promise<T> = createRequire(import.meta.url)(
  'libsignal/src/queue_job.js',
);

interface Keys {
  get(type: 'session', ids: string[]): Promise<object>;
  set(data: SignalDataSet): Promise<void>;
  transaction<T>(work: () => Promise<T>, key: string): Promise<T>;
}

/** The keys of a connection over a store in memory, and timers that a test turns. */
function open() {
  const stored = new Map<string, unknown>();
  const due: (() => void)[] = [];
  const store: AuthenticationState['keys'] = {
    get: (_type, ids) => Object.fromEntries(ids.map((id) => [id, stored.get(id)])) as never,
    set(data) {
      for (const [id, value] of Object.entries(data.session ?? {})) stored.set(id, value);
    },
  };
  const own = new ConnectionKeys(store, {
    after(_ms, run) {
      due.push(run);
      return () => due.splice(due.indexOf(run), 1);
    },
  });
  const keys = {} as Keys & AuthenticationState['keys'];
  own.takeOver(keys, () => undefined);
  return { own, keys, stored, due };
}

const session = (id: string) => ({ session: { [id]: new Uint8Array([1]) } });
const hold = () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { held, letGo };
};

describe('the keys of a connection', () => {
  it("keeps what work in libsignal's queue wrote behind another's, which the library's own transactions lose", async () => {
    const { keys, stored } = open();
    const { held, letGo } = hold();
    const first = keys.transaction(() => queueJob('a.1', () => held.then(() => keys.set(session('first')))), 'a');
    const second = keys.transaction(() => queueJob('a.1', async () => keys.set(session('second'))), 'b');
    letGo();
    await Promise.all([first, second]);
    expect([...stored.keys()]).toEqual(['first', 'second']);
  });

  it('lets work on the same keys wait in line, and work on others pass', async () => {
    const { own } = open();
    const done: string[] = [];
    const { held, letGo } = hold();
    const first = own.inLine(() => held.then(() => done.push('first')), 'a');
    const second = own.inLine(async () => done.push('second'), 'a');
    await own.inLine(async () => done.push('other'), 'b');
    letGo();
    await Promise.all([first, second]);
    expect(done).toEqual(['other', 'first', 'second']);
  });

  it('goes on after work that failed, and gives up behind work without end', async () => {
    const { own, due } = open();
    await expect(own.inLine(() => Promise.reject(new Error('it failed')), 'a')).rejects.toThrow('it failed');
    expect(await own.inLine(async () => 'went on', 'a')).toBe('went on');
    const { held, letGo } = hold();
    const endless = own.inLine(() => held, 'a');
    const behind = own.inLine(async () => 'never', 'a');
    due[0]?.();
    await expect(behind).rejects.toThrow('not free in time');
    letGo();
    await endless;
  });

  it('reads and writes nothing for a connection that ended, so that it undoes nothing of the next one', async () => {
    const { own, keys, stored } = open();
    await keys.set(session('kept'));
    const { held, letGo } = hold();
    const under = own.inLine(() => held.then(() => keys.set(session('late'))), 'a');
    const waits = own.inLine(async () => 'never', 'a');
    own.close();
    letGo();
    for (const refused of [under, waits, keys.get('session', ['kept']), keys.transaction(async () => 1, 'b')])
      await expect(refused).rejects.toThrow('has ended');
    expect([...stored.keys()]).toEqual(['kept']);
  });
});
