import { z } from 'zod';
import { vaultKinds } from '../../contracts/vault.ts';
import { idField, instantField, typedText } from '../routing/fields.ts';

/** Which conversation's items. */
export const vaultQuery = z.strictObject({ conversation: idField });
/** An item in an address. */
export const vaultParams = z.strictObject({ id: idField });
/** Why a value must be seen; it goes into the audit trail. */
export const revealBody = z.strictObject({ reason: typedText(300) });
/** `dryRun`: count, change nothing. */
export const rotationBody = z.strictObject({ dryRun: z.boolean().default(false) });

/** An item without its value. */
export const vaultItemBody = z.object({
  id: z.string(),
  conversationId: z.string(),
  ticketId: z.string().nullable(),
  folio: z.string().nullable(),
  kind: z.enum(vaultKinds),
  state: z.enum(['offered', 'received', 'expired', 'erased']),
  offeredAt: instantField,
  linkExpiresAt: instantField,
  receivedAt: instantField.nullable(),
  eraseAt: instantField.nullable(),
  reveals: z.number(),
  lastRevealedAt: instantField.nullable(),
  lastRevealedBy: z.string().nullable(),
  erasedAt: instantField.nullable(),
  erasedBecause: z.enum(['ticketClosed', 'kept', 'changed']).nullable(),
});
/** Items of a conversation, newest first. */
export const vaultListBody = z.object({ items: z.array(vaultItemBody) });
/** The value, for the screen alone; `hideAfterSeconds` later it is to be taken away. */
export const revealedBody = z.object({ value: z.string(), hideAfterSeconds: z.number(), item: vaultItemBody });
/** What a rotation did. */
export const rotationReport = z.object({
  dryRun: z.boolean(),
  currentKey: z.string(),
  sealed: z.number(),
  rewrapped: z.number(),
  unreadable: z.number(),
  retired: z.array(z.string()),
  finished: z.boolean(),
});
