import { useEffect, useMemo, useState } from 'react';
import type { Message } from '../../../shared/wire.ts';
import { useSendReply } from './use-conversation.ts';

/** A reply that the gateway has not confirmed yet. */
export interface OutgoingReply {
  readonly id: string;
  readonly text: string;
  readonly error: unknown;
}

/** Replies on their way, and the way to send one. */
export interface Outgoing {
  readonly replies: readonly OutgoingReply[];
  send(text: string): void;
  /** The same reply under the same id. */
  again(reply: OutgoingReply): void;
}

/** Shows a reply at once, truly: "sending" until it is stored, "not sent" when it was refused, gone when the transcript has it. */
export function useOutgoing(conversationId: string, transcript: readonly Message[]): Outgoing {
  const [replies, setReplies] = useState<readonly OutgoingReply[]>([]);
  const { mutateAsync } = useSendReply(conversationId);
  const arrived = useMemo(() => new Set(transcript.map((item) => item.clientId)), [transcript]);
  useEffect(() => {
    setReplies((all) =>
      all.some((reply) => arrived.has(reply.id)) ? all.filter((reply) => !arrived.has(reply.id)) : all,
    );
  }, [arrived]);
  const post = (reply: OutgoingReply) => {
    mutateAsync({ id: reply.id, text: reply.text }).then(
      () => setReplies((all) => all.filter((one) => one.id !== reply.id)),
      (error: unknown) => setReplies((all) => all.map((one) => (one.id === reply.id ? { ...one, error } : one))),
    );
  };
  return {
    // Left out while rendering: an effect would show a reply twice for a moment.
    replies: replies.filter((reply) => !arrived.has(reply.id)),
    send(text) {
      const reply = { id: crypto.randomUUID?.() ?? randomId(), text, error: null };
      setReplies((all) => [...all, reply]);
      post(reply);
    },
    again(reply) {
      setReplies((all) => all.map((one) => (one.id === reply.id ? { ...one, error: null } : one)));
      post(reply);
    },
  };
}

/** `randomUUID` exists on secure pages only; a console in a plain local network must work too. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
