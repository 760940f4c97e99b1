import { useEffect, useState } from 'react';
import type { EntryContent } from '../../../shared/wire.ts';
import { sessionKeep } from '../parts/session-keep.ts';

/** What is being written, kept in this tab until it is saved or its writer signs out: a reload loses nothing. */
export interface Draft {
  readonly content: EntryContent;
  /** Whether it was found from before. */
  readonly wasKept: boolean;
  change(part: Partial<EntryContent>): void;
  /** Forgets what was kept; the content stands as it is given. */
  settle(content: EntryContent): void;
}

const keepOf = (name: string) => sessionKeep<EntryContent | null>(`entry.${name}`, null);

/** `name`: the entry's id, or `new`. */
export function useDraft(name: string, stored: EntryContent): Draft {
  const [kept] = useState(() => keepOf(name).read());
  const [content, setContent] = useState(kept ?? stored);
  const [isDirty, setDirty] = useState(kept !== null);
  useEffect(() => {
    if (isDirty) keepOf(name).write(content);
  }, [name, content, isDirty]);
  return {
    content,
    wasKept: kept !== null,
    change(part) {
      setDirty(true);
      setContent((before) => ({ ...before, ...part }));
    },
    settle(next) {
      keepOf(name).forget();
      setDirty(false);
      setContent(next);
    },
  };
}
