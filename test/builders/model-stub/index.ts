import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type ChatBody, chatAnswer, type EmbeddingsBody, embeddingsAnswer, sensibleContent } from './answers.ts';
import { type Behaviour, well } from './behaviours.ts';

/** A request as it came over the wire. `raw` is the whole body, byte for byte. */
export interface CapturedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: string;
}

/** Which requests a behaviour is for: the name of the schema that is asked for, or `embeddings`; `all` = every request. */
export type Operation = 'rerank' | 'extract' | 'examples' | 'embeddings' | 'all';

/**
 * An OpenAI-compatible endpoint on loopback, over real HTTP: chat completions with a JSON schema, and embeddings.
 * Left alone it behaves sensibly and the same on every run; `behave` makes it misbehave (see behaviours.ts).
 *
 * Everything that a gateway sends to it is kept. To search for what must not leave (P4):
 *
 *     const stub = await ModelStub.open();
 *     const config = readConfig({ ...env, ...stub.environment });
 *     … drive the gateway …
 *     expect(stub.everything()).not.toContain(canary);
 *     expect(stub.requests.length).toBeGreaterThan(0);   // or the search proves nothing
 *     await stub.close();
 */
export class ModelStub {
  readonly requests: CapturedRequest[] = [];
  readonly key = 'stub-key-0123456789';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #behaviours = new Map<Operation, { behaviour: Behaviour; left: number }[]>();

  private constructor() {
    this.#server = createServer((request, response) => this.#take(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Listens on a free port of loopback. */
  static async open(): Promise<ModelStub> {
    const stub = new ModelStub();
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  /** Base URL as the configuration wants it, with /v1. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The variables that make a gateway use this endpoint. */
  get environment(): Record<string, string> {
    return {
      VENTANILLA_MODEL_URL: this.url,
      VENTANILLA_MODEL_KEY: this.key,
      VENTANILLA_MODEL_CHAT: 'stub-chat',
      VENTANILLA_MODEL_EMBEDDING: 'stub-embedding',
    };
  }

  /** Answers the next requests of an operation this way; without `times` until `reset`. Earlier calls go first. */
  behave(behaviour: Behaviour, { on = 'all', times = Number.POSITIVE_INFINITY }: BehaveOptions = {}): this {
    this.#behaviours.set(on, [...(this.#behaviours.get(on) ?? []), { behaviour, left: times }]);
    return this;
  }

  /** Behaves well again and forgets the requests. */
  reset(): void {
    this.#behaviours.clear();
    this.requests.length = 0;
  }

  /** Every byte that was sent here: addresses, headers and bodies. */
  everything(): string {
    return this.requests.map(({ path, headers, raw }) => `${path}\n${JSON.stringify(headers)}\n${raw}`).join('\n\n');
  }

  /** Bodies of the requests of one operation. */
  bodies(operation: Operation): string[] {
    return this.requests.filter((one) => operationOf(one) === operation).map(({ raw }) => raw);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    // A caller that gives up while it sends is part of the tests.
    request.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const captured = {
        path: request.url ?? '',
        headers: request.headers,
        raw: Buffer.concat(parts).toString('utf8'),
      };
      this.requests.push(captured);
      this.#answer(captured, request, response);
    });
  }

  #answer(captured: CapturedRequest, request: IncomingMessage, response: ServerResponse): void {
    const operation = operationOf(captured);
    const behaviour = this.#next(operation);
    if (operation === 'embeddings') {
      const answer = embeddingsAnswer(JSON.parse(captured.raw) as EmbeddingsBody);
      behaviour({ request, response, content: '', answer, saying: () => answer });
      return;
    }
    const body = JSON.parse(captured.raw) as ChatBody;
    const content = sensibleContent(body);
    const saying = (text: string) => chatAnswer(body, text);
    behaviour({ request, response, content, answer: saying(content), saying });
  }

  #next(operation: Operation): Behaviour {
    for (const name of [operation, 'all'] as const) {
      const next = this.#behaviours.get(name)?.find(({ left }) => left > 0);
      if (!next) continue;
      next.left -= 1;
      return next.behaviour;
    }
    return well;
  }
}

interface BehaveOptions {
  readonly on?: Operation;
  readonly times?: number;
}

function operationOf({ path, raw }: CapturedRequest): Operation {
  if (path.endsWith('/embeddings')) return 'embeddings';
  return ((JSON.parse(raw) as ChatBody).response_format?.json_schema?.name ?? 'all') as Operation;
}
