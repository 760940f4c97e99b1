import type { Logger } from '../../src/contracts/logger.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { ModelCalls } from './calls.ts';
import { type ModelEndpoint, ModelFailure, type ModelSettings, type Usage } from './endpoint.ts';
import { type Prompt, promptId } from './prompts/prompt.ts';

/** What both kinds of request are made with. */
export interface ModelParts {
  readonly settings: ModelSettings;
  readonly endpoint: ModelEndpoint;
  readonly calls: ModelCalls;
  readonly logger: Logger;
}

/** One question to the chat model. `user` is a data block; `read` turns the parsed answer into a value or throws. */
export interface Question<T> {
  readonly operation: 'rerank' | 'extract' | 'propose' | 'check';
  readonly prompt: Prompt;
  readonly language?: 'es' | 'en';
  readonly user: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
  readonly timeoutMs: number;
  readonly read: (answer: unknown) => T;
}

/** Fewer characters than this make no token, in any language that is written here. */
const LEAST_CHARACTERS_PER_TOKEN = 2;
const MILLION = 1_000_000;

/** The model, behind its budget, its breakers and its deadlines. */
export class Model {
  readonly settings: ModelSettings;
  readonly #parts: ModelParts;
  readonly #chatBreaker: Breaker;
  readonly #embeddingBreaker: Breaker;

  constructor(parts: ModelParts) {
    this.settings = parts.settings;
    this.#parts = parts;
    const tell = (model: string) => (state: 'open' | 'closed') =>
      parts.logger.warn({ model, state }, 'the circuit breaker of the language model changed');
    this.#chatBreaker = createBreaker(tell('chat'));
    this.#embeddingBreaker = createBreaker(tell('embedding'));
  }

  /** The validated answer. Rejects with ModelFailure only. */
  ask<T>(question: Question<T>): Promise<T> {
    const { endpoint, calls, settings } = this.#parts;
    const { prompt, user, schema, maxTokens, timeoutMs, operation } = question;
    const system = prompt.system[question.language ?? settings.language];
    return calls.run({
      ...{ operation, timeoutMs, prompt: promptId(prompt), breaker: this.#chatBreaker },
      most: { input: mostTokens(system.length + user.length + JSON.stringify(schema).length), output: maxTokens },
      priceOf: ({ input, output }) => (input * settings.prices.input + output * settings.prices.output) / MILLION,
      send: async (signal) => {
        const request = { system, user, schema, maxTokens, schemaName: prompt.name };
        const { content, usage } = await endpoint.chat(request, signal);
        return { usage, value: readAs(content, question.read) };
      },
    });
  }

  /** One vector for each text. Rejects with ModelFailure only. */
  embed(texts: readonly string[], timeoutMs: number): Promise<Float32Array[]> {
    const { endpoint, calls, settings } = this.#parts;
    return calls.run({
      ...{ operation: 'embed', prompt: 'embed', timeoutMs, breaker: this.#embeddingBreaker },
      most: { input: mostTokens(texts.join('').length), output: 0 },
      priceOf: ({ input }: Usage) => (input * settings.prices.embedding) / MILLION,
      send: async (signal) => {
        const { vectors, usage } = await endpoint.embed(texts, signal);
        return { usage, value: vectors };
      },
    });
  }

  /** Ends the timers of the breakers. */
  stop(): void {
    this.#chatBreaker.stop();
    this.#embeddingBreaker.stop();
  }
}

/** Strict on purpose: JSON and nothing around it. What is not of the schema counts as no answer (LLM05). */
function readAs<T>(content: string, read: (answer: unknown) => T): T {
  try {
    return read(JSON.parse(content));
  } catch {
    throw new ModelFailure('invalid');
  }
}

function mostTokens(characters: number): number {
  return Math.ceil(characters / LEAST_CHARACTERS_PER_TOKEN);
}
