import { isModelFailure, ModelFailure, type Usage } from './endpoint.ts';

/** Bytes of an answer that are read. A batch of embeddings takes a few megabytes. */
const MAX_BYTES = 8 * 1024 * 1024;
/** A wait that is longer than this is no wait: a day. */
const MAX_RETRY_AFTER_S = 86_400;

/** One request's way out, and what came back besides its answer. */
export interface GuardedFetch {
  readonly fetch: typeof fetch;
  /** Why it failed, as seen on the wire; null = it did not. */
  failure(): ModelFailure | null;
  /** Tokens as the endpoint counts them; null = it does not say. */
  usage(): Usage | null;
}

/**
 * A fetch for one request that reaches nothing but the endpoint (LLM03, LLM10): addresses under `url` only, no redirects,
 * our own few headers whatever an SDK or the environment adds, a bounded body, and the caller's deadline.
 */
export function guardFetch({ url, key }: { url: string; key: string | null }, signal: AbortSignal): GuardedFetch {
  let failure: ModelFailure | null = null;
  let usage: Usage | null = null;
  const fail = (cause: ModelFailure): never => {
    failure = cause;
    throw cause;
  };
  const guarded = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.startsWith(`${url}/`)) return fail(new ModelFailure('redirected'));
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: headersOf(key),
        body: init.body ?? null,
        redirect: 'manual',
        signal,
      });
      const text = await readBounded(response);
      if (response.status >= 300) return fail(failureOf(response));
      usage = usageIn(text);
      return new Response(text, { status: 200, headers: { 'content-type': 'application/json' } });
    } catch (error) {
      if (isModelFailure(error)) return fail(error);
      return fail(new ModelFailure(signal.aborted ? 'timeout' : 'connection'));
    }
  };
  return { fetch: guarded, failure: () => failure, usage: () => usage };
}

function headersOf(key: string | null): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'ventanilla' };
  return key === null ? headers : { ...headers, authorization: `Bearer ${key}` };
}

async function readBounded(response: Response): Promise<string> {
  if (!response.body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    // Leaving the loop cancels the body, and with it the connection.
    if (size > MAX_BYTES) throw new ModelFailure('tooLarge');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function failureOf({ status, headers }: Response): ModelFailure {
  if (status < 400) return new ModelFailure('redirected', { status });
  if (status === 429) return new ModelFailure('limited', { status, retryAfterMs: retryAfterOf(headers) });
  if (status >= 500) return new ModelFailure('down', { status, retryAfterMs: retryAfterOf(headers) });
  return new ModelFailure('refused', { status });
}

/** RFC 9110: seconds, or a date. */
function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim();
  if (!text) return null;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(MAX_RETRY_AFTER_S, Math.max(0, seconds)) * 1_000 : null;
}

function usageIn(text: string): Usage | null {
  try {
    const { usage } = JSON.parse(text) as { usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } };
    const input = usage?.prompt_tokens;
    const output = usage?.completion_tokens ?? 0;
    return isCount(input) && isCount(output) ? { input, output } : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
