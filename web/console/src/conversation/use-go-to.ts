import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { fetchBetween } from '../live/live-cache.ts';
import type { Entry } from './entries.ts';

/** Messages of one page of older ones. */
const PAGE = 200;

/** The position that the address asks for (`?at=12`), or null. */
export function useAskedPlace(): number | null {
  const [params] = useSearchParams();
  const at = Number(params.get('at'));
  return Number.isInteger(at) && at > 0 ? at : null;
}

/** Goes once to the message at a position, reading older ones until it is there. */
export function useGoTo(
  at: number | null,
  about: {
    readonly conversationId: string;
    /** Position of the first message that has been read. */
    readonly first: number;
    readonly entries: readonly Entry[];
    readonly show: (place: number) => void;
  },
): void {
  const { conversationId, first, entries, show } = about;
  const client = useQueryClient();
  const gone = useRef<number | null>(null);
  const asked = useRef<number | null>(null);
  useEffect(() => {
    if (at === null || gone.current === at) return;
    if (first > at && asked.current !== first) {
      asked.current = first;
      // A failure leaves the reader at the end, from where older ones are read by scrolling.
      fetchBetween(client, conversationId, Math.max(0, first - 1 - PAGE), PAGE).catch(() => undefined);
      return;
    }
    const place = entries.findIndex((entry) => entry.kind === 'message' && entry.item.seq >= at);
    if (place < 0 || first > at) return;
    gone.current = at;
    show(place);
  }, [at, conversationId, first, entries, show, client]);
}
