import type { Attachment, Choice, Link } from '../../src/contracts/envelope.ts';
import type { Redacted, Speaker } from '../../src/contracts/redacted.ts';
import type { SecureForm } from '../../src/contracts/vault.ts';

/** One message of a conversation's durable log, as the web chat needs it. */
export interface TranscriptLine {
  /** Unique and stable. For a user's message the same value as `Receipt.id`, for a reply `Reply.id`: clients drop doubles by it. */
  readonly id: string;
  /** 1, 2, 3 … without gaps, both directions: the Direct Line watermark. */
  readonly seq: number;
  readonly at: Date;
  readonly speaker: Speaker;
  /** Display name of the bot or agent; empty for the user. */
  readonly name: string;
  readonly text: Redacted;
  readonly choices: readonly Choice[];
  readonly links: readonly Link[];
  readonly attachments: readonly Attachment[];
  /** One-time forms of the vault; their addresses are made for the viewer alone. */
  readonly secureForms?: readonly SecureForm[];
  /** User messages: `Envelope.messageId`. The client's own activity id is read back from it. */
  readonly messageId?: string;
}

/**
 * The durable log of conversations, read by address (P1, P3). `subscribe` tells of a line only after it is durably
 * written, so that whatever a client was shown is still there after a crash.
 */
export interface TranscriptSource {
  /** Lines with `seq` greater than the given one, ascending, at most `limit`. An unknown address has none. */
  after(conversationAddress: string, seq: number, limit: number): Promise<TranscriptLine[]>;
  /** Returns the function that ends the subscription. Lines may be told late or twice; never out of the log. */
  subscribe(conversationAddress: string, listener: (line: TranscriptLine) => void): () => void;
}
