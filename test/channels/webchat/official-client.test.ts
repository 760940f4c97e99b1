import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import { call, type Session, startGateway, type TestGateway } from './gateway.ts';

jest.setTimeout(30_000);
const require = createRequire(import.meta.url);

interface Activity {
  id: string;
  type: string;
  text: string;
  from: { id: string; role: string };
  attachments?: { contentUrl: string; contentType: string; name: string }[];
  channelData?: { clientActivityID?: string };
}
interface Client {
  activity$: { subscribe(listener: (activity: Activity) => void, onError: () => void): void };
  connectionStatus$: { getValue(): number };
  postActivity(activity: object): { subscribe(next: (id: string) => void, error: (error: unknown) => void): void };
  refreshToken(): { subscribe(next: (token: string) => void, error: (error: unknown) => void): void };
  getSessionId(): { subscribe(next: (id: string) => void, error: (error: unknown) => void): void };
  end(): void;
  token: string;
}
type ClientClass = new (options: object) => Client;

// The client is written for browsers: it takes these from the global scope when it is loaded and when it posts.
const XMLHttpRequest = require('xhr2') as { new (): object; nodejsSet?: (options: object) => void };
Object.assign(globalThis, { XMLHttpRequest, WebSocket });
const { DirectLine } = require('botframework-directlinejs') as { DirectLine: ClientClass };

let gateway: TestGateway;
let client: Client | undefined;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
afterEach(() => client?.end());

/** The official client on a new session, and the activities it was given. */
async function start(options: object = {}): Promise<{ client: Client; heard: Heard; session: Session }> {
  const { body: session } = await call<Session>(`${gateway.url}/api/webchat/session`, { body: {} });
  const made = new DirectLine({
    token: session.token,
    domain: `${gateway.url}/v3/directline`,
    random: () => 0,
    WebSocket,
    ...options,
  });
  client = made;
  return { client: made, heard: new Heard(made), session };
}

class Heard {
  readonly activities: Activity[] = [];
  #waiting = new Set<() => void>();

  constructor(source: Client) {
    const hear = (activity: Activity): void => {
      this.activities.push(activity);
      for (const wake of this.#waiting) wake();
    };
    // It tells its own end as an error.
    source.activity$.subscribe(hear, () => undefined);
  }

  get texts(): string[] {
    return this.activities.map(({ text }) => text);
  }

  async until(text: string): Promise<Activity> {
    for (;;) {
      const found = this.activities.find((activity) => activity.text === text);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }
}

function first<T>(source: { subscribe(next: (value: T) => void, error: (error: unknown) => void): void }): Promise<T> {
  return new Promise((resolve, reject) => source.subscribe(resolve, reject));
}

const message = (text: string, clientActivityID: string): object => ({
  type: 'message',
  from: { id: 'whoever' },
  text,
  channelData: { clientActivityID },
});

describe('botframework-directlinejs', () => {
  it('is welcomed, posts and hears its own message and the answer', async () => {
    const { client, heard, session } = await start();
    await heard.until('Bienvenido a soporte. ¿En qué le puedo ayudar?');
    const id = await first(client.postActivity(message('hola', 'c1')));
    const echo = await heard.until('hola');
    expect(echo).toMatchObject({
      id,
      from: { id: session.userId, role: 'user' },
      channelData: { clientActivityID: 'c1' },
    });
    await heard.until('Eco: hola');
    expect(heard.texts).toHaveLength(3);
  });

  it('polls when it has no stream', async () => {
    const { client, heard } = await start({ webSocket: false, pollingInterval: 200 });
    await heard.until('Bienvenido a soporte. ¿En qué le puedo ayudar?');
    await first(client.postActivity(message('sin canal', 'p1')));
    await heard.until('Eco: sin canal');
    expect(heard.texts).toHaveLength(3);
  });

  it('P1 comes back after the stream dropped and hears what it missed, once', async () => {
    const { client, heard, session } = await start();
    await heard.until('Bienvenido a soporte. ¿En qué le puedo ayudar?');
    await first(client.postActivity(message('antes', 'r1')));
    await heard.until('Eco: antes');
    gateway.cut();
    gateway.core.say(session.conversationId, { text: 'perdido uno' });
    gateway.core.say(session.conversationId, { text: 'perdido dos' });
    await heard.until('perdido dos');
    await first(client.postActivity(message('después', 'r2')));
    await heard.until('Eco: después');
    expect(heard.texts.slice(1)).toEqual([
      'antes',
      'Eco: antes',
      'perdido uno',
      'perdido dos',
      'después',
      'Eco: después',
    ]);
  });

  it('refreshes its token and works on with the new one', async () => {
    const { client, heard } = await start();
    await heard.until('Bienvenido a soporte. ¿En qué le puedo ayudar?');
    gateway.clock.forward(15 * 60);
    const fresh = await first(client.refreshToken());
    expect(fresh).not.toBe(client.token);
    client.token = fresh;
    gateway.clock.forward(50 * 60);
    expect(await first(client.postActivity(message('con ficha nueva', 't1')))).toMatch(/^m/);
  });

  it('uploads a file with its message', async () => {
    const { client, heard } = await start();
    await heard.until('Bienvenido a soporte. ¿En qué le puedo ayudar?');
    const bytes = await readFile(join(import.meta.dirname, 'fixtures/picture.png'));
    // XMLHttpRequest of xhr2 knows no FormData; the client's own request is handed to fetch, byte for byte the browser's.
    const ajax = (client as unknown as { services: { ajax: (request: Record<string, unknown>) => unknown } }).services;
    const original = ajax.ajax;
    const { Observable } = require('rxjs/Observable') as { Observable: { create(run: (out: Out) => void): unknown } };
    ajax.ajax = (request) => {
      if (request.method === 'GET' && request.url === 'blob:picture')
        return Observable.create((out) => finish(out, { response: bytes }));
      if (!(request.body instanceof FormData)) return original(request);
      return Observable.create((out) => {
        const { url, body, headers } = request as { url: string; body: FormData; headers: Record<string, string> };
        fetch(url, { method: 'POST', body, headers }).then(async (answer) =>
          finish(out, { response: await answer.json() }),
        );
      });
    };
    const attachments = [{ contentType: 'image/png', contentUrl: 'blob:picture', name: 'pantalla.png' }];
    const id = await first(client.postActivity({ ...message('con imagen', 'u1'), attachments }));
    const echo = await heard.until('con imagen');
    expect(echo.id).toBe(id);
    expect(echo.attachments?.[0]).toMatchObject({ contentType: 'image/png', name: 'pantalla.png' });
    const file = await fetch(echo.attachments?.[0]?.contentUrl ?? '');
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('gets a session id when it asks for one', async () => {
    const { client, heard } = await start();
    await heard.until('Bienvenido a soporte. ¿En qué le puedo ayudar?');
    expect(await first(client.getSessionId())).toMatch(/^[0-9a-f-]{36}$/);
  });
});

interface Out {
  next(value: unknown): void;
  complete(): void;
}

function finish(out: Out, value: unknown): void {
  out.next(value);
  out.complete();
}
