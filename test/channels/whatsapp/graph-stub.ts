import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that was posted to the stub. */
export interface Posted {
  readonly to?: string;
  readonly type?: string;
  readonly status?: string;
  readonly biz_opaque_callback_data?: string;
  readonly text?: { readonly body: string };
  readonly template?: object;
  readonly document?: object;
}

/** Meta's Graph API on loopback: keeps what is posted, gives files out, and fails when told to. */
export class GraphStub {
  readonly posted: Posted[] = [];
  readonly files = new Map<string, Buffer>();
  readonly asked: string[] = [];
  /** Codes that the next messages are refused with; 0 = the line breaks after the message was taken. */
  readonly failures: { code: number; status: number }[] = [];
  /** Where files are said to lie; null = here. */
  fileHost: string | null = null;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request).then(
        ({ status = 200, body }) => {
          response.statusCode = status;
          response.end(body instanceof Buffer ? body : JSON.stringify(body));
        },
        () => response.destroy(),
      );
    });
  }

  static async start(): Promise<GraphStub> {
    const stub = new GraphStub();
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v23.0`;
  }

  /** What people got, without marks that messages were read. */
  get sent(): Posted[] {
    return this.posted.filter(({ status }) => status === undefined);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage): Promise<{ status?: number; body: object }> {
    const path = (request.url ?? '').replace('/v23.0', '');
    this.asked.push(`${request.method} ${path}`);
    if (request.headers.authorization !== 'Bearer secret-token') return failed(190, 401);
    const body = await read(request);
    if (path === '/10001/media') return { body: { id: 'up-1' } };
    if (request.method === 'GET') return this.#file(path);
    const message = JSON.parse(body.toString()) as Posted;
    if (message.status === 'read') {
      this.posted.push(message);
      return { body: { success: true } };
    }
    const failure = this.failures.shift();
    if (failure && failure.code !== 0) return failed(failure.code, failure.status);
    this.posted.push(message);
    if (failure) throw new Error('the line breaks');
    return { body: { messages: [{ id: `wamid.out${this.posted.length}` }] } };
  }

  #file(path: string): { status?: number; body: object } {
    if (path.startsWith('/file/')) {
      const bytes = this.files.get(path.slice(6));
      return bytes ? { body: bytes } : { status: 404, body: {} };
    }
    const host = this.fileHost ?? this.url;
    return { body: { url: `${host}/file/${path.slice(1)}`, mime_type: 'audio/ogg', file_size: 10 } };
  }
}

function failed(code: number, status: number) {
  return { status, body: { error: { code, message: 'refused' } } };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A webhook as Meta sends it, signed. */
export function signed(body: object, secret = 'app-secret'): { body: string; headers: Record<string, string> } {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return { body: text, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
}
