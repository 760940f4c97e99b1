import { useRef } from 'react';
import { api } from '../app/api.ts';

/** At most so often it is said that one writes, ms. */
const EVERY_MS = 3_000;

/** Tells the person that one is writing; call it at every key. Nobody waits for it, and a failure is no news. */
export function useTyping(conversationId: string): () => void {
  const told = useRef(0);
  return () => {
    const now = Date.now();
    if (now - told.current < EVERY_MS) return;
    told.current = now;
    api.send('POST', `/api/conversations/${encodeURIComponent(conversationId)}/typing`).catch(() => undefined);
  };
}
