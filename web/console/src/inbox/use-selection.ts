import { useCallback, useMemo, useState } from 'react';

/** Conversations that are ticked for one deed. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
  clear(): void;
}

/** A selection belongs to its list: another list begins with none. */
export function useSelection(list: string): Selection {
  const [{ of, ids }, set] = useState<{ of: string; ids: ReadonlySet<string> }>({ of: list, ids: new Set() });
  const own = useMemo(() => (of === list ? ids : new Set<string>()), [of, ids, list]);
  const toggle = useCallback(
    (id: string) =>
      set((before) => {
        const next = new Set(before.of === list ? before.ids : []);
        if (!next.delete(id)) next.add(id);
        return { of: list, ids: next };
      }),
    [list],
  );
  const clear = useCallback(() => set({ of: list, ids: new Set() }), [list]);
  return useMemo(() => ({ ids: own, toggle, clear }), [own, toggle, clear]);
}
