import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConversationRef, IntakePort, Reply } from './envelope.ts';

/** What a channel can do. Flows and the core read these, never a channel's name. */
export interface ChannelAbilities {
  /** Choices are shown as buttons; otherwise as numbered lines. */
  readonly buttons: boolean;
  /** Shows a person that somebody is writing. */
  readonly typing: boolean;
  readonly edits: boolean;
  /** `one`: a question at a time. `all`: every missing question in one numbered reply (email). */
  readonly questions: 'one' | 'all';
  /** Markdown links are rendered; otherwise title and address on two lines. */
  readonly markdown: boolean;
  /**
   * Messages are letters: a conversation is one matter, so what is written after its ticket belongs to the ticket; and what
   * one turn says leaves as one. Absent = no.
   */
  readonly letters?: boolean;
  /** Longest text of one message, UTF-16 code units. */
  readonly maxText: number;
}

/** What a send came to. `id` = the channel's own message id where it gives one. */
export interface Delivery {
  readonly id?: string;
}

/** An HTTP mount of a channel: an express-compatible handler under one path, and its WebSocket upgrades. */
export interface ChannelMount {
  readonly path: string;
  readonly handler: (request: never, response: never, next: (error?: unknown) => void) => void;
  /** Returns true when it took the socket. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

/**
 * A channel: it turns what its peers say into envelopes and delivers replies. It never decides.
 * `send` throws an AppError; `retryable` on it tells the outbox what to do.
 */
export interface ChannelAdapter {
  readonly name: string;
  readonly abilities: ChannelAbilities;
  readonly mounts?: readonly ChannelMount[];
  start?(intake: IntakePort): Promise<void>;
  /** Stops taking messages in; replies in flight may end. */
  stop?(): Promise<void>;
  send(reply: Reply): Promise<Delivery>;
  /** Shows that an agent writes, for some seconds; only where the abilities say `typing`. Best effort: it never throws. */
  showTyping?(where: ConversationRef, name: string): void;
}

/** A turn's engine room in few words, for `serve` and the tests: how long ago the channel worked, and whether it does now. */
export interface ChannelStatus {
  readonly name: string;
  readonly state: 'up' | 'starting' | 'down';
  readonly detail?: string;
}
