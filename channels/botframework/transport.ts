import { AppError } from '../../src/errors/app-error.ts';

const TIMEOUT_MS = 15_000;
const MAX_HELD_SECONDS = 3_600;

/** A request of the connector's client, as far as it is read here. */
export interface ConnectorRequest {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers: { toJson(): Record<string, string> };
}

/**
 * Sends a request of the connector's client, once and to nowhere else: its own transport follows redirects with our token and
 * tries again for minutes, and trying again is the outbox's. Gives status and text of a success. Throws DELIVERY_FAILED,
 * DELIVERY_HELD, DELIVERY_REFUSED; 401 is told to `onRefused` first.
 */
export async function sendOnce(
  request: ConnectorRequest,
  { channel, onRefused }: { readonly channel: string; readonly onRefused: () => void },
): Promise<{ status: number; text: string }> {
  const { 'content-length': _length, ...headers } = request.headers.toJson();
  const response = await fetch(request.url, {
    ...{ method: request.method, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) },
    ...(typeof request.body === 'string' ? { body: request.body } : {}),
  }).catch((cause: unknown) => {
    throw new AppError('DELIVERY_FAILED', { channel }, { cause });
  });
  const text = await response.text().catch(() => '');
  if (response.ok) return { status: response.status, text };
  if (response.status === 401) onRefused();
  throw errorOf(response.status, response.headers.get('retry-after'), channel);
}

/** What a connector's refusal means to a reply. Pure. */
export function errorOf(status: number, retryAfter: string | null, channel: string): AppError {
  const seconds = Math.min(MAX_HELD_SECONDS, Number(retryAfter ?? 'none'));
  if (status === 429) return new AppError('DELIVERY_HELD', { seconds: seconds > 0 ? Math.ceil(seconds) : 30 });
  // 401: the token ran out meanwhile, a new one is asked for. 408, 412, 5xx: what Bot Service asks to send again.
  const isPassing = status === 401 || status === 408 || status === 412 || status >= 500;
  return new AppError(isPassing ? 'DELIVERY_FAILED' : 'DELIVERY_REFUSED', { channel });
}
