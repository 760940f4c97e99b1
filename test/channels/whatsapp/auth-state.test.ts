import { describe, expect, it } from '@jest/globals';
import { openSession } from '../../../channels/whatsapp/auth-state.ts';
import { loadLibrary } from '../../../channels/whatsapp/library.ts';
import type { WhatsappKeys } from '../../../src/contracts/whatsapp.ts';

const OURS = '5215500000001';

/** Keys in memory; each write waits until it is let go. */
function heldKeys() {
  const stored = new Map<string, string>();
  const waiting: (() => void)[] = [];
  const keys = {
    async read(_account: string, wanted: readonly string[]) {
      return new Map(wanted.flatMap((key) => (stored.has(key) ? [[key, stored.get(key) ?? ''] as const] : [])));
    },
    async write(_account: string, changes: ReadonlyMap<string, string | null>) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      for (const [key, value] of changes) value === null ? stored.delete(key) : stored.set(key, value);
    },
    clear: async () => stored.clear(),
  } as unknown as WhatsappKeys;
  const letGo = () => {
    for (const go of waiting.splice(0)) go();
  };
  return { keys, stored, letGo };
}

describe('the session of a number', () => {
  it('that ended writes nothing any more: what was cleared after it stays cleared', async () => {
    const { keys, stored, letGo } = heldKeys();
    const session = await openSession(OURS, keys, await loadLibrary());
    const saves = [session.save(), session.save()];
    const sets = [session.state.keys.set({ session: { ana: new Uint8Array([1]) } })];
    await new Promise((resolve) => setImmediate(resolve));
    const ended = session.end();
    letGo();
    await ended;
    expect([...stored.keys()].sort()).toEqual(['creds', 'session:ana']);
    await keys.clear(OURS);
    await Promise.all([
      ...saves,
      ...sets,
      session.save(),
      session.state.keys.set({ session: { eva: new Uint8Array([2]) } }),
    ]);
    expect(stored.size).toBe(0);
  });
});
