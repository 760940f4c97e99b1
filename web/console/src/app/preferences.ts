import { useSyncExternalStore } from 'react';

/** What somebody chose for this browser. Nothing of it is about customers. */
export interface Preferences {
  /** Lines close together, or with room between them. */
  readonly density: 'roomy' | 'compact';
  /** A short sound when somebody waits or mentions one. */
  readonly sound: boolean;
  /** Notices of the browser while the console is in the background; the browser asks for its own permission as well. */
  readonly notices: boolean;
}

const key = 'ventanilla.preferences';
const first: Preferences = { density: 'roomy', sound: true, notices: false };
const listeners = new Set<() => void>();
let current = read();
apply();

/** The choices now. */
export const preferences = (): Preferences => current;

/** The choices, and the way to change some of them. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const chosen = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, preferences);
  return [chosen, choose];
}

function choose(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(key, JSON.stringify(current));
  apply();
  for (const listener of listeners) listener();
}

function apply(): void {
  document.documentElement.dataset.density = current.density;
}

function read(): Preferences {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>) };
  } catch {
    // Not ours, or spoilt: what everybody begins with.
    return first;
  }
}
