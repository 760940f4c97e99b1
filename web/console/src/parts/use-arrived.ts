import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Marks the one of a list that the address asks for (`?id=…`), as notices do: it is brought into sight and framed. */
export function useArrived(id: string) {
  const [params] = useSearchParams();
  const isMeant = params.get('id') === id;
  const ref = useCallback(
    (node: HTMLElement | null) => {
      if (isMeant) node?.scrollIntoView({ block: 'center' });
    },
    [isMeant],
  );
  return { ref, 'data-arrived': isMeant || undefined };
}
