import type { Page } from './page.ts';

/** One's notices, and how many of all of them are not read. */
export interface Notices extends Page<Notice> {
  unread: number;
}

/** Something that one is told: ids, numbers and dates in `facts`, never a customer's words. */
export interface Notice {
  id: string;
  kind: string;
  at: string;
  facts: Record<string, string | number | boolean>;
  readAt: string | null;
}
