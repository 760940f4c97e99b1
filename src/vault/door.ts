import type { VaultDoor, VaultDoorView } from '../contracts/vault.ts';
import { KeyedLock } from '../storage/keyed-lock.ts';
import type { VaultDoc } from '../storage/models/vault.ts';
import { recordDeed, type VaultDeps } from './deps.ts';
import type { Lifecycle } from './lifecycle.ts';
import { digestOf } from './links.ts';
import { scopeOf } from './scope.ts';
import { rewrap, seal, type WrappingKey } from './sealing.ts';

const DAY_MS = 86_400_000;

/** The person's side: look as often as you like, hand over once. */
export function createDoor(deps: VaultDeps, lifecycle: Lifecycle): VaultDoor {
  const { items, clock, keyring, policyOf } = deps;
  // Within one process the trail never says "deposit" for the one of two that lost.
  const lock = new KeyedLock();
  const isOpen = (doc: VaultDoc) => doc.state === 'offered' && doc.linkExpiresAt > clock.now();

  async function take(doc: VaultDoc, value: string): Promise<VaultDoc | null> {
    await recordDeed(deps, 'deposit', doc, { actor: { kind: 'contact', id: doc.contact } });
    const key = keyring.current();
    const at = clock.now();
    const eraseAt = new Date(at.getTime() + policyOf(doc.org).vault.keepDays * DAY_MS);
    const sealed = seal(value, key, scopeOf(doc));
    const taken = await items.receive(doc._id, { sealed, keyId: key.id, at, eraseAt });
    if (taken !== null) await followRotation(deps, taken, key);
    return taken;
  }

  return {
    async open(token) {
      const doc = await items.findByToken(digestOf(token));
      return doc !== null && isOpen(doc) ? viewOf(doc, deps) : null;
    },
    async deposit(token, value) {
      const digest = digestOf(token);
      const taken = await lock.run(digest, async () => {
        const doc = await items.findByToken(digest);
        if (doc === null) return null;
        const received = isOpen(doc) ? await take(doc, value) : null;
        if (received === null) await refuse(deps, doc._id);
        return received;
      });
      if (taken === null) return null;
      // What follows is found again from the database should it fail here: the value is safe and the person is told so.
      await lifecycle.look(taken._id).catch((err: unknown) => lifecycle.later(taken._id, err));
      return viewOf((await items.find(taken._id)) ?? taken, deps);
    },
  };
}

/** A rotation may have ended between reading the key and writing the value; the old key is at hand only here. */
async function followRotation({ keyring, items }: VaultDeps, doc: VaultDoc, used: WrappingKey): Promise<void> {
  const current = keyring.current();
  if (current.id === used.id || doc.sealed === null) return;
  const sealed = rewrap(doc.sealed, used, current, scopeOf(doc));
  await items.rewrap(doc._id, used.id, { keyId: current.id, sealed });
}

async function refuse(deps: VaultDeps, id: string): Promise<void> {
  const doc = await deps.items.find(id);
  if (doc === null) return;
  const cause = doc.state === 'offered' || doc.state === 'expired' ? 'expired' : 'used';
  await recordDeed(deps, 'refuse', doc, { actor: { kind: 'contact', id: 'unknown' }, facts: { cause } });
}

function viewOf(doc: VaultDoc, { policyOf }: VaultDeps): VaultDoorView {
  const { name, locale, timeZone } = policyOf(doc.org).organisation;
  return {
    organisation: name,
    folio: doc.folio,
    kind: doc.kind,
    language: locale === 'en' ? 'en' : 'es',
    timeZone,
    linkExpiresAt: doc.linkExpiresAt,
  };
}
