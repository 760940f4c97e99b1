import { once } from 'node:events';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { expect } from '@jest/globals';

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What to send. `from` = which loopback address to come from, so that one test's limits are not another's. */
export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly token?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  readonly from?: string;
}

const LONGEST_MS = 20_000;

/** Talks to one gateway; nothing is repeated and nothing is followed. */
export class Client {
  readonly port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 40 });

  constructor(port: number) {
    this.port = port;
  }

  /** One request. A line that is cut before the answer came is status 0. */
  call({ method = 'GET', path, token, headers = {}, body, from }: Call): Promise<Answer> {
    return new Promise((resolve) => {
      const broken = () => resolve({ status: 0, headers: {}, body: '' });
      const sent = request(
        {
          ...{ host: '127.0.0.1', port: this.port, method, path, timeout: LONGEST_MS },
          ...(from === undefined ? { agent: this.#agent } : { agent: false, localAddress: from }),
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(body === undefined || 'transfer-encoding' in headers
              ? {}
              : { 'content-length': Buffer.byteLength(body) }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', broken);
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      sent.on('error', broken);
      sent.on('timeout', () => sent.destroy());
      sent.end(body);
    });
  }

  /** The same with a JSON body. */
  post(path: string, body: unknown, more: Partial<Call> = {}): Promise<Answer> {
    return this.call({ method: 'POST', path, body: typeof body === 'string' ? body : JSON.stringify(body), ...more });
  }

  /** Bytes as they are; resolves with what came back when the other side ended the line. */
  async raw(bytes: string | Buffer, { thenEnd = false } = {}): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.setTimeout(LONGEST_MS, () => socket.destroy());
    await once(socket, 'connect');
    if (thenEnd) socket.end(bytes);
    else socket.write(bytes);
    await new Promise<void>((resolve) => socket.once('close', () => resolve()));
    return Buffer.concat(chunks).toString('latin1');
  }

  /** Sends bytes and cuts the line at once. */
  async cut(bytes: string | Buffer): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
    socket.destroy();
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** What every refusal looks like: its status, `{error: {code, message}}` as JSON, no stack and nothing of what was sent. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  expect(refusal(answer)).toEqual({ status, code, keys: ['code', 'message'], isJson: true, isClean: true, unsaid: [] });
}

/** The same of an answer that was read off a bare socket. */
export function expectRawRefusal(text: string, status: number, code: string): void {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  const type = /^content-type: (.+)$/im.exec(head)?.[1];
  expectRefusal({ status: Number(head.split(' ')[1]), headers: { 'content-type': type }, body }, status, code);
}

function refusal({ status, headers, body }: Answer) {
  const parsed = parse(body);
  const { message = '', details = {} } = parsed?.error ?? {};
  return {
    status,
    code: parsed?.error?.code ?? body.slice(0, 200),
    keys: Object.keys(parsed?.error ?? {})
      .filter((key) => key !== 'id' && key !== 'details')
      .sort(),
    isJson: String(headers['content-type']).startsWith('application/json'),
    // Only what the message names, once more for who words it in another language.
    unsaid: Object.values(details).filter((value) => !message.includes(String(value))),
    isClean: !/canario|node_modules|\.js:\d|\n\s+at /i.test(body),
  };
}

interface Refused {
  readonly error?: { readonly code?: string; readonly message?: string; readonly details?: object };
}

function parse(body: string): Refused | null {
  try {
    return JSON.parse(body) as Refused;
  } catch {
    return null;
  }
}
