import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import type { permissions } from '../../src/contracts/desk.ts';
import { permissionsOf } from '../../src/desk/api-scopes.ts';
import { createApiTokens } from '../../src/desk/api-tokens.ts';
import { ApiTokenRepository } from '../../src/storage/repositories/api-tokens.ts';
import { buildLogger } from '../builders/logger.ts';
import { createWorld, operatorToken, signIn, type World } from '../http/world/world.ts';
import { openServiceStore, type ServiceStore } from './store.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const base = '/api/integrations/tokens';
const asOperator = { authorization: `Bearer ${operatorToken}` };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let store: ServiceStore;
let world: World;
let now: Date;
beforeEach(async () => {
  store = await openServiceStore();
  now = new Date('2026-11-23T16:00:00Z');
  const repository = new ApiTokenRepository(store.models.apiTokens);
  const tokens = createApiTokens({ tokens: repository, clock: { now: () => now }, logger: buildLogger() });
  world = await createWorld({
    apiTokens: { ...tokens, permissionsOf },
    rateLimits: { token: { points: 4, seconds: 60 } },
    clock: { now: () => now },
  });
});
afterEach(async () => {
  await world.close();
  await store.destroy();
});

async function make(scopes: string[], more: object = {}) {
  const answer = await request(world.url)
    .post(base)
    .set(asOperator)
    .send({ name: 'Mesa', scopes, ...more });
  expect(answer.status).toBe(200);
  return answer.body as { token: string; view: { id: string } };
}
const tickets = (token: string) => request(world.url).get('/api/tickets').set(bearer(token));

describe('tokens of programs', () => {
  it('P4 only a digest is kept: the token is in no byte of the store, no list, no log and no trail', async () => {
    const { token, view } = await make(['tickets.read']);
    expect(token).toMatch(/^vnt_[\w-]{43}$/);
    const listed = await request(world.url).get(base).set(asOperator);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([view.id]);
    for (const text of [JSON.stringify(listed.body), JSON.stringify(world.logged), JSON.stringify(world.audited)])
      expect(text).not.toContain(token.slice(4));
    expect((await store.bytes()).includes(token.slice(4))).toBe(false);
  });

  it('does what its scopes say and nothing else', async () => {
    const { token } = await make(['tickets.read']);
    expect((await tickets(token)).status).toBe(200);
    for (const path of ['/api/conversations', '/api/knowledge/unanswered', base, '/api/audit']) {
      const answer = await request(world.url).get(path).set(bearer(token));
      // The fourth and last request of the minute is refused as well, by its limit: nothing is let through.
      expect([path, [403, 429].includes(answer.status)]).toEqual([path, true]);
    }
  });

  it('no scope reaches what only people may do', () => {
    const all = permissionsOf([
      ...(['tickets.read', 'tickets.write', 'tickets.transfer', 'knowledge.read', 'knowledge.write'] as const),
      ...(['agents.read', 'policy.read'] as const),
    ]);
    const never = [
      'vault.reveal',
      'vault.rotate',
      'privacy.manage',
      'integrations.manage',
      'agents.signIn',
      'audit.read',
    ];
    expect(never.filter((one) => all.has(one as (typeof permissions)[number]))).toEqual([]);
    expect(permissionsOf(['everything' as 'tickets.read']).size).toBe(0);
  });

  it('sees its own organisation only', async () => {
    const draft = { id: 'other', organisation: 'confa', name: 'Otra', createdBy: 'operator', expiresAt: null };
    const tokens = world.deps.apiTokens;
    const { token = '' } = (await tokens?.create({ ...draft, scopes: ['tickets.read'] })) ?? {};
    world.tickets.add({ id: 't-exsim' });
    expect((await tickets(token)).body.items).toEqual([]);
    expect((await request(world.url).get('/api/tickets/t-exsim').set(bearer(token))).status).toBe(404);
  });

  it('ends with its day, and at once when it is revoked', async () => {
    const short = await make(['tickets.read'], { expiresInDays: 1 });
    const long = await make(['tickets.read'], { expiresInDays: null });
    now = new Date(now.getTime() + 86_400_000);
    expect((await tickets(short.token)).status).toBe(403);
    expect((await tickets(long.token)).status).toBe(200);
    const ended = await request(world.url).delete(`${base}/${long.view.id}`).set(asOperator);
    expect(ended.body.revokedAt).toBe(now.toISOString());
    expect((await tickets(long.token)).body.error.code).toBe('TOKEN_INVALID');
  });

  it('has a rate limit of its own', async () => {
    const one = await make(['tickets.read']);
    const other = await make(['tickets.read']);
    for (let at = 0; at < 4; at++) expect((await tickets(one.token)).status).toBe(200);
    const refused = await tickets(one.token);
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await tickets(other.token)).status).toBe(200);
  });

  it('says when it was used last', async () => {
    const { token, view } = await make(['tickets.read']);
    await tickets(token);
    const answer = await request(world.url).get(base).set(asOperator);
    expect(answer.body.items.find(({ id }: { id: string }) => id === view.id).lastUsedAt).toBe(now.toISOString());
  });

  it('making and ending one stands in the trail before it is done', async () => {
    const { view } = await make(['tickets.read', 'tickets.write']);
    await request(world.url).delete(`${base}/${view.id}`).set(asOperator);
    expect(world.audited.map(({ action, subject, facts }) => [action, subject.id, facts])).toEqual([
      ['apiToken.create', view.id, { scopes: 'tickets.read tickets.write', days: 365 }],
      ['apiToken.revoke', view.id, undefined],
    ]);
  });

  it('administrators only; those of another organisation do not see it', async () => {
    const { view } = await make(['tickets.read']);
    world.desk.add({ id: 'lola', roles: ['lead'] });
    world.desk.add({ id: 'otro', roles: ['admin'], organisation: 'confa' });
    const lead = await signIn(world, 'lola');
    expect((await request(world.url).get(base).set(lead.headers)).status).toBe(403);
    const stranger = await signIn(world, 'otro');
    expect((await request(world.url).get(base).set(stranger.headers)).body.items).toEqual([]);
    const answer = await request(world.url).delete(`${base}/${view.id}`).set(stranger.headers);
    expect(answer.body.error.code).toBe('API_TOKEN_NOT_FOUND');
  });
});
