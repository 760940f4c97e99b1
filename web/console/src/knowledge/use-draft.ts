import { useEffect, useState } from 'react';
import type { EntryContent } from '../../../shared/wire.ts';

/** What is being written, kept on this machine until it is saved: a reload loses nothing. */
export interface Draft {
  readonly content: EntryContent;
  /** Whether it was found from before. */
  readonly wasKept: boolean;
  change(part: Partial<EntryContent>): void;
  /** Forgets what was kept; the content stands as it is given. */
  settle(content: EntryContent): void;
}

const keyOf = (name: string) => `ventanilla.entry.${name}`;

/** `name`: the entry's id, or `new`. */
export function useDraft(name: string, stored: EntryContent): Draft {
  const [kept] = useState(() => read(name));
  const [content, setContent] = useState(kept ?? stored);
  const [isDirty, setDirty] = useState(kept !== null);
  useEffect(() => {
    if (isDirty) localStorage.setItem(keyOf(name), JSON.stringify(content));
  }, [name, content, isDirty]);
  return {
    content,
    wasKept: kept !== null,
    change(part) {
      setDirty(true);
      setContent((before) => ({ ...before, ...part }));
    },
    settle(next) {
      localStorage.removeItem(keyOf(name));
      setDirty(false);
      setContent(next);
    },
  };
}

function read(name: string): EntryContent | null {
  const text = localStorage.getItem(keyOf(name));
  if (text === null) return null;
  try {
    return JSON.parse(text) as EntryContent;
  } catch {
    // Somebody else's text under our name: it is worth nothing.
    localStorage.removeItem(keyOf(name));
    return null;
  }
}
