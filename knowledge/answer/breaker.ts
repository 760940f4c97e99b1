import CircuitBreaker from 'opossum';
import { isModelFailure, ModelFailure } from './endpoint.ts';

/** Opens when half of at least five requests within 30 s failed; lets one through after 30 s. */
const rules = {
  errorThresholdPercentage: 50,
  volumeThreshold: 5,
  rollingCountTimeout: 30_000,
  rollingCountBuckets: 6,
  resetTimeout: 30_000,
  timeout: false,
} as const;

/** Spares a failing endpoint, and the people who would wait for it. */
export interface Breaker {
  /** Runs it, or rejects with ModelFailure `open` at once. */
  run<T>(task: () => Promise<T>): Promise<T>;
  isOpen(): boolean;
  stop(): void;
}

/** A circuit breaker. `onChange` tells when it opens and closes. */
export function createBreaker(onChange: (state: 'open' | 'closed') => void): Breaker {
  const circuit = new CircuitBreaker((task: () => Promise<unknown>) => task(), {
    ...rules,
    // An empty budget says nothing of the endpoint's health.
    errorFilter: (error: unknown) => isModelFailure(error) && error.kind === 'budget',
  });
  circuit.on('open', () => onChange('open'));
  circuit.on('close', () => onChange('closed'));
  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      try {
        return (await circuit.fire(task)) as T;
      } catch (error) {
        if (isModelFailure(error)) throw error;
        if ((error as { code?: unknown }).code === 'EOPENBREAKER') throw new ModelFailure('open');
        throw error;
      }
    },
    isOpen: () => circuit.opened,
    stop: () => circuit.shutdown(),
  };
}
