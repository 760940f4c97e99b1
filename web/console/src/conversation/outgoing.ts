import { ApiError } from '../../../shared/api-client.ts';
import { sessionKeep } from '../parts/session-keep.ts';
import type { OutgoingReply } from './outgoing-reply.ts';

/** Sends one reply under its id; again is the same reply. */
export type PostReply = (conversationId: string, reply: { id: string; text: string }) => Promise<unknown>;

const nothing: readonly OutgoingReply[] = [];

/**
 * Replies on their way, by conversation. They outlive the page that sent them: whoever goes to another conversation, or
 * reloads, finds them again. What nobody answered goes out again under the same id, so it arrives once.
 */
export class OutgoingReplies {
  readonly #kept = sessionKeep<Record<string, { id: string; text: string }[]>>('outgoing', {});
  readonly #listeners = new Set<() => void>();
  #all: ReadonlyMap<string, readonly OutgoingReply[]>;
  #post: PostReply | null = null;

  constructor() {
    const found = Object.entries(this.#kept.read()).map(([id, replies]) => {
      return [id, replies.map((reply) => ({ ...reply, state: 'offline', error: null }) as const)] as const;
    });
    this.#all = new Map(found);
  }

  /** Tells whenever something changes; returns the function that ends it. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Those of a conversation, in the order of sending. */
  of(conversationId: string): readonly OutgoingReply[] {
    return this.#all.get(conversationId) ?? nothing;
  }

  /** Says how replies are sent, and sends what was left by a reload. */
  serve(post: PostReply): void {
    this.#post = post;
    this.resume();
  }

  /** Sends a reply. */
  send(conversationId: string, text: string): void {
    const reply: OutgoingReply = { id: newKey(), text, state: 'sending', error: null };
    this.#set(conversationId, [...this.of(conversationId), reply]);
    void this.#send(conversationId, reply);
  }

  /** The same reply under the same id. */
  again(conversationId: string, reply: OutgoingReply): void {
    this.#change(conversationId, reply.id, { state: 'sending', error: null });
    void this.#send(conversationId, reply);
  }

  /** The transcript has it, or the agent gave it up. */
  drop(conversationId: string, ids: ReadonlySet<string | null>): void {
    const left = this.of(conversationId).filter((reply) => !ids.has(reply.id));
    if (left.length !== this.of(conversationId).length) this.#set(conversationId, left);
  }

  /** The connection is back: what nobody answered goes out again. */
  resume(): void {
    for (const [conversationId, replies] of this.#all) {
      for (const reply of replies) if (reply.state === 'offline') this.again(conversationId, reply);
    }
  }

  /** Nobody is signed in any more. */
  forget(): void {
    this.#all = new Map();
    this.#kept.forget();
    for (const listener of this.#listeners) listener();
  }

  async #send(conversationId: string, { id, text }: OutgoingReply): Promise<void> {
    try {
      await this.#post?.(conversationId, { id, text });
      this.drop(conversationId, new Set([id]));
    } catch (error) {
      const isSilent = error instanceof ApiError && (error.status === 0 || error.status >= 502);
      this.#change(conversationId, id, { state: isSilent ? 'offline' : 'refused', error });
    }
  }

  #change(conversationId: string, id: string, change: Partial<OutgoingReply>): void {
    const changed = this.of(conversationId).map((one) => (one.id === id ? { ...one, ...change } : one));
    this.#set(conversationId, changed);
  }

  #set(conversationId: string, replies: readonly OutgoingReply[]): void {
    const next = new Map(this.#all);
    if (replies.length === 0) next.delete(conversationId);
    else next.set(conversationId, replies);
    this.#all = next;
    const plain = [...next].map(([id, list]) => [id, list.map((one) => ({ id: one.id, text: one.text }))]);
    this.#kept.write(Object.fromEntries(plain));
    for (const listener of this.#listeners) listener();
  }
}

/** The console's one. */
export const outgoing = new OutgoingReplies();

/** A key under which a deed is done once. `randomUUID` exists on secure pages only; a console in a plain local network must work too. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
