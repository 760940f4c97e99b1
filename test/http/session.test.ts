import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { signInUrl } from '../../src/http/session/sign-in-url.ts';
import { createWorld, signIn, type World } from './world/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  world.desk.add({ id: 'ana', name: 'Ana Agente' });
});
afterEach(() => world.close());

const redeem = (token: string, origin = world.url) =>
  request(world.url).post('/api/session/redeem').set('Origin', origin).send({ token });

describe('sign-in', () => {
  it('a link works once', async () => {
    const { token } = await world.desk.createSignInLink('ana');
    const first = await redeem(token);
    expect([first.status, first.body.agent]).toEqual([200, { id: 'ana', name: 'Ana Agente' }]);
    const second = await redeem(token);
    expect([second.status, second.body.error.code]).toEqual([403, 'SIGN_IN_LINK_INVALID']);
  });

  it('keeps the token of a link out of what a browser sends', () => {
    const url = new URL(signInUrl('http://localhost:3000/', 'abc'));
    expect(`${url.pathname}${url.search}`).toBe('/console/sign-in');
    expect(url.hash).toBe('#abc');
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const { token } = await world.desk.createSignInLink('ana');
    const [cookie = ''] = (await redeem(token)).get('Set-Cookie') ?? [];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('gives a Secure cookie where the public address is HTTPS', async () => {
    const https = await createWorld({ settings: { ...world.deps.settings, publicUrl: 'https://help.example' } });
    https.desk.add({ id: 'ana' });
    const { token } = await https.desk.createSignInLink('ana');
    const answer = await request(https.url)
      .post('/api/session/redeem')
      .set('Origin', 'https://help.example')
      .send({ token });
    expect(answer.get('Set-Cookie')?.[0]).toMatch(/; Secure/);
    expect(answer.headers['strict-transport-security']).toBeDefined();
    await https.close();
  });

  it('is refused when another site asks for it', async () => {
    const { token } = await world.desk.createSignInLink('ana');
    expect((await redeem(token, 'https://evil.example')).body.error.code).toBe('CSRF_REFUSED');
    expect((await redeem(token)).status).toBe(200);
  });

  it('is throttled: ten tries in five minutes from one address', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 12; i += 1) codes.push((await redeem(`guess-${i}`)).body.error.code);
    expect(codes.filter((code) => code === 'SIGN_IN_LINK_INVALID')).toHaveLength(10);
    const last = await redeem('guess');
    expect([last.status, last.body.error.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('ends when one signs out, and the cookie goes', async () => {
    const console = await signIn(world, 'ana');
    const out = await request(world.url).delete('/api/session').set(console.headers);
    expect(out.status).toBe(204);
    expect(out.get('Set-Cookie')?.[0]).toMatch(/ventanilla_session=;.*Expires=Thu, 01 Jan 1970/);
    expect((await request(world.url).get('/api/me').set(console.headers)).body.error.code).toBe('SESSION_ENDED');
  });

  it('ends with its time', async () => {
    const console = await signIn(world, 'ana');
    world.time.advance(43_200_001);
    expect((await request(world.url).get('/api/me').set(console.headers)).status).toBe(401);
  });

  it('says who one is and what one may do', async () => {
    const console = await signIn(world, 'ana');
    const { body } = await request(world.url).get('/api/me').set(console.headers);
    expect(body).toMatchObject({ id: 'ana', kind: 'agent', roles: ['agent'], organisation: 'exsim' });
    expect(body.permissions).toContain('conversations.act');
    expect(body.permissions).not.toContain('deadLetters.read');
  });
});

describe('wrong bearer tokens', () => {
  it('are throttled like sign-in, and other people at the same address are not', async () => {
    const guess = () => request(world.url).get('/api/me').set('Authorization', 'Bearer wrong-wrong');
    for (let i = 0; i < 10; i += 1) expect((await guess()).status).toBe(403);
    expect((await guess()).status).toBe(429);
    const console = await signIn(world, 'ana');
    expect((await request(world.url).get('/api/me').set(console.headers)).status).toBe(200);
  });
});
