import type { SensitiveKind } from './redacted.ts';

/** What a language model is asked for. */
export type ModelOperation = 'embed' | 'rerank' | 'extract' | 'propose' | 'check';

/** One request to a language model, retries included. */
export interface ModelCallFigures {
  readonly operation: ModelOperation;
  /** Name and version of the prompt, `rerank-1`; for embeddings `embed`. */
  readonly prompt: string;
  /** `ok`, or the kind of failure. */
  readonly outcome: string;
  readonly seconds: number;
  /** Tokens sent and received. */
  readonly input: number;
  readonly output: number;
  /** In the currency of the configured prices. */
  readonly cost: number;
}

/** What is counted. Labels are closed sets; never a text or an address. */
export interface Metrics {
  messageReceived(channel: string, status: 'stored' | 'duplicate' | 'rejected'): void;
  redacted(kind: SensitiveKind): void;
  /** A turn ended; seconds from start to durable commit. */
  turn(seconds: number, outcome: 'ok' | 'conflict' | 'error'): void;
  replySent(channel: string, outcome: 'sent' | 'retried' | 'failed'): void;
  outboxDepth(depth: number): void;
  modelCall(call: ModelCallFigures): void;
}

/** What is counted of our number of WhatsApp. */
export interface WhatsappMetrics {
  /** Its state changed; `code` = of the last disconnection. */
  whatsappState(state: string, code: number | null): void;
}

/** What the link checker counts. */
export interface LinkMetrics {
  linkChecked(outcome: 'ok' | 'gone' | 'trouble' | 'busy' | 'offline'): void;
  /** Published entries that are not sent because their link does not work. */
  brokenLinks(count: number): void;
}

/** What is counted of tickets. */
export interface TicketMetrics {
  /** Something happened to a ticket without a hand. */
  bellRung(kind: 'warning' | 'breach' | 'reminder' | 'closeWarning' | 'close' | 'climb'): void;
  /** A notice about a ticket ended: it left, nobody could be reached, or it was given up. */
  noticeSent(way: 'console' | 'mail' | 'chat', outcome: 'sent' | 'left' | 'failed'): void;
}

/** What a job queue counts. `type` is a word of the code. */
export interface JobMetrics {
  /** `moved`: another job of its key had taken its place, and it did nothing. */
  jobRan(type: string, outcome: 'done' | 'failed' | 'moved', seconds: number): void;
  /** Jobs that wait or run now. */
  jobsWaiting(count: number): void;
}
