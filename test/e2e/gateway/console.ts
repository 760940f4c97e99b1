import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Conversation, ConversationDetail, Page } from '../../../web/shared/wire.ts';

const POLL_MS = 60;
const PATIENCE_MS = 10_000;

/** One thing that the live connection told. */
export interface Heard {
  readonly event: string;
  readonly body: unknown;
}

/** An agent in the console: REST with the session's cookie, and the live connection. */
export class AgentConsole {
  readonly heard: Heard[] = [];
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #socket: Socket;

  private constructor(url: string, headers: Record<string, string>, socket: Socket) {
    this.#url = url;
    this.#headers = headers;
    this.#socket = socket;
    socket.onAny((event: string, body: unknown) => this.heard.push({ event, body }));
  }

  /** Signs in with the token of a sign-in link and connects, as the console page does. */
  static async signIn(url: string, token: string): Promise<AgentConsole> {
    const redeemed = await fetch(`${url}/api/session/redeem`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token }),
    });
    if (!redeemed.ok) throw new Error(`sign-in gave ${redeemed.status}: ${await redeemed.text()}`);
    const cookie = (redeemed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const me = (await (await fetch(`${url}/api/me`, { headers: { cookie } })).json()) as { csrfToken: string };
    const socket = io(url, { transports: ['websocket'], extraHeaders: { cookie, origin: url } });
    await new Promise<void>((done, failed) => {
      socket.once('connect', done);
      socket.once('connect_error', failed);
    });
    const headers = { cookie, origin: url, 'x-csrf-token': me.csrfToken, 'content-type': 'application/json' };
    return new AgentConsole(url, headers, socket);
  }

  /** Does something to a conversation. */
  act(id: string, action: 'take' | 'reply' | 'return' | 'close' | 'ticket', body: object = {}): Promise<Conversation> {
    return this.#call(`/api/conversations/${encodeURIComponent(id)}/${action}`, body);
  }

  /** A conversation as its page shows it. */
  open(id: string): Promise<ConversationDetail> {
    return this.#call(`/api/conversations/${encodeURIComponent(id)}`);
  }

  /** The conversation of a person, once it is in this mode. */
  async finds(name: string, mode: Conversation['mode']): Promise<ConversationDetail> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const { items } = await this.#call<Page<Conversation>>(`/api/conversations?mode=${mode}&limit=100`);
      const found = items.find(({ contact }) => contact.name === name);
      if (found) return this.open(found.id);
      if (Date.now() > until) throw new Error(`${name} never was ${mode}.`);
      await wait(POLL_MS);
    }
  }

  /** Waits until the live connection has told something that fits. */
  async isTold(event: string, fits: (body: string) => boolean): Promise<void> {
    const known = () => this.heard.some((item) => item.event === event && fits(JSON.stringify(item.body)));
    const until = Date.now() + PATIENCE_MS;
    while (!known()) {
      if (Date.now() > until) throw new Error(`The live connection never told of a ${event}.`);
      await wait(POLL_MS);
    }
  }

  /** Leaves the desk. */
  leave(): void {
    this.#socket.disconnect();
  }

  async #call<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(this.#url + path, {
      method: body ? 'POST' : 'GET',
      headers: this.#headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
