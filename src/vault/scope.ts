import type { VaultDoc } from '../storage/models/vault.ts';
import type { SealScope } from './sealing.ts';

/**
 * What an item's ciphertext is bound to. The conversation and not the ticket: a ticket may open after the value came, and
 * what a ciphertext is bound to must never change.
 */
export function scopeOf({ org, conversation, _id }: VaultDoc): SealScope {
  return { organisation: org, conversationId: conversation, itemId: _id };
}
