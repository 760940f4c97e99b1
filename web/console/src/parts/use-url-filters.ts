import { useSearchParams } from 'react-router';

/** Filters of a page kept in its address, so that a reload, the way back and a shared link show the same. */
export interface UrlFilters<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  /** The same as a query for the API, `''` when nothing is set. */
  readonly query: string;
  readonly isSet: boolean;
  set(name: Name, value: string | null): void;
  clear(): void;
}

/** Reads and writes the named filters; what is not set is `''`. */
export function useUrlFilters<Name extends string>(names: readonly Name[]): UrlFilters<Name> {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<Name, string>;
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
    set: (name, value) => change((next) => (value ? next.set(name, value) : next.delete(name))),
    clear: () =>
      change((next) => {
        for (const name of names) next.delete(name);
      }),
  };
}
