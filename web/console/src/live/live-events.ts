import { useEffect, useRef } from 'react';
import type { Conversation, Message } from '../../../shared/wire/conversation.ts';
import type { Notice } from '../../../shared/wire/notice.ts';

/** What happens while one looks, told after the cache has it. */
export interface LiveEvents {
  /** Somebody begins to wait for a person. */
  waiting?(conversation: Conversation): void;
  /** A new message; with its conversation, if that is known here. */
  message?(about: { conversation: Conversation | null; item: Message }): void;
  /** Somebody writes in a conversation: the person, or an agent by name. */
  typing?(about: { conversationId: string; speaker: 'user' | 'agent'; name: string }): void;
  /** For oneself. */
  notice?(notice: Notice): void;
}

const listeners = new Set<{ current: LiveEvents }>();

/** Listens while the component is shown. */
export function useLiveEvents(events: LiveEvents): void {
  const latest = useRef(events);
  latest.current = events;
  useEffect(() => {
    listeners.add(latest);
    return () => void listeners.delete(latest);
  }, []);
}

/** Tells everybody who listens. */
export function tell<Name extends keyof LiveEvents>(
  name: Name,
  about: Parameters<NonNullable<LiveEvents[Name]>>[0],
): void {
  for (const { current } of listeners) (current[name] as ((it: typeof about) => void) | undefined)?.(about);
}
