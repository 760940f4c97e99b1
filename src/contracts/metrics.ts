import type { SensitiveKind } from './redacted.ts';

/** What is counted. Labels are closed sets; never a text or an address. */
export interface Metrics {
  messageReceived(channel: string, status: 'stored' | 'duplicate' | 'rejected'): void;
  redacted(kind: SensitiveKind): void;
  /** A turn ended; seconds from start to durable commit. */
  turn(seconds: number, outcome: 'ok' | 'conflict' | 'error'): void;
  replySent(channel: string, outcome: 'sent' | 'retried' | 'failed'): void;
  outboxDepth(depth: number): void;
}

/** What the link checker counts. */
export interface LinkMetrics {
  linkChecked(outcome: 'ok' | 'gone' | 'trouble' | 'busy' | 'offline'): void;
  /** Published entries that are not sent because their link does not work. */
  brokenLinks(count: number): void;
}
