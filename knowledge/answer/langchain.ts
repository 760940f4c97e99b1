import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { HumanMessage, SystemMessage } from 'langchain';
import {
  type ChatRequest,
  isModelFailure,
  type ModelEndpoint,
  ModelFailure,
  type ModelSettings,
  type Usage,
} from './endpoint.ts';
import { type GuardedFetch, guardFetch } from './guarded-fetch.ts';
import { quietEnvironment } from './quiet-environment.ts';

/** Roughly, where an endpoint does not count: four characters to a token. */
const CHARACTERS_PER_TOKEN = 4;
/** Something for the SDK where the endpoint asks for no key; it is never sent. */
const NO_KEY = 'none';

/**
 * The endpoint behind LangChain. Nobody else imports LangChain, and this file is loaded only when a model is configured.
 * Each request has a client of its own (0.04 ms) over a fetch of its own, so that nothing is shared but the address.
 */
export function createLangchainEndpoint(settings: ModelSettings): ModelEndpoint {
  const { url, key, chatModel, embeddingModel } = settings;
  const common = (guard: GuardedFetch) => ({
    apiKey: key ?? NO_KEY,
    maxRetries: 0,
    maxConcurrency: Number.POSITIVE_INFINITY,
    configuration: { baseURL: url, fetch: guard.fetch, organization: null, project: null },
  });
  return {
    chat: (request, signal) =>
      guarded(settings, signal, async (guard) => {
        const model = new ChatOpenAI({
          ...common(guard),
          model: chatModel ?? '',
          maxTokens: request.maxTokens,
          streaming: false,
          useResponsesApi: false,
        });
        const { content } = await model.invoke(messagesOf(request), { response_format: formatOf(request), signal });
        if (typeof content !== 'string') throw new ModelFailure('invalid');
        const size = request.system.length + request.user.length;
        return { content, usage: guard.usage() ?? estimate(size, content.length) };
      }),
    embed: (texts, signal) =>
      guarded(settings, signal, async (guard) => {
        const model = new OpenAIEmbeddings({
          ...common(guard),
          model: embeddingModel ?? '',
          encodingFormat: 'float',
          batchSize: texts.length,
          ...(settings.dimensions === null ? {} : { dimensions: settings.dimensions }),
        });
        const vectors = vectorsOf(await model.embedDocuments([...texts]), texts.length);
        return { vectors, usage: guard.usage() ?? estimate(texts.join('').length, 0) };
      }),
  };
}

async function guarded<T>(
  settings: ModelSettings,
  signal: AbortSignal,
  run: (guard: GuardedFetch) => Promise<T>,
): Promise<T> {
  quietEnvironment(process.env);
  const guard = guardFetch(settings, signal);
  try {
    return await run(guard);
  } catch (error) {
    // What the packages throw holds what was sent or answered: only the kind of failure leaves this room (P4).
    const known = guard.failure() ?? (isModelFailure(error) ? error : null);
    throw known ?? new ModelFailure(signal.aborted ? 'timeout' : 'invalid');
  }
}

function messagesOf({ system, user }: ChatRequest) {
  return [new SystemMessage(system), new HumanMessage(user)];
}

function formatOf({ schemaName: name, schema }: ChatRequest) {
  return { type: 'json_schema' as const, json_schema: { name, schema: { ...schema }, strict: true } };
}

function vectorsOf(found: unknown, count: number): Float32Array[] {
  if (!Array.isArray(found) || found.length !== count) throw new ModelFailure('invalid');
  const vectors = found.map((one: unknown) => {
    if (!Array.isArray(one) || one.length === 0 || !one.every(Number.isFinite)) throw new ModelFailure('invalid');
    return Float32Array.from(one as number[]);
  });
  if (vectors.some(({ length }) => length !== vectors[0]?.length)) throw new ModelFailure('invalid');
  return vectors;
}

function estimate(sent: number, said: number): Usage {
  return { input: Math.ceil(sent / CHARACTERS_PER_TOKEN), output: Math.ceil(said / CHARACTERS_PER_TOKEN) };
}
