import type { AuditActor } from '../contracts/audit.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type { VaultDesk, VaultReader } from '../contracts/vault.ts';
import { AppError } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { type VaultDoc, viewVaultItem } from '../storage/models/vault.ts';
import { recordDeed, type VaultDeps } from './deps.ts';
import type { Lifecycle } from './lifecycle.ts';
import { scopeOf } from './scope.ts';
import { unseal } from './sealing.ts';

/** A reason that says something; shorter ones are refused. */
const MIN_REASON = 8;

/** The desk's side: what was handed over, and its value against a reason. */
export function createVaultDesk(deps: VaultDeps, lifecycle: Lifecycle): VaultDesk {
  const { items, keyring, clock, policyOf } = deps;

  async function refuse(doc: VaultDoc, reader: VaultReader, code: ErrorCode): Promise<never> {
    await recordDeed(deps, 'refuse', doc, { actor: actorOf(reader), facts: { cause: code } });
    throw new AppError(code);
  }

  /** What another organisation has does not exist for this one; that somebody tried is known. */
  async function visible(itemId: string, reader: VaultReader): Promise<VaultDoc> {
    const doc = await items.find(itemId);
    if (doc === null) throw new AppError('VAULT_ITEM_NOT_FOUND');
    const isOther = reader.organisation !== null && reader.organisation !== doc.org;
    return isOther ? refuse(doc, reader, 'VAULT_ITEM_NOT_FOUND') : doc;
  }

  async function check(doc: VaultDoc, reader: VaultReader, reason: Redacted): Promise<void> {
    const { roles } = policyOf(doc.org).vault;
    // The operator's token is a machine's: nobody could say which person read the value.
    const may = reader.kind === 'agent' && reader.roles.some((role) => roles.includes(role));
    if (!may) await refuse(doc, reader, 'VAULT_REVEAL_REFUSED');
    if (reason.trim().length < MIN_REASON) await refuse(doc, reader, 'VAULT_REASON_MISSING');
    const isThere = doc.state === 'received' && doc.eraseAt !== null && doc.eraseAt > clock.now();
    if (!isThere) await refuse(doc, reader, 'VAULT_VALUE_GONE');
  }

  return {
    async list(conversationId) {
      return (await items.ofConversation(conversationId)).map(viewVaultItem);
    },
    async reveal(itemId, reader, reason) {
      const doc = await visible(itemId, reader);
      await check(doc, reader, reason);
      await recordDeed(deps, 'reveal', doc, { actor: actorOf(reader), reason });
      const counted = await items.revealed(itemId, reader.id, clock.now());
      // Read again: a rotation may have wrapped it anew, a closing ticket may have erased it.
      if (counted?.sealed == null || counted.keyId === undefined) throw new AppError('VAULT_VALUE_GONE');
      const value = unseal(counted.sealed, keyring.get(counted.keyId), scopeOf(counted));
      const { revealSeconds } = policyOf(doc.org).vault;
      return { value, hideAfterSeconds: revealSeconds, item: viewVaultItem(counted) };
    },
    async markChanged(itemId, reader) {
      const doc = await visible(itemId, reader);
      if (doc.state !== 'received') throw new AppError('VAULT_VALUE_GONE');
      await recordDeed(deps, 'changed', doc, { actor: actorOf(reader) });
      return viewVaultItem(await lifecycle.erase(doc, 'changed', actorOf(reader)));
    },
  };
}

function actorOf({ kind, id }: VaultReader): AuditActor {
  return { kind, id };
}
