import { Tabs } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** The tabs of a page in one line; where it is too narrow the line scrolls, and the tab that is open is in sight. */
export function TabLine({ label, open, children }: { label?: string; open: string; children: ReactNode }) {
  const line = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another open tab is brought into sight
  useLayoutEffect(() => {
    const tab = line.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <Tabs.List ref={line} className="tab-line" aria-label={label}>
      {children}
    </Tabs.List>
  );
}
