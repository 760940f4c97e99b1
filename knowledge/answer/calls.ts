import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Metrics, ModelOperation } from '../../src/contracts/metrics.ts';
import type { Breaker } from './breaker.ts';
import type { Budget } from './budget.ts';
import { isModelFailure, ModelFailure, type Usage } from './endpoint.ts';

/** What requests to the model go through. */
export interface CallParts {
  readonly budget: Budget;
  readonly metrics: Pick<Metrics, 'modelCall'>;
  readonly logger: Logger;
  /** 0..1, for the jitter. */
  readonly random?: () => number;
  /** Waits; rejects when the signal says so. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** One request: what it is for, how large it may get, and until when it is of use. */
export interface Call<T> {
  readonly operation: ModelOperation;
  /** Name and version of the prompt, or the embedding model: `rerank-1`. */
  readonly prompt: string;
  /** Tokens at most: reserved before, settled after. */
  readonly most: Usage;
  readonly priceOf: (usage: Usage) => number;
  readonly breaker: Breaker;
  readonly timeoutMs: number;
  readonly send: (signal: AbortSignal) => Promise<{ readonly usage: Usage; readonly value: T }>;
}

const MAX_TRIES = 3;
const FIRST_WAIT_MS = 150;

/** Runs requests within budget, breaker, deadline and retries, and counts what became of them. */
export class ModelCalls {
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** The answer. Rejects with ModelFailure only. */
  async run<T>(call: Call<T>): Promise<T> {
    const from = performance.now();
    const signal = AbortSignal.timeout(Math.max(0, Math.round(call.timeoutMs)));
    let spent: Usage = { input: 0, output: 0 };
    const ended = (outcome: 'ok' | ModelFailure['kind']) => {
      const { operation, prompt } = call;
      const seconds = (performance.now() - from) / 1_000;
      this.#parts.metrics.modelCall({ operation, prompt, outcome, seconds, ...spent, cost: call.priceOf(spent) });
    };
    try {
      const { usage, value } = await call.breaker.run(() => this.#try(call, signal));
      spent = usage;
      ended('ok');
      return value;
    } catch (error) {
      const failure = isModelFailure(error) ? error : this.#defect(call, error);
      ended(failure.kind);
      const { operation, prompt } = call;
      this.#parts.logger.warn({ operation, prompt, why: failure.kind, status: failure.status }, 'model gave no answer');
      throw failure;
    }
  }

  async #try<T>(call: Call<T>, signal: AbortSignal): Promise<{ usage: Usage; value: T }> {
    const until = performance.now() + call.timeoutMs;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(call, signal);
      } catch (error) {
        if (!isModelFailure(error) || tries === MAX_TRIES) throw error;
        const waitMs = this.#waitAfter(error, tries);
        // Who would be too late is not asked for: the person has an answer without the model.
        if (waitMs === null || performance.now() + waitMs >= until) throw error;
        await this.#wait(waitMs, signal);
      }
    }
  }

  async #once<T>(call: Call<T>, signal: AbortSignal): Promise<{ usage: Usage; value: T }> {
    const reserved = { tokens: call.most.input + call.most.output, cost: call.priceOf(call.most) };
    const receipt = await this.#parts.budget.reserve(reserved);
    if (receipt === null) throw new ModelFailure('budget');
    try {
      const answer = await call.send(signal);
      const { input, output } = answer.usage;
      await receipt.settle({ tokens: input + output, cost: call.priceOf(answer.usage) });
      return answer;
    } catch (error) {
      // Turned away at the door costs nothing; whatever else happened may have been counted there.
      const isFree = isModelFailure(error) && ['limited', 'refused', 'redirected'].includes(error.kind);
      if (isFree) await receipt.settle({ tokens: 0, cost: 0 });
      throw error;
    }
  }

  /** Null: trying again would not help. */
  #waitAfter({ kind, retryAfterMs }: ModelFailure, tries: number): number | null {
    if (kind !== 'limited' && kind !== 'down' && kind !== 'connection') return null;
    const { random = Math.random } = this.#parts;
    return retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + random() / 2);
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const { wait = (time: number, until: AbortSignal) => sleep(time, undefined, { signal: until }) } = this.#parts;
    try {
      await wait(ms, signal);
    } catch {
      throw new ModelFailure('timeout');
    }
  }

  #defect(call: Call<unknown>, err: unknown): ModelFailure {
    this.#parts.logger.error({ err, operation: call.operation }, 'asking the model failed through our own fault');
    return new ModelFailure('invalid');
  }
}
