import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookPayload } from '../../src/contracts/webhook-payload.ts';

/** One call that came in. */
export interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly payload: WebhookPayload;
}

/** What the receiver answers; `hang`: nothing, ever. */
export type Answer = { status: number; body?: object; headers?: Record<string, string> } | 'hang';

/** An outside system on this machine that keeps what it is sent. */
export class Receiver {
  readonly calls: Call[] = [];
  /** Asked for every call; default: yes. */
  answer: (call: Call) => Answer = () => ({ status: 200 });
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      let raw = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        raw += part;
      });
      request.once('end', () => {
        const payload = JSON.parse(raw) as WebhookPayload;
        const call = { path: request.url ?? '', headers: request.headers, raw, payload };
        receiver.calls.push(call);
        for (const wake of receiver.#waiting.splice(0)) wake();
        const answer = receiver.answer(call);
        if (answer === 'hang') return;
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(answer.body ? JSON.stringify(answer.body) : '');
      });
    });
    const receiver = new Receiver(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  url(path = '/hook'): string {
    return `http://${this.host}${path}`;
  }

  /** Calls of one path. */
  at(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  /** Resolves with the next call. */
  next(): Promise<void> {
    return new Promise((done) => this.#waiting.push(done));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
