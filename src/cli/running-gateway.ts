import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyNamesOf } from '../compose/load-policies.ts';
import type { Config } from '../config/config.ts';
import { AppError, isAppError } from '../errors/app-error.ts';

/** A gateway that refused a request: its own code and message, as its API gave them. */
export class GatewayRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const PROBE_MS = 1_500;
const REQUEST_MS = 15_000;

/** Where a gateway of this configuration listens, as this machine reaches it. */
export function addressOf({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Whether a gateway answers at an address. */
export async function isGateway(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(PROBE_MS) });
    const body: unknown = await answer.json();
    return answer.ok && typeof body === 'object' && body !== null && 'ok' in body && body.ok === true;
  } catch {
    return false;
  }
}

/** The operator's token: the environment's, else the one that the gateway made; null when there is none yet. */
export function operatorToken({ token, dataDir }: Pick<Config, 'token' | 'dataDir'>): string | null {
  if (token !== null) return token;
  try {
    return readFileSync(join(dataDir, 'secrets', 'operator-token'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

/**
 * The API of a running gateway, as the operator, for one organisation: the one named, else the first of several that the
 * configuration runs. Throws GATEWAY_UNREACHABLE, TOKEN_MISSING, GatewayRefusal.
 */
export function gatewayApi(config: Config, url = addressOf(config), organisation = firstOfSeveral(config)) {
  const call = (method: string, path: string, body?: object) => {
    const token = operatorToken(config);
    if (token === null) throw new AppError('TOKEN_MISSING');
    const named = organisation === null ? {} : { organisation };
    return requestJson(new URL(path, url), { method, token, ...named, ...(body ? { body } : {}) });
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: object = {}) => call('POST', path, body),
    put: (path: string, body: object = {}) => call('PUT', path, body),
    delete: (path: string) => call('DELETE', path),
  };
}

/** A gateway with one organisation need not be told which. */
function firstOfSeveral(config: Config): string | null {
  const [first, second] = policyNamesOf(config);
  return first !== undefined && second !== undefined ? first : null;
}

/** One request with a bearer token, its answer as JSON. Throws GATEWAY_UNREACHABLE, GatewayRefusal. */
export async function requestJson(
  url: URL,
  { method, token, organisation, body }: { method: string; token?: string; organisation?: string; body?: object },
): Promise<unknown> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(organisation === undefined ? {} : { 'x-organisation': organisation }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const init = { method, headers, signal: AbortSignal.timeout(REQUEST_MS) };
  let answer: Response;
  try {
    answer = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  } catch (cause) {
    throw new AppError('GATEWAY_UNREACHABLE', { url: url.origin }, { cause });
  }
  const json: unknown = await answer.json().catch(() => null);
  if (answer.ok) return json;
  throw refusalOf(json, answer.status);
}

/** Runs on the store while no gateway has it, else on the gateway that has. Throws STORE_LOCKED when it does not answer. */
export async function onStoreOrGateway<T>(
  config: Config,
  ways: { store: () => Promise<T>; gateway: () => Promise<T> },
): Promise<T> {
  try {
    return await ways.store();
  } catch (error) {
    if (!isAppError(error, 'STORE_LOCKED') || !(await isGateway(addressOf(config)))) throw error;
  }
  return ways.gateway();
}

function refusalOf(json: unknown, status: number): GatewayRefusal {
  if (typeof json === 'object' && json !== null && 'error' in json) {
    const { error } = json;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      return new GatewayRefusal(String(error.code), String(error.message), status);
    }
  }
  return new GatewayRefusal('GATEWAY_REFUSED', `The gateway answered ${status}.`, status);
}
