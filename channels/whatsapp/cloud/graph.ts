import { isAllowedHost } from '../../../src/contracts/allowed-hosts.ts';
import { limitedBody } from '../../../src/contracts/limited-body.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** How Meta's API is reached. */
export interface GraphOptions {
  /** With the version, without a trailing slash. */
  readonly url: string;
  readonly phoneId: string;
  readonly token: string;
  readonly mediaHosts: readonly string[];
  readonly fileBytes: number;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
/** Codes that say: later. After so many seconds. */
const later: Readonly<Record<number, number>> = { 4: 60, 80007: 60, 130429: 10, 131048: 300, 131056: 30 };
/** Codes that say: our side is not allowed to send at all. */
const closed = new Set([10, 190, 200, 368, 131031, 131042, 133010]);
/** Codes of Meta's own trouble. */
const trouble = new Set([1, 2, 131000, 131016, 133004]);
/** More than 24 hours since the person wrote. */
const WINDOW_CLOSED = 131047;

/** The part of the Graph API that the channel needs. Its answers are read, its errors put into our own. */
export class Graph {
  readonly #options: GraphOptions;

  constructor(options: GraphOptions) {
    this.#options = options;
  }

  /** Sends a message and gives Meta's id of it. Throws DELIVERY_HELD, WHATSAPP_WINDOW_CLOSED, WHATSAPP_REFUSED, WHATSAPP_BUSY, WHATSAPP_STOPPED. */
  async send(body: object): Promise<string> {
    const answer = await this.#post('messages', JSON.stringify({ messaging_product: 'whatsapp', ...body }));
    return idIn(answer) ?? '';
  }

  /** Tells a person that their message was read. */
  async markRead(id: string): Promise<void> {
    await this.send({ status: 'read', message_id: id });
  }

  /** Hands over a file; gives the id under which messages name it. */
  async upload(bytes: Buffer, about: { name: string; mediaType: string }): Promise<string> {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', about.mediaType);
    form.set('file', new Blob([new Uint8Array(bytes)], { type: about.mediaType }), about.name);
    const answer = await this.#post('media', form);
    if (typeof answer === 'object' && answer !== null && 'id' in answer) return String(answer.id);
    throw new AppError('WHATSAPP_BUSY', { code: 'media' });
  }

  /**
   * Fetches a file by its id. The address comes in an answer, and our token goes there: so its host must be one of Meta's. Throws
   * WHATSAPP_FILE_GONE, WHATSAPP_FILE_REFUSED, FILE_TOO_LARGE.
   */
  async download(id: string): Promise<Buffer> {
    const { url, fileBytes, mediaHosts } = this.#options;
    const about = await this.#get(`${url}/${encodeURIComponent(id)}`).then((response) => response.json() as unknown);
    const found = typeof about === 'object' && about !== null && 'url' in about ? String(about.url) : '';
    if (!URL.canParse(found)) throw new AppError('WHATSAPP_FILE_GONE');
    const address = new URL(found);
    const isHere = address.origin === new URL(url).origin;
    if (!isHere && (address.protocol !== 'https:' || !isAllowedHost(address.host, mediaHosts))) {
      throw new AppError('WHATSAPP_FILE_REFUSED');
    }
    const response = await this.#get(address.href);
    const bytes = await limitedBody(response.body, fileBytes);
    if (bytes === null) throw new AppError('FILE_TOO_LARGE', { limit: fileBytes });
    return bytes;
  }

  async #get(address: string): Promise<Response> {
    const { token, timeoutMs = TIMEOUT_MS } = this.#options;
    const init = { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(address, { ...init, redirect: 'error' }).catch((cause: unknown) => {
      throw new AppError('WHATSAPP_FILE_GONE', {}, { cause });
    });
    if (!response.ok) throw new AppError('WHATSAPP_FILE_GONE');
    return response;
  }

  async #post(path: string, body: string | FormData): Promise<unknown> {
    const { url, phoneId, token, timeoutMs = TIMEOUT_MS } = this.#options;
    const type: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const response = await fetch(`${url}/${phoneId}/${path}`, {
      ...{ method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
      headers: { authorization: `Bearer ${token}`, ...type },
    }).catch((cause: unknown) => {
      throw new AppError('WHATSAPP_OFFLINE', {}, { cause });
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw errorOf(codeIn(answer), response.status);
  }
}

/** What an error code of the Cloud API means to a reply. Pure. */
export function errorOf(code: number | null, status: number): AppError {
  const seconds = code === null ? (status === 429 ? 30 : undefined) : later[code];
  if (seconds !== undefined) return new AppError('DELIVERY_HELD', { seconds });
  if (code === WINDOW_CLOSED) return new AppError('WHATSAPP_WINDOW_CLOSED');
  if (code !== null && closed.has(code)) return new AppError('WHATSAPP_STOPPED', { reason: `code ${code}` });
  if (code === null || status >= 500 || trouble.has(code))
    return new AppError('WHATSAPP_BUSY', { code: code ?? status });
  return new AppError('WHATSAPP_REFUSED', { code });
}

function codeIn(answer: unknown): number | null {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'number' ? code : null;
}

function idIn(answer: unknown): string | null {
  const messages = typeof answer === 'object' && answer !== null && 'messages' in answer ? answer.messages : null;
  const first: unknown = Array.isArray(messages) ? messages[0] : null;
  return typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : null;
}
