import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { guardedLookup, PRIVATE_ADDRESS } from '../../../src/network/addresses.ts';

/** What came back: the head of an answer. Bodies are never read. */
export interface Head {
  readonly status: number;
  readonly location: string | null;
  /** Seconds that the host wants us to wait; null = it does not say. */
  readonly retryAfter: number | null;
}

/** Asks one address, follows nothing. Rejects with an error that has a `code` when no answer comes. */
export type Ask = (method: 'HEAD' | 'GET', url: URL) => Promise<Head>;

/** How to ask. */
export interface AskOptions {
  /** Milliseconds for one request, from the name to the head of the answer. Default 10,000. */
  readonly timeoutMs?: number;
  /**
   * Passed by tests in code, never read from the environment: hosts that may be plain HTTP on any port and on this machine.
   */
  readonly testOnlyHosts?: ReadonlySet<string>;
  readonly lookup?: LookupFunction;
}

const TIMEOUT_MS = 10_000;
const MAX_HEADER_BYTES = 16 * 1024;
const USER_AGENT = 'Ventanilla link checker';

/**
 * Asks by GET or HEAD over HTTPS on port 443, only public addresses, without cookies, credentials, proxy or shared
 * connections; the connection ends with the head of the answer.
 */
export function createAsk({ timeoutMs = TIMEOUT_MS, testOnlyHosts = new Set(), lookup }: AskOptions = {}): Ask {
  const guarded = lookup ?? guardedLookup();
  return async (method, url) => {
    const isTest = testOnlyHosts.has(url.host);
    if (!isTest) refuseUnsafe(url);
    const signal = AbortSignal.timeout(timeoutMs);
    const options: RequestOptions = {
      method,
      agent: false,
      signal,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: { 'user-agent': USER_AGENT, accept: '*/*', connection: 'close' },
      ...(isTest ? {} : { lookup: guarded }),
    };
    return headOf(url, options).catch((error: unknown) => {
      throw signal.aborted ? Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }) : error;
    });
  };
}

/** A literal address would be connected to without a lookup. */
function refuseUnsafe({ protocol, port, username, password, hostname }: URL): void {
  const isLiteral = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === '';
  if (isPlain && !isLiteral) return;
  throw Object.assign(new Error('not a public address'), { code: PRIVATE_ADDRESS });
}

function headOf(url: URL, options: RequestOptions): Promise<Head> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const running = request(url, options, (answer) => {
      resolve(readHead(answer));
      answer.destroy();
    });
    running.once('error', reject);
    running.end();
  });
}

function readHead({ statusCode = 0, headers }: IncomingMessage): Head {
  const seconds = Number(headers['retry-after']);
  return {
    status: statusCode,
    location: headers.location ?? null,
    retryAfter: headers['retry-after'] !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
  };
}
