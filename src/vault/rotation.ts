import type { VaultRotationPort } from '../contracts/vault.ts';
import { isAppError } from '../errors/app-error.ts';
import type { VaultDoc } from '../storage/models/vault.ts';
import type { VaultDeps } from './deps.ts';
import { scopeOf } from './scope.ts';
import { rewrap, type WrappingKey } from './sealing.ts';

const PAGE = 200;

/**
 * Changes the key-encryption key: a fresh key first, then every data key is wrapped with it, then the old one goes. A
 * rotation that was interrupted has more than one key; the next one ends it instead of making another.
 */
export function createRotation({ keyring, items, logger }: VaultDeps): VaultRotationPort {
  async function moveOne(doc: VaultDoc, from: WrappingKey, to: WrappingKey): Promise<'moved' | 'gone' | 'unreadable'> {
    if (doc.sealed === null) return 'gone';
    try {
      const sealed = rewrap(doc.sealed, from, to, scopeOf(doc));
      return (await items.rewrap(doc._id, from.id, { keyId: to.id, sealed })) ? 'moved' : 'gone';
    } catch (error) {
      if (!isAppError(error, 'VAULT_VALUE_UNREADABLE')) throw error;
      logger.error({ item: doc._id, key: from.id }, 'a vault value cannot be unwrapped; it stays as it is');
      return 'unreadable';
    }
  }

  async function moveAll(from: WrappingKey, to: WrappingKey): Promise<number> {
    let moved = 0;
    let after = '';
    for (;;) {
      const page = await items.sealedBy(from.id, after, PAGE);
      for (const doc of page) if ((await moveOne(doc, from, to)) === 'moved') moved += 1;
      after = page.at(-1)?._id ?? after;
      if (page.length < PAGE) return moved;
    }
  }

  return {
    async rotate({ dryRun }) {
      const sealed = await items.countSealed();
      const isFresh = keyring.all().length === 1;
      if (dryRun) {
        const [current, ...older] = keyring.all();
        const ids = isFresh ? (keyring.isOurs ? [current.id] : []) : older.map(({ id }) => id);
        const counts = await Promise.all(ids.map((id) => items.countSealed(id)));
        const known = await Promise.all(keyring.all().map(({ id }) => items.countSealed(id)));
        return {
          dryRun,
          currentKey: current.id,
          sealed,
          rewrapped: counts.reduce((sum, count) => sum + count, 0),
          unreadable: sealed - known.reduce((sum, count) => sum + count, 0),
          retired: [],
          finished: false,
        };
      }
      if (isFresh && keyring.isOurs) keyring.add();
      const [current, ...older] = keyring.all();
      let rewrapped = 0;
      for (const old of older) rewrapped += await moveAll(old, current);
      const unreadable = (await items.countSealed()) - (await items.countSealed(current.id));
      const finished = unreadable === 0;
      const retired = finished && keyring.isOurs ? keyring.retireOlder() : [];
      return { dryRun, currentKey: current.id, sealed, rewrapped, unreadable, retired, finished };
    },
  };
}
