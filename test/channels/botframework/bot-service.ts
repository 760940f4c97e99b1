import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The bot's application. */
export const APP_ID = '0a0b0c0d-1111-2222-3333-444455556666';
export const PASSWORD = 'the-client-secret';
const ISSUER = 'https://api.botframework.com';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** What the connector was sent. */
export interface Sent {
  readonly conversation: string;
  readonly activity: Record<string, unknown> & { readonly text?: string };
  readonly authorization: string;
}

/** Changes to what a token says; `undefined` takes a claim out. */
export interface TokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly keys?: Keys;
  readonly kid?: string;
  /** Seconds from now. */
  readonly expires?: number;
}

/** Bot Service on loopback: the signer of activities with its OpenID configuration, the login service, and a connector. */
export class LocalBotService {
  readonly sent: Sent[] = [];
  /** Answers of the next sends: a status, with Retry-After where one is given; 200 = taken. */
  readonly failures: { status: number; retryAfter?: string }[] = [];
  readonly files = new Map<string, Buffer>();
  /** `GET path authorization` of each file that was asked for. */
  readonly asked: string[] = [];
  tokens = 0;
  keysDown = false;
  readonly #keys: Keys;
  readonly #server: Server;

  private constructor(keys: Keys) {
    this.#keys = keys;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<LocalBotService> {
    const service = new LocalBotService(await generateKeyPair('RS256'));
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** What the door is told of us. */
  get identity() {
    return {
      ...{ appId: APP_ID, password: PASSWORD, tenant: 'botframework.com', issuer: ISSUER },
      ...{ loginUrl: `${this.url}/login`, openIdUrl: `${this.url}/openid`, serviceHosts: [this.host] },
    };
  }

  /** The header that an activity comes with. */
  async sign({ claims = {}, keys = this.#keys, kid = 'k1', expires = 600 }: TokenChanges = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const said = { iss: ISSUER, aud: APP_ID, serviceurl: this.url, iat: now, exp: now + expires, ...claims };
    const token = await new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid }).sign(keys.privateKey);
    return `Bearer ${token}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const path = request.url ?? '';
    if (path === '/openid')
      return this.keysDown ? reply(response, 503, {}) : reply(response, 200, { jwks_uri: `${this.url}/keys` });
    if (path === '/keys') {
      const key = { ...(await exportJWK(this.#keys.publicKey)), kid: 'k1', endorsements: ['facebook', 'msteams'] };
      return reply(response, 200, { keys: [key] });
    }
    if (path.startsWith('/login/')) return this.#login(new URLSearchParams(body), response);
    if (path.startsWith('/files/')) {
      this.asked.push(`${path} ${request.headers.authorization ?? 'none'}`);
      const bytes = this.files.get(path);
      if (!bytes) return reply(response, 404, {});
      response.end(bytes);
      return;
    }
    const conversation = /^\/v3\/conversations\/([^/]+)\/activities$/.exec(path)?.[1];
    if (conversation === undefined) return reply(response, 404, {});
    const failure = this.failures.shift();
    if (failure && failure.status !== 200) {
      if (failure.retryAfter) response.setHeader('retry-after', failure.retryAfter);
      return reply(response, failure.status, { error: { code: 'BadArgument', message: 'no' } });
    }
    const authorization = request.headers.authorization ?? '';
    this.sent.push({ conversation: decodeURIComponent(conversation), activity: JSON.parse(body), authorization });
    reply(response, 201, { id: `out-${this.sent.length}` });
  }

  #login(form: URLSearchParams, response: ServerResponse): void {
    const isOurs = form.get('client_id') === APP_ID && form.get('client_secret') === PASSWORD;
    if (!isOurs) {
      reply(response, 401, { error: 'invalid_client' });
      return;
    }
    this.tokens += 1;
    reply(response, 200, { access_token: `ours-${this.tokens}`, expires_in: 3_600, token_type: 'Bearer' });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
