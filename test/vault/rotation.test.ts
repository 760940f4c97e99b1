import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { VaultKeySource } from '../../src/vault/keyring.ts';
import { wrappingKey } from '../../src/vault/sealing.ts';
import { redacted } from '../builders/flow-context.ts';
import { ANA, buildKeys, buildVaultWorld, type VaultWorld, type VaultWorldOptions } from '../builders/vault.ts';

const REASON = redacted('Entrar al servidor del cliente');
const worlds: VaultWorld[] = [];

async function withValues(count: number, options: VaultWorldOptions = {}) {
  const world = await buildVaultWorld(options);
  worlds.push(world);
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const { id, token } = await world.offer({ conversationId: `c${at}` });
    await world.vault.deposit(token, `valor-${at}`);
    ids.push(id);
  }
  return { world, ids, read: async (id: string) => (await world.vault.reveal(id, ANA, REASON)).value };
}

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.destroy();
});

describe('the rotation of the vault’s key', () => {
  it('wraps every value with a fresh key, throws the old one away, and every value still opens', async () => {
    const keys = buildKeys();
    const [before] = keys.keys;
    const { world, ids, read } = await withValues(5, { keys });
    const report = await world.vault.rotate({ dryRun: false });
    expect(report).toMatchObject({ sealed: 5, rewrapped: 5, unreadable: 0, finished: true });
    expect(report.retired).toEqual([wrappingKey(before ?? Buffer.alloc(0)).id]);
    expect(keys.keys).toHaveLength(1);
    expect(keys.keys).not.toContainEqual(before);
    for (const [at, id] of ids.entries()) expect(await read(id)).toBe(`valor-${at}`);
  });

  it('only counts on a dry run', async () => {
    const keys = buildKeys();
    const { world, ids } = await withValues(3, { keys });
    const before = [keys.keys, await Promise.all(ids.map(world.stored))];
    expect(await world.vault.rotate({ dryRun: true })).toMatchObject({
      ...{ dryRun: true, sealed: 3, rewrapped: 3, unreadable: 0, retired: [], finished: false },
    });
    expect([keys.keys, await Promise.all(ids.map(world.stored))]).toEqual(before);
  });

  it.each([0, 1, 2, 4])('goes on after a crash behind %i values, with the key that was begun', async (done) => {
    const keys = buildKeys();
    const { world, ids, read } = await withValues(5, { keys });
    const rewrap = world.items.rewrap.bind(world.items);
    let left = done;
    world.items.rewrap = async (...args) => {
      if (left-- === 0) throw new Error('killed');
      return rewrap(...args);
    };
    await expect(world.vault.rotate({ dryRun: false })).rejects.toThrow('killed');
    expect(keys.keys).toHaveLength(2);
    // Between the crash and the next try everything opens, and new values take the new key.
    for (const [at, id] of ids.entries()) expect(await read(id)).toBe(`valor-${at}`);
    const [begun] = keys.keys;
    world.items.rewrap = rewrap;
    expect(await world.vault.rotate({ dryRun: false })).toMatchObject({ rewrapped: 5 - done, finished: true });
    expect(keys.keys).toEqual([begun]);
    for (const [at, id] of ids.entries()) expect(await read(id)).toBe(`valor-${at}`);
  });

  it('keeps the old key while a value cannot be moved, and says how many', async () => {
    const keys = buildKeys();
    const { world, ids } = await withValues(2, { keys });
    const [id] = ids;
    await world.model.updateOne({ _id: id }, { $set: { 'sealed.key': 'AAAA' } });
    expect(await world.vault.rotate({ dryRun: false })).toMatchObject({
      ...{ rewrapped: 1, unreadable: 1, retired: [], finished: false },
    });
    expect(keys.keys).toHaveLength(2);
  });

  it('moves to a key of the environment and throws nothing away there', async () => {
    const [old, next] = [randomBytes(32), randomBytes(32)];
    const source: VaultKeySource & { keys: Buffer[] } = { keys: [old], read: () => source.keys };
    const { world, ids, read } = await withValues(2, { keys: source });
    expect(await world.vault.rotate({ dryRun: false })).toMatchObject({ rewrapped: 0, finished: true });
    source.keys = [next, old];
    expect(await world.vault.rotate({ dryRun: false })).toMatchObject({ rewrapped: 2, retired: [], finished: true });
    source.keys = [next];
    expect(await read(ids[0] ?? '')).toBe('valor-0');
  });

  it('says which key is missing when the values are of another installation', async () => {
    const { world, ids } = await withValues(1, { keys: buildKeys() });
    (world.keys as ReturnType<typeof buildKeys>).keys = [randomBytes(32)];
    await expect(world.vault.reveal(ids[0] ?? '', ANA, REASON)).rejects.toMatchObject({ code: 'VAULT_KEY_MISSING' });
    expect(await world.vault.rotate({ dryRun: false })).toMatchObject({ unreadable: 1, finished: false });
  });

  it('loses no value that comes in while the last old key goes', async () => {
    const keys = buildKeys();
    const { world } = await withValues(0, { keys });
    const { id, token } = await world.offer();
    const receive = world.items.receive.bind(world.items);
    world.items.receive = async (...args) => {
      await world.vault.rotate({ dryRun: false });
      return receive(...args);
    };
    expect(await world.vault.deposit(token, 'a tiempo')).not.toBeNull();
    expect(keys.keys).toHaveLength(1);
    expect((await world.vault.reveal(id, ANA, REASON)).value).toBe('a tiempo');
  });
});
