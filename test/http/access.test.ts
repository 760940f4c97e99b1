import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import type { HttpDeps, OrganisationServices } from '../../src/http/deps.ts';
import { operatingDescriptions } from '../../src/http/operating/routes.ts';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

/** Fails whatever is asked of it: who is refused gets no further than the door. */
function untouched<T extends object>(): T {
  const refuse = (name: string | symbol) => () => {
    throw new Error(`${String(name)} was reached`);
  };
  return new Proxy({} as T, { get: (_, name) => refuse(name) });
}

/** Routes that exist only with their ports are under the test too. */
const optionalParts: Partial<HttpDeps & OrganisationServices> = {
  entries: untouched(),
  transfer: untouched(),
  answers: untouched(),
  proposals: untouched(),
  quota: untouched(),
  figures: untouched(),
  logs: untouched(),
  exports: untouched(),
  courses: untouched(),
  maintenance: untouched(),
  outages: untouched(),
  whatsapp: untouched(),
  demand: untouched(),
  notices: untouched(),
  reviews: untouched(),
  heldAnswers: untouched(),
  surveys: untouched(),
  verification: untouched(),
  routines: untouched(),
  inbox: untouched(),
  cannedReplies: untouched(),
  conversationNotes: untouched(),
  vault: untouched(),
  webhooks: untouched(),
  references: untouched(),
  ticketTransfer: untouched(),
  ticketSearch: untouched(),
  ticketViews: untouched(),
  loggedConversations: untouched(),
  ticketForesight: untouched(),
  requesterEyes: untouched(),
  similarTickets: untouched(),
  opportunities: untouched(),
  agentDesk: untouched(),
  firstSteps: untouched(),
  system: untouched(),
  access: { ...untouched<NonNullable<HttpDeps['access']>>(), onSessionEnded: () => () => undefined },
  contactDesk: untouched(),
  apiTokens: { ...untouched<NonNullable<HttpDeps['apiTokens']>>(), verify: async () => null },
};

let world: World;
beforeAll(async () => {
  world = await createWorld(optionalParts);
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
});
afterAll(() => world.close());

const routesOf = (w: World) => w.http.routes.map((route) => ({ ...route, url: route.path.replace(/:\w+/g, 'x') }));
const call = (route: { method: 'get' | 'post' | 'put' | 'delete'; url: string }) =>
  request(world.http.app)[route.method](route.url);

describe('default deny, on every route', () => {
  it('only these are public', () => {
    const open = routesOf(world).filter((route) => route.access === 'public');
    expect(open.map((route) => route.path)).toEqual([
      '/api/session/redeem',
      '/api/session/options',
      '/api/session',
      '/api/session/link',
      '/api/session/password',
      '/api/session/forgot',
      '/api/setup/administrator',
    ]);
    expect(operatingDescriptions.map((route) => route.path)).toEqual([
      '/healthz',
      '/readyz',
      '/metrics',
      '/openapi.json',
    ]);
  });

  it('the routes of every part of the product are here', () => {
    const paths = routesOf(world).map(({ path }) => path);
    for (const one of [
      '/api/knowledge/demand',
      '/api/knowledge/demand/corrections',
      '/api/knowledge/quota',
      '/api/reports/figures',
      '/api/knowledge/quota/verifications',
      '/api/me/notices',
      '/api/knowledge/entries/:id/proposals',
      '/api/vault/rotation',
      '/api/contact-merges/:id/undo',
    ])
      expect(paths).toContain(one);
  });

  it('nobody: 401 everywhere else', async () => {
    for (const route of routesOf(world).filter((one) => one.access !== 'public')) {
      const answer = await call(route);
      expect([route.path, answer.status, answer.body.error?.code]).toEqual([route.path, 401, 'TOKEN_MISSING']);
    }
  });

  it('a session that does not exist: 401 everywhere', async () => {
    for (const route of routesOf(world).filter((one) => one.access !== 'public')) {
      const answer = await call(route).set('Cookie', 'ventanilla_session=abcdefghijklmnopqrstuvwxyz');
      expect([route.path, answer.body.error?.code]).toEqual([route.path, 'SESSION_ENDED']);
    }
  });

  it('a role without the permission: 403 everywhere', async () => {
    const closed = await createWorld(optionalParts);
    closed.desk.add({ id: 'ana' });
    const console = await signIn(closed, 'ana');
    closed.desk.forbidAll();
    for (const route of routesOf(closed).filter((one) => one.access !== 'public' && one.access !== 'signedIn')) {
      const answer = await request(closed.url)[route.method](route.url).set(console.headers);
      expect([route.path, answer.status, answer.body.error?.code]).toEqual([route.path, 403, 'FORBIDDEN']);
      expect(answer.body.error.message).toContain(route.access);
    }
    await closed.close();
  });

  it('a cookie without the CSRF token, or from another origin: 403 on everything that changes something', async () => {
    const console = await signIn(world, 'lola');
    for (const route of routesOf(world).filter((one) => one.access !== 'public' && one.method !== 'get')) {
      const bare = await request(world.url)
        [route.method](route.url)
        .set('Cookie', console.cookie)
        .set('Origin', world.url);
      const foreign = await request(world.url)
        [route.method](route.url)
        .set({ ...console.headers, origin: 'https://evil.example' });
      const silent = await request(world.url)
        [route.method](route.url)
        .set({ cookie: console.cookie, 'x-csrf-token': console.csrf });
      for (const answer of [bare, foreign, silent]) {
        expect([route.path, answer.status, answer.body.error?.code]).toEqual([route.path, 403, 'CSRF_REFUSED']);
      }
    }
  });

  it('EXS-78 an agent may not see dead letters, a lead may', async () => {
    const ana = await signIn(world, 'ana');
    const lola = await signIn(world, 'lola');
    expect((await request(world.url).get('/api/dead-letters').set(ana.headers)).status).toBe(403);
    expect((await request(world.url).get('/api/dead-letters').set(lola.headers)).status).toBe(200);
  });
});

describe("operator's token", () => {
  const withToken = (token: string) => request(world.url).get('/api/tickets').set('Authorization', token);

  it('opens the API', async () => {
    expect((await withToken(`Bearer ${operatorToken}`)).status).toBe(200);
  });

  it.each(['Bearer wrong', `Bearer ${operatorToken}x`, `Bearer ${operatorToken.slice(0, -1)}`])(
    'refuses %s',
    async (token) => {
      const answer = await withToken(token);
      expect([answer.status, answer.body.error.code]).toEqual([403, 'TOKEN_INVALID']);
    },
  );

  it.each(['Basic abc', 'Bearer', 'Bearer  '])('takes %j as no token', async (header) => {
    const answer = await withToken(header);
    expect([answer.status, answer.body.error.code]).toEqual([401, 'TOKEN_MISSING']);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('P4 never comes back in an answer or a log line', async () => {
    await withToken('Bearer leaked-guess-12345');
    expect(JSON.stringify(world.logged)).not.toMatch(/leaked-guess|operator-token-of/);
  });
});
