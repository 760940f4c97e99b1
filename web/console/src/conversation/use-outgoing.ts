import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Message } from '../../../shared/wire/conversation.ts';
import { outgoing } from './outgoing.ts';
import type { OutgoingReply } from './outgoing-reply.ts';

/** Replies on their way in a conversation, and the way to send one. */
export interface Outgoing {
  readonly replies: readonly OutgoingReply[];
  send(text: string): void;
  again(reply: OutgoingReply): void;
  /** Gives a refused reply up. */
  drop(reply: OutgoingReply): void;
}

/** Shows a reply at once and truly, until the transcript has it. */
export function useOutgoing(conversationId: string, transcript: readonly Message[]): Outgoing {
  const replies = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(conversationId));
  const arrived = useMemo(() => new Set(transcript.map((item) => item.clientId)), [transcript]);
  useEffect(() => outgoing.drop(conversationId, arrived), [conversationId, arrived]);
  return {
    // Left out while rendering: an effect would show a reply twice for a moment.
    replies: useMemo(() => replies.filter((reply) => !arrived.has(reply.id)), [replies, arrived]),
    send: (text) => outgoing.send(conversationId, text),
    again: (reply) => outgoing.again(conversationId, reply),
    drop: (reply) => outgoing.drop(conversationId, new Set([reply.id])),
  };
}
