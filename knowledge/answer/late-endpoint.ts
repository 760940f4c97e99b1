import { type ModelEndpoint, ModelFailure, type ModelSettings } from './endpoint.ts';
import { quietEnvironment } from './quiet-environment.ts';

/**
 * The endpoint, whose packages (some 0.4 s and 40 MB) load beside the work that goes on; a request that comes before waits
 * for them as long as it would wait for its answer.
 */
export function createLateEndpoint(settings: ModelSettings): ModelEndpoint {
  const loading = load(settings);
  // Each request tells of it; nobody may be waiting yet.
  loading.catch(() => undefined);
  const ready = (signal: AbortSignal) => Promise.race([loading, untilAborted(signal)]);
  return {
    chat: async (request, signal) => (await ready(signal)).chat(request, signal),
    embed: async (texts, signal) => (await ready(signal)).embed(texts, signal),
  };
}

async function load(settings: ModelSettings): Promise<ModelEndpoint> {
  quietEnvironment(process.env);
  const { createLangchainEndpoint } = await import('./langchain.ts');
  return createLangchainEndpoint(settings);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const late = () => reject(new ModelFailure('timeout'));
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
}
