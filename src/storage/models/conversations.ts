import { type Connection, type Model, Schema } from 'mongoose';
import type { ContactPatch } from '../../contracts/contact.ts';
import type { ConversationMode } from '../../contracts/conversation.ts';
import type { Attachment, Choice, Link } from '../../contracts/envelope.ts';
import type { ConversationStep } from '../../contracts/episodes.ts';
import type { ConversationOutcome, DiagnosisCard, FlowState, ProtocolMark } from '../../contracts/flow.ts';
import type { Redacted, RedactionContext, SensitiveKind } from '../../contracts/redacted.ts';
import type { Actor } from '../../contracts/ticket.ts';
import type { SecureForm } from '../../contracts/vault.ts';

/** A reply that was committed with its turn and has not left yet (P2, P3). */
export interface OutboxEntry {
  id: string;
  /** The desk client's own id of the send. */
  clientId?: string;
  at: Date;
  role: 'bot' | 'agent' | 'system';
  name: Redacted;
  text: Redacted;
  choices?: readonly Choice[];
  links?: readonly Link[];
  attachments?: readonly Attachment[];
  /** Items of the vault; never their addresses. */
  secureForms?: readonly SecureForm[];
  /** The proof whose one-time code is put in the place of the mark on the way out. */
  code?: string;
  removed?: readonly SensitiveKind[];
  /** What the redactor expects after it; absent = nothing. */
  context?: RedactionContext;
}

/** Tries of the reply at the head of the outbox. */
export interface OutboxRetry {
  id: string;
  attempts: number;
  at: Date;
  code: string;
}

/** The work clock as stored: what is counted so far, and since when it runs. */
export interface WorkClockState {
  elapsedMs: number;
  runningSince: Date | null;
  warned: boolean;
  folio: string | null;
}

/** A survey's question that was said in a conversation. `why`: the score is known, the reason was asked for. */
export interface PendingSurvey {
  id: string;
  step: 'score' | 'why';
  min: number | null;
  max: number | null;
  /** Answers that were off the scale. */
  tries: number;
  expiresAt: Date;
}

/** An episode that is over: when, how it ended, its tickets, and where its messages stand in the log. */
export interface PastEpisode {
  episode: number;
  openedAt: Date;
  closedAt: Date | null;
  outcome: ConversationOutcome | null;
  tickets: string[];
  fromSeq: number;
  toSeq: number;
}

/** The whole state of a conversation: one document, so that one write is one turn (P2). */
export interface ConversationDoc {
  /** Digest of organisation, channel, account and address. */
  _id: string;
  org: string;
  channel: string;
  account: string;
  address: string;
  contact: string;
  /** What the last turn learned about the person: written to the contact after the commit, again after a crash. */
  learned: ContactPatch;
  /** Grows by one with each turn; a turn that read an older one does not commit. */
  version: number;
  mode: ConversationMode;
  /** 1 for the first contact; a message after closing starts the next one. */
  episode: number;
  /** Position in the log of the episode's first message; absent: the log's beginning. */
  fromSeq?: number;
  /** Episodes before this one, oldest first; the last ones of very many. */
  past?: PastEpisode[];
  flow: FlowState;
  /** Inbound messages whose turn has committed but whose own mark may not be written yet. */
  handled: string[];
  outbox: OutboxEntry[];
  outboxRetry?: OutboxRetry;
  /** When the outbox wants to run next, or an instant before that; absent when it is empty. */
  outboxAt?: Date;
  timers: Record<string, Date>;
  /** The earliest timer or an instant before it; absent when there is none. */
  wakeAt?: Date;
  assignee: string | null;
  /** Area whose people are to take it; absent or null: anybody. */
  area?: string | null;
  /** Words that the desk put on this episode. */
  tags?: readonly Redacted[];
  /** Keys of the last deeds of the desk that were done under one (digests). */
  deeds?: readonly string[];
  /** Since when the person waits for a word of the agent who has it. */
  unansweredSince?: Date | null;
  openedAt: Date;
  closedAt: Date | null;
  outcome: ConversationOutcome | null;
  /** What changed hands in the latest episode, oldest first. */
  steps?: readonly ConversationStep[];
  lastText: Redacted;
  lastAt: Date;
  waitingSince: Date | null;
  /** Choices of the last word that was said outside the flow, until the person writes again. */
  told?: readonly Choice[] | null;
  survey?: PendingSurvey | null;
  minutes: number | null;
  work: WorkClockState;
  tickets: string[];
  protocol: (ProtocolMark & { by: Actor['role']; at: Date })[];
  card: DiagnosisCard | null;
  /** The person's data were erased; who writes from the address next is somebody new. */
  erasedAt?: Date | null;
  /** Position up to which the retention rules have blanked the messages. */
  purgedSeq?: number;
}

/** Defines the collection `conversations`. */
export function defineConversations(connection: Connection): Model<ConversationDoc> {
  const mixed = Schema.Types.Mixed;
  const schema = new Schema<ConversationDoc>(
    {
      _id: { type: String, required: true },
      org: { type: String, required: true },
      channel: { type: String, required: true },
      account: { type: String, required: true },
      address: { type: String, required: true },
      contact: { type: String, required: true },
      learned: mixed,
      version: { type: Number, required: true },
      mode: { type: String, required: true },
      episode: { type: Number, required: true },
      fromSeq: Number,
      past: mixed,
      flow: mixed,
      handled: [String],
      outbox: mixed,
      outboxRetry: mixed,
      outboxAt: Date,
      timers: mixed,
      wakeAt: Date,
      assignee: String,
      area: String,
      tags: mixed,
      unansweredSince: Date,
      deeds: mixed,
      openedAt: Date,
      closedAt: Date,
      outcome: String,
      steps: mixed,
      lastText: String,
      lastAt: Date,
      waitingSince: Date,
      told: mixed,
      survey: mixed,
      minutes: Number,
      work: mixed,
      tickets: [String],
      protocol: mixed,
      card: mixed,
      erasedAt: Date,
      purgedSeq: Number,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ org: 1, lastAt: -1 }, { name: 'org_lastAt' });
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ org: 1, mode: 1, lastAt: -1 }, { name: 'org_mode_lastAt' });
  schema.index({ org: 1, assignee: 1, mode: 1, lastAt: -1 }, { name: 'org_assignee_mode_lastAt' });
  schema.index({ wakeAt: 1 }, { sparse: true, name: 'wakeAt' });
  schema.index({ outboxAt: 1 }, { sparse: true, name: 'outboxAt' });
  return connection.model<ConversationDoc>('conversations', schema, 'conversations');
}
