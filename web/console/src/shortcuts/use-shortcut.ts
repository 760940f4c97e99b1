import { useEffect, useRef } from 'react';
import { type ShortcutGroup, shortcuts } from './registry.ts';

/** Gives a key its meaning while the component is shown and `isOn`; the help sheet (`?`) and the palette list it. */
export function useShortcut(
  keys: string,
  about: { readonly text: string; readonly group: ShortcutGroup; readonly isOn?: boolean },
  run: () => void,
): void {
  const { text, group, isOn = true } = about;
  const latest = useRef(run);
  latest.current = run;
  useEffect(
    () => (isOn ? shortcuts.add({ keys, text, group, run: () => latest.current() }) : undefined),
    [keys, text, group, isOn],
  );
}
