import { z } from 'zod';
import type { DeskRole } from './desk.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import type { Redacted } from './redacted.ts';

/** What may be handed over through the vault (MAS-132..MAS-135). */
export const vaultKinds = ['password', 'ip', 'mac', 'secret', 'other'] as const;
/** One of the kinds. */
export type VaultKind = (typeof vaultKinds)[number];

/**
 * A one-time form in a reply. It names a vault item and holds no address: the address is made at the door out, from the
 * item alone. So a flow can put no link of its own there (P8), and neither database, log nor queue holds one that works.
 */
export const secureFormSchema = z.strictObject({
  itemId: z.string().regex(/^[\w-]{22}$/),
  kind: z.enum(vaultKinds),
  /** What stands on the button. */
  title: z.string().min(1).max(80),
});
export type SecureForm = Readonly<z.infer<typeof secureFormSchema>>;

/** A form with the address that opens it; exists on its way to the person and nowhere else. */
export interface SecureFormLink extends SecureForm {
  readonly url: string;
}

/** Makes the address of a form. `base` = the gateway as the person reaches it, without a trailing slash. */
export interface SecureLinks extends Partial<Pick<OneTimeCodes, 'codeOf'>> {
  /** `<base>/entrega/<token>`. Null while nobody serves the page. */
  urlOf(itemId: string, base?: string): string | null;
}

/**
 * `offered`: the link waits. `received`: the value lies encrypted. `expired`: nobody used the link in time. `erased`: the
 * value was there and is gone.
 */
export type VaultState = 'offered' | 'received' | 'expired' | 'erased';

/** Why a value was erased: its ticket closed, its days ended, or the password was changed since. */
export type ErasedBecause = 'ticketClosed' | 'kept' | 'changed';

/** A vault item without its value. Times are UTC. */
export interface VaultItem {
  readonly id: string;
  readonly organisation: string;
  /** The conversation that it was offered in: the scope that its ciphertext is bound to, for good. */
  readonly conversationId: string;
  /** The ticket that it belongs to, once there is one. */
  readonly ticketId: string | null;
  readonly folio: string | null;
  readonly kind: VaultKind;
  readonly state: VaultState;
  readonly offeredAt: Date;
  readonly linkExpiresAt: Date;
  readonly receivedAt: Date | null;
  /** When the value is erased at the latest. Null: there is none. */
  readonly eraseAt: Date | null;
  readonly reveals: number;
  readonly lastRevealedAt: Date | null;
  readonly lastRevealedBy: string | null;
  readonly erasedAt: Date | null;
  readonly erasedBecause: ErasedBecause | null;
}

/** What an item is offered for. */
export interface VaultOffer {
  readonly organisation: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly kind: VaultKind;
  readonly by: { readonly kind: 'agent' | 'system'; readonly id: string };
  readonly at: Date;
}

/** Offers one-time forms, for flows and for the desk. */
export interface VaultOfferPort {
  /**
   * The item of this key, or of the same offer that still waits in the conversation: a repeated turn finds the same item and
   * so the same link (P2). Null: the policy does not offer this kind, or nobody serves the page.
   */
  offer(key: string, offer: VaultOffer): Promise<{ readonly itemId: string; readonly kind: VaultKind } | null>;
}

/** What the page shows before the value is typed; enough to recognise a forged page by. */
export interface VaultDoorView {
  readonly organisation: string;
  readonly folio: string | null;
  readonly kind: VaultKind;
  readonly language: 'es' | 'en';
  readonly timeZone: string;
  readonly linkExpiresAt: Date;
}

/** The person's side. Whatever is wrong with a token (unknown, expired, used) has the same answer: null. */
export interface VaultDoor {
  /** Looks and changes nothing: previews of channels fetch links before a person does. */
  open(token: string): Promise<VaultDoorView | null>;
  /** Takes the value once. Two at the same time: one wins. */
  deposit(token: string, value: string): Promise<VaultDoorView | null>;
}

/** Who asks at the desk. */
export interface VaultReader {
  readonly kind: 'agent' | 'operator' | 'token';
  readonly id: string;
  readonly roles: readonly DeskRole[];
  /** Null = every organisation. */
  readonly organisation: string | null;
}

/** The desk's side. */
export interface VaultDesk {
  /** Of one conversation, newest first. */
  list(conversationId: string): Promise<VaultItem[]>;
  /**
   * The value, once the reveal stands in the audit trail. Throws VAULT_ITEM_NOT_FOUND, VAULT_REASON_MISSING,
   * VAULT_REVEAL_REFUSED, VAULT_VALUE_GONE, VAULT_VALUE_UNREADABLE, VAULT_KEY_MISSING.
   */
  reveal(
    itemId: string,
    reader: VaultReader,
    reason: Redacted,
  ): Promise<{ readonly value: string; readonly hideAfterSeconds: number; readonly item: VaultItem }>;
  /** The password was changed, so what was handed over is worth nothing any more: erased at once. Throws VAULT_ITEM_NOT_FOUND. */
  markChanged(itemId: string, reader: VaultReader): Promise<VaultItem>;
}

/** What a rotation of the key-encryption key did, or would do. */
export interface VaultRotation {
  readonly dryRun: boolean;
  /** Id of the key that everything is wrapped with now. */
  readonly currentKey: string;
  readonly sealed: number;
  readonly rewrapped: number;
  /** Values that no known key opens, or that were tampered with. While there are any, no old key is thrown away. */
  readonly unreadable: number;
  /** Ids of the keys that were thrown away. */
  readonly retired: readonly string[];
  /** Whether nothing is wrapped with an older key any more. */
  readonly finished: boolean;
}

/** Changes the key that wraps the data keys. */
export interface VaultRotationPort {
  rotate(options: { readonly dryRun: boolean }): Promise<VaultRotation>;
}

/** Says in the chat that something was received, once per item. Never what. */
export interface VaultNotices {
  received(item: VaultItem): Promise<void>;
}
