/** Where a shortcut stands in the help sheet. */
export type ShortcutGroup = 'general' | 'go' | 'list' | 'conversation' | 'ticket';

/** A key that does something on the page that is open now. */
export interface Shortcut {
  /** One key (`r`, `?`), several with a space between (`g i`), or with the command key (`mod+k`). */
  readonly keys: string;
  /** Key of its words in the texts. */
  readonly text: string;
  readonly group: ShortcutGroup;
  readonly run: () => void;
}

/** A second key counts as part of a sequence for so long, ms. */
const SEQUENCE_MS = 1_200;

/** The shortcuts of what is open now; a page that closes takes its own away. */
export class ShortcutRegistry {
  readonly #listeners = new Set<() => void>();
  #all: readonly Shortcut[] = [];
  #begun: { readonly key: string; readonly at: number } | null = null;

  /** What there is now, the newest last. */
  list = (): readonly Shortcut[] => this.#all;

  /** Tells whenever that changes; returns the function that ends it. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Returns the function that takes it away. */
  add(shortcut: Shortcut): () => void {
    this.#set([...this.#all, shortcut]);
    return () => this.#set(this.#all.filter((one) => one !== shortcut));
  }

  /** Runs what belongs to a key; true when something did. While one writes, only combinations count. */
  press(event: KeyboardEvent): boolean {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.altKey || event.isComposing || (!isCommand && isWriting(event.target))) return false;
    const key = isCommand ? `mod+${event.key.toLowerCase()}` : event.key;
    const begun = this.#begun && event.timeStamp - this.#begun.at < SEQUENCE_MS ? `${this.#begun.key} ${key}` : null;
    this.#begun = null;
    const found =
      this.#all.findLast(({ keys }) => keys === (begun ?? key)) ?? this.#all.findLast((one) => one.keys === key);
    if (found) {
      event.preventDefault();
      found.run();
      return true;
    }
    if (this.#all.some(({ keys }) => keys.startsWith(`${key} `))) this.#begun = { key, at: event.timeStamp };
    return false;
  }

  #set(next: readonly Shortcut[]): void {
    this.#all = next;
    for (const listener of this.#listeners) listener();
  }
}

/** The console's one. */
export const shortcuts = new ShortcutRegistry();

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
