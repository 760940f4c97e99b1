/** Something small that outlives a reload of this tab, and not the tab. */
export interface SessionKeep<T> {
  read(): T;
  write(value: T): void;
  forget(): void;
}

const prefix = 'ventanilla.keep.';

/**
 * What is being written is not redacted yet, so it is kept in the tab alone (never in the browser's lasting storage), and
 * `forgetSession` empties all of it when the person signs out.
 */
export function sessionKeep<T>(name: string, empty: T): SessionKeep<T> {
  const key = prefix + name;
  return {
    read() {
      try {
        const text = sessionStorage.getItem(key);
        return text === null ? empty : (JSON.parse(text) as T);
      } catch {
        // A full or forbidden storage, or somebody else's text: as if nothing had been kept.
        return empty;
      }
    },
    write(value) {
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // The page still has it; only a reload would lose it.
      }
    },
    forget: () => sessionStorage.removeItem(key),
  };
}

/** Says whose tab it is: what somebody else left in it is emptied. True: something was. */
export function keepFor(personId: string): boolean {
  const owner = sessionKeep<string>('owner', personId);
  const isOther = owner.read() !== personId;
  if (isOther) forgetSession();
  owner.write(personId);
  return isOther;
}

/** Empties everything that was kept. */
export function forgetSession(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
