import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call, openConversation, type Session, startGateway, type TestGateway } from './gateway.ts';

interface Activity {
  id: string;
  type: string;
  text: string;
  textFormat: string;
  from: { id: string; role: string };
  channelData: Record<string, unknown>;
  suggestedActions?: { to: string[]; actions: { type: string; title: string; text: string; value: unknown }[] };
}
interface ActivitySet {
  activities: Activity[];
  watermark: string;
}
interface Refusal {
  error: { code: string; message: string };
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    rateLimits: { sessions: { points: 10_000, seconds: 60 }, messages: { points: 20, seconds: 60 } },
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.core.rejectWith = null;
  gateway.core.gate = null;
});

const message = (text: string, clientActivityID?: string): object => ({
  type: 'message',
  text,
  from: { id: 'somebody-else' },
  ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
});

async function read(url: string, token: string, watermark = ''): Promise<ActivitySet> {
  return (await call<ActivitySet>(`${url}/activities?watermark=${watermark}`, { token })).body;
}

describe('sessions and conversations', () => {
  it('gives an anonymous visitor a token and a user id, and starts the conversation of that token', async () => {
    const session = await call<Session>(`${gateway.url}/api/webchat/session`, { method: 'POST' });
    expect(session.status).toBe(201);
    expect(session.body).toMatchObject({ userId: expect.stringMatching(/^dl_/), resumed: false });
    const started = await call<{ conversationId: string; expires_in: number; streamUrl: string }>(
      `${gateway.url}/v3/directline/conversations`,
      { token: session.body.token, body: { user: { id: 'dl_forged' }, locale: 'es-MX' } },
    );
    expect(started.status).toBe(201);
    expect(started.body.conversationId).toBe(session.body.conversationId);
    expect(started.body.expires_in).toBeGreaterThanOrEqual(30 * 60);
    expect(started.body.streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/.+&t=/);
    const opened = gateway.core.accepted.find(({ address }) => address === session.body.conversationId);
    expect(opened).toMatchObject({
      kind: 'start',
      channel: 'webchat',
      account: 'main',
      sender: { id: session.body.userId },
    });
  });

  it('P3 greets once however often the page opens the conversation', async () => {
    const { url, token } = await openConversation(gateway);
    const again = await call(`${gateway.url}/v3/directline/conversations`, { token, body: {} });
    expect(again.status).toBe(200);
    const { activities } = await read(url, token);
    expect(activities.map(({ text }) => text)).toEqual(['Bienvenido a soporte. ¿En qué le puedo ayudar?']);
  });

  it('leads a visitor back to the same conversation, and begins anew with a stale or foreign way back', async () => {
    const first = (await call<Session>(`${gateway.url}/api/webchat/session`, { body: {} })).body;
    const back = await call<Session>(`${gateway.url}/api/webchat/session`, { body: { resume: first.resume } });
    expect(back.status).toBe(200);
    expect(back.body).toMatchObject({ userId: first.userId, conversationId: first.conversationId, resumed: true });
    for (const resume of ['nonsense', first.token]) {
      const fresh = await call<Session>(`${gateway.url}/api/webchat/session`, { body: { resume } });
      expect(fresh.body.resumed).toBe(false);
      expect(fresh.body.conversationId).not.toBe(first.conversationId);
    }
  });

  it('gives tokens to a site backend that has the secret, for the user that it names', async () => {
    const generate = (secret: string, id: string): Promise<{ status: number; body: Session & Refusal }> =>
      call(`${gateway.url}/v3/directline/tokens/generate`, {
        token: secret,
        body: { user: { id, name: 'Clara Prueba' } },
      });
    const good = await generate('site-backend-secret-for-tests', 'dl_cliente-42');
    expect(good.status).toBe(200);
    await call(`${gateway.url}/v3/directline/conversations`, { token: good.body.token, body: {} });
    expect(gateway.core.accepted.at(-1)).toMatchObject({ sender: { id: 'dl_cliente-42', name: 'Clara Prueba' } });
    expect((await generate('wrong', 'dl_cliente-42')).body.error.code).toBe('TOKEN_INVALID');
    expect((await generate('site-backend-secret-for-tests', 'no-prefix')).body.error.code).toBe('INPUT_INVALID');
  });
});

describe('messages', () => {
  it('P1 answers a message only after it is durably stored', async () => {
    const { url, token } = await openConversation(gateway);
    let open = (): void => undefined;
    gateway.core.gate = new Promise((resolve) => {
      open = resolve;
    });
    const before = gateway.core.accepted.length;
    let answered = false;
    const posting = call<{ id: string }>(`${url}/activities`, { token, body: message('hola') }).then((answer) => {
      answered = true;
      return answer;
    });
    // Another whole request goes through meanwhile, so the first one had every chance to answer.
    await call(`${url}/activities`, { token });
    expect(answered).toBe(false);
    expect(gateway.core.accepted.length).toBe(before);
    open();
    expect((await posting).status).toBe(200);
    expect(gateway.core.accepted.length).toBe(before + 1);
  });

  it('imposes the sender of the token, and echoes with the server id and the client id', async () => {
    const { url, token, userId } = await openConversation(gateway);
    const posted = await call<{ id: string }>(`${url}/activities`, { token, body: message('hola', 'cli-1') });
    expect(gateway.core.accepted.at(-1)?.sender).toEqual({ id: userId });
    const { activities, watermark } = await read(url, token);
    const echo = activities.find(({ from }) => from.role === 'user');
    expect(echo).toMatchObject({ id: posted.body.id, text: 'hola', textFormat: 'plain', from: { id: userId } });
    expect(echo?.channelData).toMatchObject({ clientActivityID: 'cli-1', 'webchat:sequence-id': 2 });
    expect(activities.at(-1)).toMatchObject({ text: 'Eco: hola', textFormat: 'markdown', from: { role: 'bot' } });
    expect(await read(url, token, watermark)).toEqual({ activities: [], watermark });
  });

  it('P1 stores a message once that a weak link sends twice, and gives both the same id', async () => {
    const { url, token } = await openConversation(gateway);
    const [one, two] = await Promise.all([
      call<{ id: string }>(`${url}/activities`, { token, body: message('¿me lee?', 'weak-1') }),
      call<{ id: string }>(`${url}/activities`, { token, body: message('¿me lee?', 'weak-1') }),
    ]);
    expect(one.body.id).toBe(two.body.id);
    expect((await read(url, token)).activities.filter(({ text }) => text === '¿me lee?')).toHaveLength(1);
    const other = await openConversation(gateway);
    await call(`${other.url}/activities`, { token: other.token, body: message('otra persona', 'weak-1') });
    expect((await read(other.url, other.token)).activities.map(({ text }) => text)).toContain('otra persona');
  });

  it('offers choices as buttons that show their title, and brings the value back', async () => {
    const { url, token, userId } = await openConversation(gateway);
    await call(`${url}/activities`, { token, body: message('opciones') });
    const asked = (await read(url, token)).activities.at(-1)?.suggestedActions;
    expect(asked?.to).toEqual([userId]);
    const button = asked?.actions[1];
    expect(button).toMatchObject({ type: 'messageBack', title: 'No, necesito más ayuda', value: { choice: 'no' } });
    await call(`${url}/activities`, { token, body: { type: 'message', text: button?.text, value: button?.value } });
    expect(gateway.core.accepted.at(-1)).toMatchObject({ text: 'No, necesito más ayuda', choice: 'no' });
  });

  it('P8 shows links as a list of markdown links, and nothing that is not a web address', async () => {
    const { url, token, conversationId } = await openConversation(gateway);
    await call(`${url}/activities`, { token, body: message('ligas') });
    expect((await read(url, token)).activities.at(-1)?.text).toBe(
      'Esto le puede servir:\n\n- [Facturación \\[CFDI\\] paso a paso](https://ayuda.example.org/articulos/facturacion?id=12)',
    );
    gateway.core.say(conversationId, { text: 'x', links: [{ entryId: 'e', title: 'x', url: 'javascript:alert(1)' }] });
    expect((await read(url, token)).activities.at(-1)?.text).toBe('x');
  });

  it('tells of typing, once for each sign, and does nothing with events', async () => {
    const { url, token, conversationId } = await openConversation(gateway);
    const before = gateway.core.accepted.length;
    for (const body of [{ type: 'typing' }, { type: 'event', name: 'webchat/join', value: { language: 'es' } }]) {
      expect((await call(`${url}/activities`, { token, body })).status).toBe(200);
    }
    expect(gateway.core.accepted.length).toBe(before);
    expect(gateway.core.typed).toEqual([conversationId]);
  });

  it('counts no sign of typing as a message', async () => {
    const { url, token } = await openConversation(gateway);
    for (let sign = 0; sign < 40; sign += 1) await call(`${url}/activities`, { token, body: { type: 'typing' } });
    expect((await call(`${url}/activities`, { token, body: message('por fin') })).status).toBe(200);
  });

  it('hands on the coded refusal of intake, and says when the channel is not running', async () => {
    const { url, token } = await openConversation(gateway);
    gateway.core.rejectWith = 'CHANNEL_DISABLED';
    const refused = await call<Refusal>(`${url}/activities`, { token, body: message('hola') });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'CHANNEL_DISABLED']);
    gateway.core.rejectWith = '__proto__';
    expect((await call<Refusal>(`${url}/activities`, { token, body: message('a') })).body.error.code).toBe(
      'MESSAGE_INVALID',
    );
  });
});

describe('bad input', () => {
  const cases: readonly [string, unknown, number, string][] = [
    ['no type', { text: 'hola' }, 400, 'MESSAGE_INVALID'],
    ['an array', [], 400, 'MESSAGE_INVALID'],
    ['null', null, 400, 'BODY_NOT_JSON'],
    ['text that is no text', { type: 'message', text: { $ne: 1 } }, 400, 'MESSAGE_INVALID'],
    ['an empty message', { type: 'message', text: ' \n ' }, 400, 'MESSAGE_INVALID'],
    ['control characters', { type: 'message', text: 'a\u0000b\u001b[31m' }, 400, 'MESSAGE_INVALID'],
    ['a text too long', { type: 'message', text: 'x'.repeat(32_001) }, 413, 'TEXT_TOO_LONG'],
    [
      'files by address',
      { type: 'message', attachments: [{ contentUrl: 'http://169.254.0.1/' }] },
      400,
      'MESSAGE_INVALID',
    ],
    ['an unknown type', { type: 'invoke' }, 400, 'ACTIVITY_UNSUPPORTED'],
    ['a type full of markup', { type: '<script>' }, 400, 'ACTIVITY_UNSUPPORTED'],
    ['a prototype key as type', { type: '__proto__' }, 400, 'ACTIVITY_UNSUPPORTED'],
    [
      'a client id too long',
      { type: 'message', text: 'a', channelData: { clientActivityID: 'x'.repeat(65) } },
      400,
      'MESSAGE_INVALID',
    ],
    [
      "P4 an IP address as the client's id",
      { type: 'message', text: 'a', channelData: { clientActivityID: '10.20.30.40' } },
      400,
      'MESSAGE_INVALID',
    ],
    [
      "P4 a MAC address as the client's id",
      { type: 'message', text: 'a', channelData: { clientActivityID: '00-1A-2B-3C-4D-5E' } },
      400,
      'MESSAGE_INVALID',
    ],
    [
      "P4 words as the client's id",
      { type: 'message', text: 'a', channelData: { clientActivityID: 'mi clave es Canela2023' } },
      400,
      'MESSAGE_INVALID',
    ],
    [
      "P4 a connection string as the client's id",
      { type: 'message', text: 'a', channelData: { clientActivityID: 'ana:Canela2023@db' } },
      400,
      'MESSAGE_INVALID',
    ],
  ];
  it.each(cases)('answers %s with its code and stores nothing', async (_name, body, status, code) => {
    const { url, token } = await openConversation(gateway);
    const before = gateway.core.accepted.length;
    const answer = await call<Refusal>(`${url}/activities`, { token, body });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.error.message).not.toMatch(/<script>|__proto__|\$ne/);
    expect(gateway.core.accepted.length).toBe(before);
  });

  it('answers malformed JSON, 10 MB of text and broken addresses, and stays healthy', async () => {
    const { url, token } = await openConversation(gateway);
    const post = (raw: string): Promise<{ status: number; body: Refusal }> =>
      call(`${url}/activities`, { token, raw, headers: { 'content-type': 'application/json' } });
    expect((await post('{"type":')).body.error.code).toBe('BODY_NOT_JSON');
    const huge = await post(JSON.stringify(message('x'.repeat(10 * 1024 * 1024))));
    expect([huge.status, huge.body.error.code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect(
      (await call<Refusal>(`${gateway.url}/v3/directline/conversations/%E0%A4%A/activities`, { token })).status,
    ).toBe(400);
    expect((await call<Refusal>(`${url}/activities?watermark=abc`, { token })).body.error.code).toBe('INPUT_INVALID');
    expect((await call<Refusal>(`${gateway.url}/v3/directline/nothing`, { token })).body.error.code).toBe('NOT_FOUND');
    expect((await call<Refusal>(`${url}/activities`, { token, method: 'DELETE' })).body.error.code).toBe(
      'METHOD_NOT_ALLOWED',
    );
    expect((await call(`${url}/activities`, { token, body: message('sigo aquí') })).status).toBe(200);
  });

  it('ignores prototype keys in JSON', async () => {
    const { url, token } = await openConversation(gateway);
    const raw =
      '{"type":"message","text":"hola","__proto__":{"choice":"x"},"constructor":{"prototype":{"polluted":1}}}';
    expect(
      (await call(`${url}/activities`, { token, raw, headers: { 'content-type': 'application/json' } })).status,
    ).toBe(200);
    expect(gateway.core.accepted.at(-1)?.choice).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keeps line breaks of word processors and mends broken characters', async () => {
    const { url, token } = await openConversation(gateway);
    await call(`${url}/activities`, { token, body: message('uno\u000bdos\ud800 tres') });
    expect(gateway.core.accepted.at(-1)?.text).toBe('uno\ndos\ufffd tres');
  });

  it('slows a sender down that floods, tells how long, and serves the others', async () => {
    const { url, token } = await openConversation(gateway);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        call<Refusal>(`${url}/activities`, { token, body: message('x', `f${index}`) }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(40);
    expect(refused[0]?.body.error.code).toBe('RATE_LIMITED');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await openConversation(gateway);
    expect((await call(`${other.url}/activities`, { token: other.token, body: message('yo sí') })).status).toBe(200);
  });
});

describe('tokens', () => {
  it('answers 401 without a token and 403 with a wrong one', async () => {
    const { url } = await openConversation(gateway);
    const missing = await call<Refusal>(`${url}/activities`);
    expect([missing.status, missing.body.error.code]).toEqual([401, 'TOKEN_MISSING']);
    const wrong = await call<Refusal>(`${url}/activities`, { token: 'abc.def.ghi' });
    expect([wrong.status, wrong.body.error.code]).toEqual([403, 'TOKEN_INVALID']);
  });

  it('keeps a token to its own conversation, and never tells which others exist', async () => {
    const mine = await openConversation(gateway);
    const yours = await openConversation(gateway);
    const invented = `${gateway.url}/v3/directline/conversations/${'A'.repeat(22)}`;
    for (const url of [yours.url, invented]) {
      for (const answer of [
        await call<Refusal>(`${url}/activities`, { token: mine.token }),
        await call<Refusal>(`${url}/activities`, { token: mine.token, body: message('intruso') }),
        await call<Refusal>(url, { token: mine.token }),
      ]) {
        expect([answer.status, answer.body.error.code]).toEqual([403, 'CONVERSATION_NOT_YOURS']);
      }
    }
    const odd = await call<Refusal>(`${gateway.url}/v3/directline/conversations/..%2F..%2Fetc/activities`, {
      token: mine.token,
    });
    expect([odd.status, odd.body.error.code]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
    expect((await read(yours.url, yours.token)).activities).toHaveLength(1);
  });

  it('keeps tokens of different purposes apart, and takes no unsigned one', async () => {
    const { url, resume, streamUrl, token } = await openConversation(gateway);
    const stream = new URL(streamUrl).searchParams.get('t') ?? '';
    const [, claims] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    for (const other of [resume, stream, unsigned]) {
      expect((await call<Refusal>(`${url}/activities`, { token: other })).body.error.code).toBe('TOKEN_INVALID');
    }
  });

  it('refreshes a token before it expires, and refuses it afterwards', async () => {
    const own = await startGateway();
    const { url, token } = await openConversation(own);
    own.clock.forward(50 * 60);
    const fresh = await call<{ token: string }>(`${own.url}/v3/directline/tokens/refresh`, { method: 'POST', token });
    own.clock.forward(20 * 60);
    expect((await call(`${url}/activities`, { token: fresh.body.token })).status).toBe(200);
    expect((await call(`${url}/activities`, { token })).status).toBe(403);
    await own.stop();
  });

  it('lets no session be refreshed for ever', async () => {
    const own = await startGateway({ limits: { resumeSeconds: 3 * 60 * 60 } });
    let { token } = await openConversation(own);
    const statuses: number[] = [];
    for (let half = 1; half <= 6; half += 1) {
      own.clock.forward(30 * 60);
      const next = await call<{ token: string }>(`${own.url}/v3/directline/tokens/refresh`, { method: 'POST', token });
      statuses.push(next.status);
      token = next.body.token;
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 403]);
    await own.stop();
  });
});

describe('other origins', () => {
  it('answers preflights with 204 and the headers that clients use', async () => {
    const response = await fetch(`${gateway.url}/v3/directline/conversations`, {
      method: 'OPTIONS',
      headers: { origin: 'https://sitio.example.org', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://sitio.example.org');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(['Authorization', 'Content-Type', 'x-ms-bot-agent', 'x-requested-with']);
  });

  it('serves only the listed origins of a site and its own', async () => {
    const own = await startGateway({ sites: [{ id: 's', title: 'S', origins: ['https://bueno.example.org'] }] });
    const ask = (origin: string): ReturnType<typeof call<Refusal>> =>
      call<Refusal>(`${own.url}/api/webchat/session`, { body: {}, headers: { origin } });
    const bad = await ask('https://malo.example.org');
    expect([bad.status, bad.body.error.code]).toEqual([403, 'ORIGIN_REFUSED']);
    expect(bad.headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask('https://bueno.example.org')).status).toBe(201);
    expect((await ask(own.url)).status).toBe(201);
    await own.stop();
  });

  it('limits sessions for each address', async () => {
    const own = await startGateway({ rateLimits: { sessions: { points: 3, seconds: 60 } } });
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) answers.push(await call(`${own.url}/api/webchat/session`, { body: {} }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    await own.stop();
  });
});
