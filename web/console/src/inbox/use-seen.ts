import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Message } from '../../../shared/wire/conversation.ts';
import { api } from '../app/api.ts';

/** Notes how far an opened conversation was read, while its page is really looked at. */
export function useSeen(id: string, transcript: readonly Message[]): void {
  const client = useQueryClient();
  const told = useRef(0);
  const last = transcript.at(-1)?.seq ?? 0;
  useEffect(() => {
    const tell = () => {
      if (document.hidden || last <= told.current) return;
      told.current = last;
      api.send('POST', `/api/conversations/${encodeURIComponent(id)}/seen`, { seq: last }).then(
        () => client.invalidateQueries({ queryKey: ['conversations'] }),
        () => {
          // Told again with the next message or look.
          told.current = 0;
        },
      );
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, id, last]);
}
