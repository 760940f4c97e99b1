import { z } from 'zod';
import type { Redacted } from './redacted.ts';
import type { SecureFormLink } from './vault.ts';

/**
 * What the redactor could do for a file: `clean` = all of its text was read, nothing was found · `redacted` = values were
 * taken out of the text · `replaced` = a document in which something was found; its redacted text is kept instead ·
 * `unscanned` = it is or holds pictures, sound or video, which nobody reads · `held` = it could not be read, so it was not kept.
 */
export const fileReviews = ['clean', 'redacted', 'replaced', 'unscanned', 'held'] as const;
export type FileReview = (typeof fileReviews)[number];

/** A file that already lies in the content-addressed file store; the bytes never travel in an envelope. */
export const attachmentSchema = z.object({
  /** SHA-256 of the content, hex: its address in the file store. */
  fileId: z.string().regex(/^[0-9a-f]{64}$/),
  /** File name as the sender gave it (redacted by intake). */
  name: z.string().max(255),
  mediaType: z.string().max(127),
  /** Size in bytes. */
  size: z.number().int().nonnegative(),
  /** What the file store did for it (P4). Absent in messages of before it was told. */
  review: z.enum(fileReviews).optional(),
  /** Kinds that were taken out of its content. */
  removed: z.array(z.enum(['password', 'ip', 'mac', 'secret'])).optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Longest text of one message, in UTF-16 code units. Longer is refused with a clear error, not cut. */
export const MAX_TEXT_LENGTH = 32_000;

/**
 * What a channel says, turned into the core's words. Raw: the only place where unredacted text exists is
 * between an adapter and intake.
 */
export const envelopeSchema = z.object({
  /** Channel name, e.g. `webchat`, `terminal`. */
  channel: z.string().min(1).max(32),
  /** Which of our numbers, mailboxes or sites it came to. */
  account: z.string().min(1).max(128),
  /** The conversation's address on the channel (chat id, thread, Direct Line conversation). */
  address: z.string().min(1).max(256),
  /** The channel's own id of the message: the deduplication key together with channel and account. */
  messageId: z.string().min(1).max(256),
  sender: z.object({
    /** The sender's id on the channel. */
    id: z.string().min(1).max(256),
    /** Display name, when the channel knows one. */
    name: z.string().max(200).optional(),
  }),
  sentAt: z.date(),
  /** `message`: a person wrote. `start`: a conversation was opened and nobody wrote yet (the bot may greet). */
  kind: z.enum(['message', 'start']).default('message'),
  text: z.string().max(MAX_TEXT_LENGTH).default(''),
  /** What came along with the text and is for people alone: quoted letters, a signature. The bot does not read it. */
  aside: z.string().max(MAX_TEXT_LENGTH).optional(),
  /** The value of a button that was pressed; the flow matches it before the text. */
  choice: z.string().max(200).optional(),
  attachments: z.array(attachmentSchema).max(20).default([]),
  /** Channel message id of the message that this one answers. */
  replyTo: z.string().max(256).optional(),
});
export type Envelope = z.infer<typeof envelopeSchema>;
/** What an adapter hands over: defaults may be left out. */
export type EnvelopeInput = z.input<typeof envelopeSchema>;

/** What the door says about each envelope of a batch, in order. */
export type Receipt =
  | { readonly status: 'stored'; readonly messageId: string; readonly conversationId: string; readonly id: string }
  | { readonly status: 'duplicate'; readonly messageId: string; readonly conversationId: string; readonly id: string }
  | { readonly status: 'rejected'; readonly messageId: string; readonly code: string };

/** The only door in. Resolves when every accepted message is durably stored (P1). */
export interface IntakePort {
  accept(batch: readonly EnvelopeInput[]): Promise<Receipt[]>;
  /** Somebody writes at a channel now. Nothing is stored or answered: who is not looking misses nothing. */
  typing?(where: Pick<EnvelopeInput, 'channel' | 'account' | 'address'>): void;
}

/** A button, or a numbered line where the channel has no buttons. */
export interface Choice {
  /** What the flow gets back as `choice`. */
  readonly value: string;
  /** What the person reads. */
  readonly title: string;
}

/** A link to a published knowledge entry (P8); nothing else may be sent as a link. One-time forms are a kind of their own. */
export interface Link {
  readonly entryId: string;
  readonly title: string;
  readonly url: string;
}

/** Where a conversation lives. */
export interface ConversationRef {
  readonly id: string;
  readonly channel: string;
  readonly account: string;
  readonly address: string;
}

/** A message on its way out, complete and redacted. */
export interface Reply {
  /** Deterministic: the same turn repeated gives the same id (P2, P3). */
  readonly id: string;
  readonly conversation: ConversationRef;
  /** Position in the conversation's log, 1, 2, 3 … both directions; the Direct Line watermark. */
  readonly seq: number;
  readonly at: Date;
  readonly from: { readonly role: 'bot' | 'agent' | 'system'; readonly name: string };
  readonly text: Redacted;
  readonly choices: readonly Choice[];
  readonly links: readonly Link[];
  readonly attachments: readonly Attachment[];
  /** One-time forms of the vault, with the address made for this send. */
  readonly secureForms?: readonly SecureFormLink[];
  /** Folios of the conversation's tickets, oldest first. */
  readonly folios?: readonly string[];
}
