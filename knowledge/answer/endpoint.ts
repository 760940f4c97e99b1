/** What an operator configures. */
export interface ModelSettings {
  /** OpenAI-compatible, with its version: `https://api.example.com/v1`. No slash at the end. */
  readonly url: string;
  /** Null: the endpoint asks for none. */
  readonly key: string | null;
  /** Null: no re-ranker, no reading of the diagnosis, no proposals. */
  readonly chatModel: string | null;
  /** Null: no search by meaning. */
  readonly embeddingModel: string | null;
  /** Asked of the embedding model; null = its own number. */
  readonly dimensions: number | null;
  /** Longest that a message waits for the model, ms. */
  readonly timeoutMs: number;
  /** Longest that a message waits for its embedding, ms; part of the above. */
  readonly embeddingTimeoutMs: number;
  /** Limits of one UTC day and organisation; null = none. `cost` in the currency of the prices. */
  readonly daily: { readonly requests: number | null; readonly tokens: number | null; readonly cost: number | null };
  /** Price of a million tokens. */
  readonly prices: { readonly input: number; readonly output: number; readonly embedding: number };
  /** Language that the instructions are written in. */
  readonly language: 'es' | 'en';
}

/** Tokens of one request, as the endpoint counts them; estimated where it does not say. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** A question to a chat model, with the one form that its answer may have. */
export interface ChatRequest {
  readonly system: string;
  readonly user: string;
  /** Name and JSON schema of the answer. */
  readonly schemaName: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

/** A model behind an endpoint. Both reject with ModelFailure, and with nothing else. */
export interface ModelEndpoint {
  /** The words of the answer, unread. */
  chat(request: ChatRequest, signal: AbortSignal): Promise<{ readonly content: string; readonly usage: Usage }>;
  /** One vector for each text, in order. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<{ vectors: Float32Array[]; usage: Usage }>;
}

/**
 * Why there is no answer. `limited` = 429, `down` = 5xx, `refused` = any other status, `invalid` = not what the protocol or
 * the schema says, `tooLarge` = more than we read, `connection` = no or half an answer, `redirected` = sent elsewhere,
 * `budget` = the day's limit, `open` = the circuit breaker.
 */
export type FailureKind =
  | 'timeout'
  | 'limited'
  | 'down'
  | 'refused'
  | 'invalid'
  | 'tooLarge'
  | 'connection'
  | 'redirected'
  | 'budget'
  | 'open';

/** A request that came to nothing. Holds nothing of what was sent or answered (P4). */
export class ModelFailure extends Error {
  readonly kind: FailureKind;
  /** HTTP status, if there was one. */
  readonly status: number | null;
  /** What the endpoint asked to wait, ms. */
  readonly retryAfterMs: number | null;

  constructor(kind: FailureKind, about: { status?: number; retryAfterMs?: number | null } = {}) {
    super(about.status === undefined ? kind : `${kind} (${about.status})`);
    this.name = 'ModelFailure';
    this.kind = kind;
    this.status = about.status ?? null;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

/** Whether it is a ModelFailure; by name, because the built endpoint has a class of its own. */
export function isModelFailure(error: unknown): error is ModelFailure {
  return error instanceof Error && error.name === 'ModelFailure';
}
