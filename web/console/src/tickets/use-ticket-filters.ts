import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SavedTicketView, TicketFilter, TicketList, TicketSort } from '../../../shared/wire/ticket-search.ts';
import { sessionKeep } from '../parts/session-keep.ts';
import { builtInViews, isBuiltIn } from './built-in-views.ts';

/** Filters that stand in the address. Typed words do not: addresses are logged (P4). */
export const addressed = ['state', 'priority', 'area', 'tag', 'assignee', 'due', 'open'] as const;
/** One of them. */
export type Addressed = (typeof addressed)[number];

/** Stands in the address for a filter of the view that was taken away. */
const ANY = 'any';
const words = sessionKeep<{ view: string; text: string }>('tickets.words', { view: '', text: '' });

/** What the list shows now, and how that is changed. */
export interface TicketFilters extends TicketList {
  readonly view: string;
  readonly text: string;
  /** Differs from what its view keeps. */
  readonly isChanged: boolean;
  open(view: string): void;
  set(name: Addressed, value: string | null): void;
  type(text: string): void;
  sortBy(sort: TicketSort): void;
  /** Back to what the view keeps. */
  reset(): void;
}

/** The view of the address with what was changed on it. */
export function useTicketFilters(saved: readonly SavedTicketView[] | undefined): TicketFilters {
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') ?? 'open';
  const [typed, setTyped] = useState(() => words.read());
  const kept = keptBy(view, saved);
  const text = typed.view === view ? typed.text : '';
  const list = useMemo(() => listOf(kept, search, text), [kept, search, text]);
  const change = (edit: (next: URLSearchParams) => void) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        edit(next);
        return next;
      },
      { replace: true },
    );
  const type = (value: string) => {
    const next = { view, text: value };
    words.write(next);
    setTyped(next);
  };
  return {
    ...list,
    view,
    isChanged: text !== '' || [...addressed, 'sort'].some((name) => search.has(name)),
    open: (next) => change((params) => cleared(params).set('view', next)),
    set: (name, value) =>
      change((params) => {
        if (value) params.set(name, value);
        else if (kept.filter[name] === undefined) params.delete(name);
        else params.set(name, ANY);
      }),
    type,
    sortBy: (sort) => change((params) => params.set('sort', sort)),
    reset: () => {
      type('');
      change(cleared);
    },
  };
}

function keptBy(view: string, saved: readonly SavedTicketView[] | undefined): TicketList {
  if (isBuiltIn(view)) return builtInViews[view];
  return saved?.find(({ id }) => id === view) ?? builtInViews.open;
}

function cleared(params: URLSearchParams): URLSearchParams {
  for (const name of [...addressed, 'sort']) params.delete(name);
  return params;
}

function listOf(kept: TicketList, search: URLSearchParams, text: string): TicketList & { readonly text: string } {
  const filter: Record<string, string | boolean | undefined> = { ...kept.filter };
  for (const name of addressed) {
    const value = search.get(name);
    if (value === ANY) delete filter[name];
    else if (value !== null) filter[name] = name === 'open' ? value === 'true' : value;
  }
  const sort = search.get('sort') as TicketSort | null;
  return { filter: filter as TicketFilter, text, sort: sort ?? kept.sort };
}
