import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import request from 'supertest';
import { type AccessWorld, addPerson, codeAt, goodPassword, openAccess } from '../builders/access.ts';
import { createWorld, operatorToken, type World } from './world/world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

let people: AccessWorld;
let world: World;
beforeEach(() => open());
afterEach(() => shut());

async function open(rules: Parameters<typeof openAccess>[0] = {}): Promise<void> {
  people = await openAccess(rules);
  const { desk, access, time } = people;
  world = await createWorld({ desk, access, clock: time, timers: time });
  await addPerson(people, 'ana');
  await addPerson(people, 'ada', { roles: ['admin'] });
}

async function shut(): Promise<void> {
  await world.close();
  await people.close();
}

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  request(world.url)
    .post(path)
    .set({ origin: world.url, ...headers })
    .send(body);
const signIn = (
  body: { login?: string; password?: string; code?: string } = {},
  headers: Record<string, string> = {},
) => post('/api/session', { login: 'ana@mesa.example', password: goodPassword, ...body }, headers);
const cookiesOf = (answer: request.Response) =>
  (answer.get('Set-Cookie') ?? []).map((line) => line.split(';')[0] ?? '').join('; ');

async function headersOf(login = 'ana'): Promise<Record<string, string>> {
  const cookie = cookiesOf(await signIn({ login }));
  const { body } = await request(world.url).get('/api/me').set({ cookie });
  return { cookie, origin: world.url, 'x-csrf-token': body.csrfToken };
}

describe('signing in with a password', () => {
  it('opens a session with a cookie out of reach of scripts and other sites, and the trail knows it', async () => {
    const answer = await signIn({}, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36' });
    expect([answer.status, answer.body]).toEqual([
      200,
      { agent: { id: 'ana', name: 'Persona ana' }, expiresAt: expect.any(String), needsCode: false },
    ]);
    for (const line of answer.get('Set-Cookie') ?? []) expect(line).toMatch(/HttpOnly; SameSite=Strict/);
    const { body } = await request(world.url)
      .get('/api/me/sessions')
      .set({ cookie: cookiesOf(answer) });
    expect(body.items).toEqual([expect.objectContaining({ device: 'Chrome · Windows', current: true })]);
    expect(world.audited.map(({ action }) => action)).toContain('session.open');
  });

  it('ICE-50 opens by user and key alone, each use is recorded with who, and the key stands nowhere in clear', async () => {
    const before = world.audited.length;
    expect((await signIn({ password: 'Otra-clave-1234' })).status).toBe(403);
    expect((await signIn()).status).toBe(200);
    expect((await request(world.url).get('/api/me')).status).toBe(401);
    const used = world.audited.slice(before).filter(({ action }) => action.startsWith('session.'));
    expect(used.at(-1)).toMatchObject({ action: 'session.open', actor: { kind: 'agent', id: 'ana' } });
    expect(JSON.stringify(world.audited)).not.toContain(goodPassword);
    const kept = await people.store.models.credentials.findById('ana').lean();
    expect(kept?.password).toMatch(/^scrypt\$/);
    expect(JSON.stringify(kept)).not.toContain(goodPassword);
  });

  it('says the same of nobody and of a wrong password', async () => {
    const [wrong, nobody] = [await signIn({ password: 'nada que ver' }), await signIn({ login: 'no@mesa.example' })];
    expect([wrong.status, wrong.body]).toEqual([403, nobody.body]);
    expect(wrong.body.error.code).toBe('SIGN_IN_REFUSED');
    expect(JSON.stringify(world.logged)).not.toContain(goodPassword);
  });

  it('is refused to another site', async () => {
    const answer = await signIn({}, { origin: 'https://evil.example' });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'CSRF_REFUSED']);
  });

  it('what is right costs nothing: an office of many behind one address signs in at nine', async () => {
    for (let i = 0; i < 15; i += 1) expect((await signIn()).status).toBe(200);
  });

  it('makes whoever guesses wait, for one person and from one address', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 12; i += 1) codes.push((await signIn({ password: `intento ${i}` })).body.error.code);
    expect(codes.slice(0, 8)).toEqual(Array(8).fill('SIGN_IN_REFUSED'));
    expect(codes.slice(8)).toEqual(Array(4).fill('RATE_LIMITED'));
    expect((await signIn()).body.error.code).toBe('RATE_LIMITED');
  });

  it('a stranger who guesses does not lock out the person whose browser is known', async () => {
    const known = cookiesOf(await signIn({ login: 'ada' }));
    const { guesses, stranger } = { guesses: 8, stranger: { login: 'ada', password: 'no es' } };
    for (let i = 0; i < guesses; i += 1) await signIn(stranger);
    expect((await signIn({ login: 'ada' })).body.error.code).toBe('RATE_LIMITED');
    expect((await signIn({ login: 'ada' }, { cookie: known })).status).toBe(200);
    // The mark is of one person: it helps nobody to guess at another.
    expect(
      (
        await signIn(stranger, {
          cookie: known.replace(/ventanilla_device=[^.]+/, 'ventanilla_device=abcdefghijklmnopqrst'),
        })
      ).body.error.code,
    ).toBe('RATE_LIMITED');
  });
});

describe('a login that is written in another way', () => {
  const wide = (text: string) =>
    text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 32 + 0xfee0));

  it('is the same person to whoever counts guesses', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 9; i += 1)
      codes.push((await signIn({ login: i % 2 ? 'ana' : wide('ana'), password: `no ${i}` })).body.error.code);
    expect(codes.slice(7)).toEqual(['SIGN_IN_REFUSED', 'RATE_LIMITED']);
  });

  it('is the same person to whoever remembers their browser', async () => {
    const known = cookiesOf(await signIn({ login: wide('ada') }));
    for (let i = 0; i < 8; i += 1) await signIn({ login: 'ada', password: 'no es' });
    expect((await signIn({ login: 'ada' }, { cookie: known })).status).toBe(200);
  });

  it('is the same mailbox to whoever forgot their password', async () => {
    for (const login of ['ana@mesa.example', wide('ana@mesa.example')])
      for (let i = 0; i < 3; i += 1) expect((await post('/api/session/forgot', { login })).status).toBe(204);
    await people.access.standing('ana');
    expect(people.records.filter(({ action }) => action === 'password.forgot').length).toBeLessThanOrEqual(3);
  });
});

describe('a new password that is too weak', () => {
  it('is no guess: the next one may be tried at once, by link and in a session', async () => {
    const made = await post('/api/agents/ana/password-link', { mail: false }, await headersOf('ada'));
    const token = new URL(made.body.url).hash.slice(1);
    for (let i = 0; i < 12; i += 1)
      expect((await post('/api/session/password', { token, password: 'ana' })).body.error.code).toBe('PASSWORD_WEAK');
    await post('/api/session/password', { token, password: goodPassword }).expect(200);
    const headers = await headersOf();
    const change = (next: string, current = goodPassword) =>
      request(world.url).put('/api/me/password').set(headers).send({ current, next });
    for (let i = 0; i < 9; i += 1) expect((await change('ana')).body.error.code).toBe('PASSWORD_WEAK');
    await change('lluvia sobre tejas 9').expect(204);
    const codes: string[] = [];
    for (let i = 0; i < 9; i += 1) codes.push((await change('otra lluvia 9 tejas', `no ${i}`)).body.error.code);
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });
});

describe('the second factor over HTTP', () => {
  async function enrol(headers: Record<string, string>) {
    const begun = await post('/api/me/totp', { password: goodPassword }, headers);
    expect([begun.status, begun.headers['cache-control']]).toEqual([200, 'no-store']);
    const code = codeAt(begun.body.secret, people.time.now());
    const { body } = await request(world.url).put('/api/me/totp').set(headers).send({ code });
    return { secret: begun.body.secret as string, codes: body.recoveryCodes as string[], begun: begun.body };
  }

  it('is enrolled with a QR, asked for in a second step, and a code that was used is refused', async () => {
    const headers = await headersOf();
    const { secret, codes, begun } = await enrol(headers);
    expect(begun.qr).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    expect(codes).toHaveLength(10);
    people.time.advance(30_000);
    const code = codeAt(secret, people.time.now());
    expect((await signIn()).body).toEqual({ agent: null, expiresAt: null, needsCode: true });
    expect((await signIn({ code })).body.agent.id).toBe('ana');
    expect((await signIn({ code })).body.error.code).toBe('SECOND_FACTOR_WRONG');
    expect((await signIn({ code: codes[0] ?? '' })).body.agent.id).toBe('ana');
    const { body } = await request(world.url).get('/api/me/access').set(headers);
    expect(body).toMatchObject({ login: 'ana@mesa.example', totpRequired: false, recoveryCodesLeft: 9 });
  });

  it('EXS-78 whoever must have one reaches nothing else, by REST or by socket, until it is there', async () => {
    await shut();
    await open({ requireTotpFor: ['agent'] });
    const headers = await headersOf();
    expect((await request(world.url).get('/api/me').set(headers)).body.mustEnrol).toBe(true);
    const closed = await request(world.url).get('/api/conversations').set(headers);
    expect([closed.status, closed.body.error.code]).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    const socket = connect(headers);
    expect(await new Promise((done) => socket.once('connect_error', (error) => done(error.message)))).toBe(
      'SECOND_FACTOR_REQUIRED',
    );
    socket.close();
    await enrol(headers);
    expect((await request(world.url).get('/api/conversations').set(headers)).status).toBe(200);
  });

  it('cannot be guessed at inside a session that somebody left open', async () => {
    const headers = await headersOf();
    const codes: string[] = [];
    for (let i = 0; i < 9; i += 1)
      codes.push((await post('/api/me/totp', { password: `no ${i}` }, headers)).body.error.code);
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });
});

function connect(headers: Record<string, string>): Socket {
  const { cookie = '' } = headers;
  return io(world.url, { transports: ['websocket'], reconnection: false, extraHeaders: { cookie, origin: world.url } });
}

describe('sessions over HTTP', () => {
  it('that are ended lose their open sockets at once, and no other one does', async () => {
    const [ana, ada] = [await headersOf('ana'), await headersOf('ada')];
    const [hers, other] = [connect(ana), connect(ada)];
    await Promise.all([hers, other].map((socket) => new Promise<void>((done) => socket.once('connect', done))));
    const cut = new Promise((done) => hers.once('disconnect', done));
    const { body } = await request(world.url).delete('/api/agents/ana/sessions').set(ada);
    expect(body).toEqual({ ended: 1 });
    expect(await cut).toBe('io server disconnect');
    expect(other.connected).toBe(true);
    other.close();
    expect((await request(world.url).get('/api/me').set(ana)).body.error.code).toBe('SESSION_ENDED');
    expect(people.records.at(-1)).toMatchObject({ action: 'session.revokeAll', actor: { kind: 'agent', id: 'ada' } });
  });

  it('that nobody uses any more lose their sockets too', async () => {
    const headers = await headersOf();
    const socket = connect(headers);
    await new Promise<void>((done) => socket.once('connect', done));
    const cut = new Promise((done) => socket.once('disconnect', done));
    people.time.advance(people.policy.console.idleMinutes * 60_000);
    expect(await cut).toBe('io server disconnect');
  });

  it('of others are an administrator’s business; one’s own are one’s own', async () => {
    const [ana, ada] = [await headersOf('ana'), await headersOf('ada')];
    expect((await request(world.url).get('/api/agents/ada/sessions').set(ana)).status).toBe(403);
    const { body } = await request(world.url).get('/api/agents/ana/sessions').set(ada);
    expect(body.items).toHaveLength(1);
    await request(world.url).delete(`/api/agents/ana/sessions/${body.items[0].id}`).set(ada).expect(204);
    expect((await request(world.url).get('/api/me').set(ana)).status).toBe(401);
  });

  it('are nobody’s where a token asks', async () => {
    const answer = await request(world.url)
      .get('/api/me/sessions')
      .set({ authorization: `Bearer ${operatorToken}` });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'SESSION_NEEDED']);
  });
});

describe('links and invitations over HTTP', () => {
  it('an administrator invites, the link says whom it is for, and the password opens the door', async () => {
    await people.desk.addAgent({
      id: 'leo',
      organisation: 'exsim',
      name: 'Leo',
      roles: ['agent'],
      email: 'leo@x.example',
    });
    const made = await post('/api/agents/leo/password-link', { mail: true }, await headersOf('ada'));
    expect(made.body).toMatchObject({ kind: 'invite', mailed: true });
    expect(people.mails[0]?.to).toBe('leo@x.example');
    const token = new URL(made.body.url).hash.slice(1);
    const seen = await post('/api/session/link', { token });
    expect(seen.body).toMatchObject({ kind: 'invite', name: 'Leo', login: 'leo@x.example', passwordLength: 10 });
    const weak = await post('/api/session/password', { token, password: 'leo' });
    expect([weak.status, weak.body.error.code]).toEqual([400, 'PASSWORD_WEAK']);
    await post('/api/session/password', { token, password: 'lluvia sobre tejas 9' }).expect(200);
    expect((await signIn({ login: 'leo@x.example', password: 'lluvia sobre tejas 9' })).body.agent.id).toBe('leo');
  });

  it('a forgotten password answers the same for everybody, and fills nobody’s mailbox', async () => {
    const forgot = (login: string) => post('/api/session/forgot', { login });
    expect((await forgot('nobody@mesa.example')).status).toBe(204);
    for (let i = 0; i < 6; i += 1) {
      const mail = people.mailArrives();
      expect((await forgot('ana@mesa.example')).status).toBe(204);
      if (i < 3) await mail;
    }
    // Nobody waits for a mail; the one of the next person leaves after any that was still to come.
    const last = people.mailArrives();
    await forgot('ada@mesa.example');
    await last;
    const three = ['ana@mesa.example', 'ana@mesa.example', 'ana@mesa.example'];
    expect(people.mails.map(({ to }) => to)).toEqual([...three, 'ada@mesa.example']);
    expect(people.records.filter(({ action }) => action === 'password.forgot')).toHaveLength(4);
    for (let i = 0; i < 2; i += 1) await forgot('x@mesa.example');
    expect((await forgot('y@mesa.example')).body.error.code).toBe('RATE_LIMITED');
  });

  it('the page learns what it may offer', async () => {
    const { body } = await request(world.url).get('/api/session/options');
    expect(body).toEqual({ forgotten: 'mail', fresh: false });
    people.state.mails = false;
    expect((await request(world.url).get('/api/session/options')).body.forgotten).toBe('administrator');
  });
});

it('a stranger on the network cannot take a fresh installation: it takes the code of the terminal', async () => {
  await shut();
  people = await openAccess();
  const { desk, access, time } = people;
  world = await createWorld({ desk, access, clock: time, timers: time });
  const code = await access.setupCode('exsim');
  const body = { name: 'Ada', email: 'ada@mesa.example', password: goodPassword };
  expect((await request(world.url).get('/api/session/options')).body.fresh).toBe(true);
  for (let i = 0; i < 10; i += 1) {
    const guess = await post('/api/setup/administrator', { ...body, code: `AAAA-BBBB-CCC${i}` });
    expect(guess.body.error.code).toBe('SIGN_IN_LINK_INVALID');
  }
  expect((await post('/api/setup/administrator', { ...body, code })).body.error.code).toBe('RATE_LIMITED');
  expect(await desk.listAgents('exsim')).toEqual([]);
});
