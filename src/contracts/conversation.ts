import type { ContactView } from './contact.ts';
import type { ConversationNote } from './conversation-notes.ts';
import type { Attachment, Choice, Link } from './envelope.ts';
import type { ConversationOutcome, DiagnosisCard, ProtocolMark } from './flow.ts';
import type { NoticeView } from './notifications.ts';
import type { Redacted, SensitiveKind, Speaker } from './redacted.ts';
import type { Actor } from './ticket.ts';
import type { SecureForm, VaultKind } from './vault.ts';
import type { WhatsappStatus } from './whatsapp.ts';

/** Who has the conversation. One owner at a time (P7). */
export type ConversationMode = 'bot' | 'waiting' | 'agent' | 'closed';

/** What an agent does to a conversation. */
export type DeskAction =
  | { readonly type: 'take' }
  /** `id` is the client's idempotency key: a weak link may send it twice, it goes out once. */
  | { readonly type: 'reply'; readonly id: string; readonly text: string; readonly attachments?: readonly Attachment[] }
  /** Asks for a sensitive value by a one-time form; the same `id` again sends nothing twice. */
  | { readonly type: 'requestSecret'; readonly id: string; readonly kind: VaultKind }
  /** To another person, or to whoever of an area takes it first. */
  | { readonly type: 'transfer'; readonly to: TransferTarget }
  /** Puts words on it and takes others off; nobody outside the desk hears of it. */
  | { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** EXS-26: what the diagnosis got wrong, with a value that the policy knows; null: not known after all. */
  | { readonly type: 'correctCard'; readonly field: string; readonly value: string | null }
  | { readonly type: 'return' }
  | { readonly type: 'close'; readonly outcome: ConversationOutcome }
  | { readonly type: 'openTicket' };

/** Who gets a conversation: an agent by id, or an area of the policy by code. */
export type TransferTarget = { readonly agent: string } | { readonly area: string };

/** A conversation in a list. Times are UTC. */
export interface ConversationSummary {
  readonly id: string;
  readonly organisation: string;
  readonly channel: string;
  readonly mode: ConversationMode;
  readonly contact: ContactView;
  readonly assignee: string | null;
  /** Area whose people are to take it; null: anybody. */
  readonly area: string | null;
  readonly tags: readonly string[];
  readonly lastText: Redacted;
  readonly lastAt: Date;
  readonly waitingSince: Date | null;
  /** Since when the person waits for a word of the agent who has it; null: they do not. */
  readonly unansweredSince: Date | null;
  /** By when they should hear from a person, by the policy's goal for answers; null: they wait for none, or there is no goal. */
  readonly answerDueAt: Date | null;
  /** Priority of the case by the policy's rule; null: not known yet. */
  readonly priority: string | null;
  /** Expected minutes of the diagnosis: quick cases first (EXS-27). */
  readonly minutes: number | null;
  readonly work: WorkClockView;
  readonly tickets: readonly string[];
}

/** The 30-minute work clock (EXS-12, AMB-01, AMB-02). */
export interface WorkClockView {
  /** Active attention so far, ms, at the instant of reading. */
  readonly elapsedMs: number;
  readonly running: boolean;
  /** Null: the policy sets no limit. */
  readonly limitMs: number | null;
  /** Folio of the ticket that it opened. */
  readonly folio: string | null;
}

/** One message of a transcript. */
export interface TranscriptItem {
  readonly id: string;
  /** What the sender's client called it: the `id` of the desk's `reply` action, or the channel's message id. The screen that sent it knows it again. */
  readonly clientId?: string;
  readonly seq: number;
  readonly at: Date;
  readonly speaker: Speaker;
  readonly name: string;
  readonly text: Redacted;
  readonly choices: readonly Choice[];
  readonly links: readonly Link[];
  readonly attachments: readonly Attachment[];
  readonly removed: readonly SensitiveKind[];
  /** What came along with the text: quoted letters, a signature. */
  readonly aside?: Redacted;
  /** The text is gone: by the retention rules, or because the person's data were erased. */
  readonly purged?: 'retention' | 'erased';
  /** One-time forms that it offered; without addresses, which are the person's alone. */
  readonly secureForms?: readonly SecureForm[];
  /** Outgoing only. `failed` waits in the dead letters until somebody replays it (P3). */
  readonly delivery?: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
}

/** A conversation opened. */
export interface ConversationDetail extends ConversationSummary {
  readonly transcript: readonly TranscriptItem[];
  readonly protocol: readonly (ProtocolMark & { readonly by: Actor['role']; readonly at: Date })[];
  readonly card: DiagnosisCard | null;
}

/** A page of a list: `next` is passed back as `after`. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What the desk and the API may ask of conversations. */
export interface ConversationPort {
  list(filter: {
    organisation?: string;
    mode?: ConversationMode;
    assignee?: string;
    after?: string;
    limit: number;
  }): Promise<Page<ConversationSummary>>;
  /** Throws CONVERSATION_NOT_FOUND. */
  get(id: string): Promise<ConversationDetail>;
  /** The same without the transcript, for checks before an action. Throws CONVERSATION_NOT_FOUND. */
  summary?(id: string): Promise<ConversationSummary>;
  /** Messages after a position, in order: what a client that lost its connection catches up with. */
  messagesAfter(id: string, seq: number, limit?: number): Promise<TranscriptItem[]>;
  /** Throws CONVERSATION_MOVE_REFUSED, CONVERSATION_TAKEN, CONVERSATION_NOT_FOUND; a transfer AGENT_NOT_FOUND, AREA_UNKNOWN; a tag TAGS_TOO_MANY. */
  act(
    id: string,
    action: DeskAction,
    actor: Actor & { readonly name: string },
    /** The client's: under the same key the same conversation is acted upon once. */
    key?: string,
  ): Promise<ConversationSummary>;
}

/** What happened, for live screens; ids and redacted text only. Published after the durable write. */
export type LiveEvent =
  | {
      readonly type: 'message';
      readonly conversationId: string;
      readonly organisation: string;
      readonly item: TranscriptItem;
    }
  | { readonly type: 'conversation'; readonly conversation: ConversationSummary }
  /** A number of WhatsApp connected, was lost, or wants to be paired: the QR is for administrators only. */
  | { readonly type: 'whatsapp'; readonly organisation: string; readonly status: WhatsappStatus }
  | { readonly type: 'ticket'; readonly ticketId: string; readonly organisation: string; readonly folio: string }
  /** An answer at the gate before sending was held, decided on, or could not leave. */
  | {
      readonly type: 'answer';
      readonly organisation: string;
      readonly conversationId: string;
      readonly answerId: string;
    }
  /** Somebody writes now; nothing of it is stored. `name`: the agent's, or empty for the person. */
  | {
      readonly type: 'typing';
      readonly organisation: string;
      readonly conversationId: string;
      readonly speaker: 'user' | 'agent';
      readonly name: string;
    }
  /** The desk wrote something for itself; no channel is told. */
  | { readonly type: 'note'; readonly note: ConversationNote }
  /** For one agent's eyes. */
  | { readonly type: 'notice'; readonly notice: NoticeView };

/** Where a live event happened: `elsewhere` = in another process, which saw to what follows from it. */
export type LiveOrigin = 'here' | 'elsewhere';

/** Fan-out of what happens, in this process and in the others. */
export interface LiveBus {
  publish(event: LiveEvent, origin?: LiveOrigin): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: LiveEvent, origin?: LiveOrigin) => void): () => void;
}

/** A reply that gave up (P3): visible, and can be sent again. */
export interface DeadLetter {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: string;
  readonly text: Redacted;
  readonly attempts: number;
  readonly failedAt: Date;
  readonly code: string;
}

/** Dead letters, for the console and the API. */
export interface DeadLetterPort {
  /** Newest first; of one organisation, or of all. */
  list(limit: number, organisation?: string): Promise<DeadLetter[]>;
  /**
   * Puts it back at the end of its conversation's outbox, same id. `record` runs before anything is done, and only for a
   * letter that exists; when it fails nothing is done. Throws DEAD_LETTER_NOT_FOUND.
   */
  replay(id: string, record: (about: { readonly organisation: string }) => Promise<void>): Promise<void>;
}

/** Who is at the desk now. */
export interface PresencePort {
  /** Agents online and inside the attention hours. */
  online(organisation: string, at: Date): number;
}
