import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { sessionKeep } from './session-keep.ts';

/** Filters of a page kept in its address, so that a reload, the way back and a shared link show the same. */
export interface UrlFilters<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  /** All that is set as one string, `''` when nothing is. */
  readonly query: string;
  readonly isSet: boolean;
  set(name: Name, value: string | null): void;
  clear(): void;
}

/** What a person types into a filter: it is kept in the tab under a name, never in the address, which is logged (P4). */
export interface TypedFilters<Name extends string> {
  readonly keep: string;
  readonly names: readonly Name[];
}

/** Reads and writes the named filters; what is not set is `''`. */
export function useUrlFilters<Name extends string>(
  names: readonly Name[],
  typed?: TypedFilters<Name>,
): UrlFilters<Name> {
  const [search, setSearch] = useSearchParams();
  const words = useTyped(typed?.keep ?? null);
  const isTyped = (name: Name) => typed?.names.includes(name) === true;
  const currentOf = (name: Name) => (isTyped(name) ? words.values[name] : search.get(name)) ?? '';
  const values = Object.fromEntries(names.map((name) => [name, currentOf(name)])) as Record<Name, string>;
  const own = new URLSearchParams(names.flatMap((name) => (values[name] === '' ? [] : [[name, values[name]]])));
  const change = (edit: (next: URLSearchParams) => void) => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        edit(next);
        return next;
      },
      { replace: true },
    );
  };
  return {
    values,
    query: own.toString(),
    isSet: own.size > 0,
    set: (name, value) => {
      if (isTyped(name)) words.write({ ...words.values, [name]: value ?? '' });
      else change((next) => (value ? next.set(name, value) : next.delete(name)));
    },
    clear: () => {
      if (typed) words.write({});
      change((next) => {
        for (const name of names) next.delete(name);
      });
    },
  };
}

type Words = Readonly<Record<string, string>>;

function useTyped(keep: string | null): { readonly values: Words; write(values: Words): void } {
  const kept = sessionKeep<Words>(`filters.${keep}`, {});
  const [values, setValues] = useState(() => (keep === null ? {} : kept.read()));
  return {
    values,
    write(next) {
      kept.write(next);
      setValues(next);
    },
  };
}
