import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { DeliveryProblem } from '../contracts/webhooks.ts';
import { guardedLookup, PRIVATE_ADDRESS } from '../network/addresses.ts';

/** What came back. */
export interface PostAnswer {
  readonly status: number;
  /** Seconds that the host wants us to wait; null = it does not say. */
  readonly retryAfter: number | null;
  /** The beginning of a JSON answer; empty when it is something else. */
  readonly body: string;
}

/** Sends one body to one address and follows nothing. Rejects with a `PostFailure` when no answer comes. */
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<PostAnswer>;

/** Why there was no answer. */
export class PostFailure extends Error {
  readonly problem: DeliveryProblem;

  constructor(problem: DeliveryProblem, options?: { cause?: unknown }) {
    super(`the outside system did not answer (${problem})`, options);
    this.name = 'PostFailure';
    this.problem = problem;
  }
}

/** How to send. */
export interface PostOptions {
  /** Milliseconds for one request, from the name to the end of the answer. Default 10,000. */
  readonly timeoutMs?: number;
  /** Hosts of the operator's own network: may be plain HTTP, private, on any port. */
  readonly ownHosts?: ReadonlySet<string>;
  readonly lookup?: LookupFunction;
}

const TIMEOUT_MS = 10_000;
const MAX_HEADER_BYTES = 16 * 1024;
/** Enough for a reference number; what comes after is not read. */
const MAX_BODY_BYTES = 8 * 1024;

/**
 * Sends over HTTPS to public addresses only, save to the operator's own hosts; no redirects, cookies, proxy or shared
 * connections.
 */
export function createPost({ timeoutMs = TIMEOUT_MS, ownHosts = new Set(), lookup }: PostOptions = {}): Post {
  const guarded = lookup ?? guardedLookup();
  return async (address, headers, body) => {
    const url = new URL(address);
    const problem = problemOfUrl(address, ownHosts);
    if (problem !== null) throw new PostFailure('refusedAddress');
    const signal = AbortSignal.timeout(timeoutMs);
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      signal,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: {
        'user-agent': 'Ventanilla',
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        connection: 'close',
        ...headers,
      },
      ...(isOwn(url, ownHosts) ? {} : { lookup: guarded }),
    };
    return send(url, options, body).catch((cause: unknown) => {
      throw new PostFailure(signal.aborted ? 'timeout' : problemOf(cause), { cause });
    });
  };
}

/** Why an address may not be called, in words for whoever entered it; null: it may, as far as its text says. */
export function problemOfUrl(address: string, ownHosts: ReadonlySet<string>): string | null {
  if (!URL.canParse(address)) return 'write a whole address, like https://help.example/hooks';
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'an address carries no name and password';
  if (isOwn(url, ownHosts) && /^https?:$/.test(url.protocol)) return null;
  if (url.protocol !== 'https:') return 'write https: over the network tickets must not travel in the clear';
  // A literal address would be connected to without a lookup.
  const isLiteral = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  const isLocal = /(^|\.)(localhost|local|internal)$/i.test(url.hostname) || !url.hostname.includes('.');
  return isLiteral || isLocal ? 'a host of your own network has to stand in VENTANILLA_WEBHOOK_HOSTS' : null;
}

function isOwn({ host, hostname }: URL, ownHosts: ReadonlySet<string>): boolean {
  return ownHosts.has(host) || ownHosts.has(hostname);
}

function send(url: URL, options: RequestOptions, body: string): Promise<PostAnswer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const running = request(url, options, (answer) => {
      readBody(answer).then((text) => resolve(answerOf(answer, text)), reject);
    });
    running.once('error', reject);
    running.end(body);
  });
}

async function readBody(answer: IncomingMessage): Promise<string> {
  if (!/^application\/(json|[\w.-]+\+json)\b/i.test(answer.headers['content-type'] ?? '')) {
    answer.destroy();
    return '';
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return '';
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: string): PostAnswer {
  const seconds = Number(headers['retry-after']);
  const isTold = headers['retry-after'] !== undefined && Number.isFinite(seconds) && seconds >= 0;
  return { status: statusCode, retryAfter: isTold ? seconds : null, body };
}

function problemOf(cause: unknown): DeliveryProblem {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  if (code === PRIVATE_ADDRESS) return 'refusedAddress';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls' : 'unreachable';
}
