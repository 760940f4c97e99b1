/** What may be handed over through the vault. */
export type VaultKind = 'password' | 'ip' | 'mac' | 'secret' | 'other';

/** What was handed over, or waited for; never the value. */
export interface VaultItem {
  id: string;
  conversationId: string;
  ticketId: string | null;
  folio: string | null;
  kind: VaultKind;
  state: 'offered' | 'received' | 'expired' | 'erased';
  offeredAt: string;
  linkExpiresAt: string;
  receivedAt: string | null;
  eraseAt: string | null;
  reveals: number;
  lastRevealedAt: string | null;
  lastRevealedBy: string | null;
  erasedAt: string | null;
  erasedBecause: 'ticketClosed' | 'kept' | 'changed' | null;
}

/** A value for a few seconds. */
export interface Revealed {
  value: string;
  hideAfterSeconds: number;
  item: VaultItem;
}
