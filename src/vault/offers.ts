import type { VaultOffer, VaultOfferPort } from '../contracts/vault.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { VaultDoc } from '../storage/models/vault.ts';
import { recordDeed, type VaultDeps } from './deps.ts';
import type { Lifecycle } from './lifecycle.ts';
import { digestOf, tokenOf } from './links.ts';

const HOUR_MS = 3_600_000;

/** Offers one-time forms. */
export function createOffers(deps: VaultDeps, lifecycle: Lifecycle): VaultOfferPort {
  const { items, policyOf, isServed } = deps;
  return {
    async offer(key, about) {
      const { enabled, kinds } = policyOf(about.organisation).vault;
      if (!enabled || !kinds.includes(about.kind) || !isServed()) return null;
      const id = effectIdOf('vault', about.organisation, key);
      const known = (await items.find(id)) ?? (await waiting(deps, about));
      if (known !== null) return { itemId: known._id, kind: known.kind };
      const doc = newItem(id, about, deps);
      await recordDeed(deps, 'offer', doc, { actor: about.by });
      const stored = await items.add(doc);
      await lifecycle.look(stored._id);
      return { itemId: stored._id, kind: stored.kind };
    },
  };
}

/** The same person is not sent a second form while the first one still works for another hour. */
async function waiting({ items }: VaultDeps, { conversationId, kind, at }: VaultOffer): Promise<VaultDoc | null> {
  const open = (await items.ofConversation(conversationId)).find(
    (doc) => doc.state === 'offered' && doc.kind === kind && doc.linkExpiresAt.getTime() - at.getTime() > HOUR_MS,
  );
  return open ?? null;
}

function newItem(id: string, about: VaultOffer, { linkKey, policyOf }: VaultDeps): VaultDoc {
  const linkExpiresAt = new Date(about.at.getTime() + policyOf(about.organisation).vault.linkHours * HOUR_MS);
  return {
    _id: id,
    org: about.organisation,
    conversation: about.conversationId,
    contact: about.contactId,
    ticket: null,
    folio: null,
    kind: about.kind,
    state: 'offered',
    tokenDigest: digestOf(tokenOf(linkKey, id)),
    offeredBy: about.by.id,
    offeredAt: about.at,
    linkExpiresAt,
    receivedAt: null,
    noticedAt: null,
    eraseAt: null,
    reveals: 0,
    lastRevealedAt: null,
    lastRevealedBy: null,
    erasedAt: null,
    erasedBecause: null,
    sealed: null,
    dueAt: linkExpiresAt,
  };
}
