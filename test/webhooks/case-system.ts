import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A case of the outside system. */
export interface Case {
  readonly number: string;
  readonly title: string;
  readonly text: string;
  status: string;
  owner: string;
  readonly comments: string[];
}

/** A ticket system with a REST API of its own, on this machine; it knows repeats by their idempotency key. */
export class CaseSystem {
  readonly cases = new Map<string, Case>();
  /** Answers 503 while true, after it did what was asked: the caller cannot know. */
  isFlaky = false;
  readonly #done = new Map<string, object>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<CaseSystem> {
    const server = createServer((request, response) => {
      let raw = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        raw += part;
      });
      request.once('end', () => {
        const key = String(request.headers['idempotency-key'] ?? '');
        const body = raw === '' ? {} : (JSON.parse(raw) as Record<string, string>);
        const answer = system.#done.get(key) ?? system.#do(`${request.method} ${request.url}`, body);
        if (answer !== null && key !== '') system.#done.set(key, answer);
        response.writeHead(answer === null ? 404 : system.isFlaky ? 503 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    const system = new CaseSystem(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return system;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #do(asked: string, body: Record<string, string>): object | null {
    if (asked === 'POST /cases') {
      const number = `C-${this.cases.size + 1}`;
      const { title = '', text = '' } = body;
      this.cases.set(number, { number, title, text, status: 'new', owner: '', comments: [] });
      return { number };
    }
    const [, number = '', comments] = /^\w+ \/cases\/([^/]+)(\/comments)?$/.exec(asked) ?? [];
    const found = this.cases.get(number);
    if (!found) return null;
    if (comments) found.comments.push(body.text ?? '');
    else if (asked.startsWith('PUT')) Object.assign(found, { status: body.status, owner: body.owner });
    return { number, status: found.status, changed: '2026-11-29T00:00:00.000Z' };
  }
}
