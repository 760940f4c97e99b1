import { afterEach, describe, expect, it } from '@jest/globals';
import { redacted } from '../../builders/flow-context.ts';
import { ANA, buildVaultWorld, type VaultWorld } from '../../builders/vault.ts';
import { createWorld, type World } from '../world/world.ts';

const VALUE = 'Canela-2023-xyz';
const REASON = redacted('Entrar al servidor del cliente');
const open: { close(): Promise<void> }[] = [];

async function world(limits: Parameters<typeof createWorld>[0] = {}, locale?: 'en') {
  const stored: VaultWorld = await buildVaultWorld(locale ? { locale } : {});
  const http: World = await createWorld({
    vault: stored.vault,
    vaultPages: 'web/vault',
    clock: stored.clock,
    ...limits,
  });
  open.push(http, { close: () => stored.destroy() });
  const page = (token: string) => `${http.url}/entrega/${token}`;
  return {
    ...{ stored, http },
    get: (token: string, headers: Record<string, string> = {}) => fetch(page(token), { headers, redirect: 'manual' }),
    post: (token: string, value: string, headers: Record<string, string> = {}) =>
      fetch(page(token), { method: 'POST', headers, body: new URLSearchParams({ value }), redirect: 'manual' }),
  };
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Everything of an answer that a reader could tell apart, without the date. */
async function whole(answer: Response): Promise<unknown> {
  const headers = Object.fromEntries(answer.headers);
  const { date: _date, ...told } = headers;
  return { status: answer.status, headers: told, body: await answer.text() };
}

describe('the page of the vault', () => {
  it('MAS-132 shows whose page it is, for which ticket, under which name and until when', async () => {
    const { stored, http, get } = await world();
    const { folio } = await stored.openTicket();
    const { token } = await stored.offer();
    const answer = await get(token);
    const body = await answer.text();
    expect(answer.status).toBe(200);
    for (const told of ['Exsim', `Ticket ${folio}`, 'Contraseña', '24 de noviembre', new URL(http.url).host]) {
      expect(body).toContain(told);
    }
  });

  it('sets headers under which nothing is kept, framed, indexed, leaked or run from elsewhere', async () => {
    const { stored, get, post } = await world();
    const { token } = await stored.offer();
    for (const answer of [await get(token), await get('x'), await post(token, ''), await post(token, VALUE)]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive');
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
  });

  it('holds no script, style or picture of another place', async () => {
    const { stored, get } = await world();
    const body = await (await get((await stored.offer()).token)).text();
    const sources = [...body.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, address]) => address);
    expect(sources.length).toBeGreaterThan(3);
    expect(sources.filter((address) => !address?.startsWith('/entrega/archivos/'))).toEqual([]);
    expect(body).not.toMatch(/<script(?! defer src=)|<style|\son\w+=|style="/);
  });

  it('MAS-132 is not used up by previews: whatever fetches it, the person can still send', async () => {
    const { stored, http, get, post } = await world();
    const { id, token } = await stored.offer();
    const agents = ['WhatsApp/2.23', 'Slackbot-LinkExpanding 1.0', 'Mozilla/5.0 (compatible; Microsoft Defender)'];
    for (const agent of agents) expect((await get(token, { 'user-agent': agent })).status).toBe(200);
    const head = await fetch(`${http.url}/entrega/${token}`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const sent = await post(token, VALUE);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/entrega/recibido?lang=es']);
    expect((await stored.vault.reveal(id, ANA, REASON)).value).toBe(VALUE);
  });

  it('MAS-132 answers a wrong, an expired and a used link the same, byte for byte, to GET and to POST', async () => {
    const { stored, get, post } = await world();
    const [used, expired] = [await stored.offer(), await stored.offer({ conversationId: 'c2' })];
    await post(used.token, VALUE);
    stored.clock.advance({ hours: 24 });
    const tokens = ['x'.repeat(43), used.token, expired.token, 'short', '%20'];
    const looks = await Promise.all(tokens.map(async (token) => whole(await get(token))));
    const sends = await Promise.all(tokens.map(async (token) => whole(await post(token, VALUE))));
    expect(looks[0]).toMatchObject({ status: 404 });
    for (const answer of [...looks, ...sends]) expect(answer).toEqual(looks[0]);
  });

  it('takes one of two that are sent at once', async () => {
    const { stored, post } = await world();
    const { token } = await stored.offer();
    const answers = await Promise.all([post(token, 'primera'), post(token, 'segunda')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  });

  it.each([
    ['nothing', ''],
    ['blanks', '   \n'],
    ['too much', 'x'.repeat(16_001)],
    ['far too much', 'x'.repeat(400_000)],
  ])('P4 asks again after %s, without what was typed, and the link still works', async (_what, value) => {
    const { stored, post } = await world();
    const { token } = await stored.offer();
    const answer = await post(token, value);
    const body = await answer.text();
    expect(answer.status).toBe(422);
    expect(body).toContain('role="alert"');
    expect(body).not.toContain('xxxx');
    expect((await post(token, VALUE)).status).toBe(303);
  });

  it('takes no JSON, no file and no second field for the value', async () => {
    const { stored, http, post } = await world();
    const { token } = await stored.offer();
    const url = `${http.url}/entrega/${token}`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify({ value: VALUE }) })).status).toBe(422);
    expect((await fetch(url, { method: 'POST', body: new URLSearchParams('value=a&value=b') })).status).toBe(422);
    expect((await post(token, VALUE)).status).toBe(303);
  });

  it('takes every sign as it was typed', async () => {
    const { stored, post } = await world();
    for (const [at, value] of ['<b>&"\'ñ€😀', ' con espacios ', 'dos\nlíneas', '{{value}}', '%41+1'].entries()) {
      const { id, token } = await stored.offer({ conversationId: `c${at}` });
      expect((await post(token, value)).status).toBe(303);
      expect((await stored.vault.reveal(id, ANA, REASON)).value).toBe(value);
    }
  });

  it('takes no form of another site', async () => {
    const { stored, post } = await world();
    const { token } = await stored.offer();
    for (const from of ['cross-site', 'same-site']) {
      expect((await post(token, VALUE, { 'sec-fetch-site': from })).status).toBe(403);
    }
    expect((await post(token, VALUE, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('P4 writes neither value nor token into the log or the metrics, whatever goes wrong', async () => {
    const { stored, http, get, post } = await world();
    const { token } = await stored.offer();
    await get(token);
    stored.faults.trail = new Error('disk full');
    expect((await post(token, VALUE)).status).toBe(500);
    stored.faults.trail = null;
    await post(token, 'x'.repeat(400_000) + VALUE);
    await post(token, VALUE);
    await post(token, VALUE);
    const metrics = await (await fetch(`${http.url}/metrics`)).text();
    const told = JSON.stringify(http.http.routes) + JSON.stringify(http.logged, errors) + metrics;
    expect(told).toContain('/entrega/:token');
    for (const secret of [token, VALUE]) expect(told).not.toContain(secret);
  });

  it('limits looks and sends per address, and sends per link, kindly', async () => {
    const seconds = 60;
    const { stored, get, post } = await world({
      rateLimits: { vaultAddress: { points: 5, seconds }, vaultLink: { points: 2, seconds } },
    });
    const { token } = await stored.offer();
    expect([(await post(token, '')).status, (await post(token, '')).status]).toEqual([422, 422]);
    expect((await post(token, VALUE)).status).toBe(429);
    expect((await get('other')).status).toBe(404);
    expect((await get('other')).status).toBe(404);
    const busy = await get(token);
    expect(busy.status).toBe(429);
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await busy.text()).toContain('Demasiados intentos');
  });

  it('speaks the language of the conversation, and where there is none, the reader’s', async () => {
    const { stored, get, post } = await world({}, 'en');
    const { token } = await stored.offer();
    expect(await (await get(token, { 'accept-language': 'es' })).text()).toContain('<html lang="en">');
    expect((await post(token, VALUE)).headers.get('location')).toBe('/entrega/recibido?lang=en');
    expect(await (await get('recibido?lang=en')).text()).toContain('Received');
    expect(await (await get('x', { 'accept-language': 'en-US,en' })).text()).toContain('This link is not available');
    expect(await (await get('x', { 'accept-language': 'fr' })).text()).toContain('Este enlace no está disponible');
  });

  it('serves its own few files and nothing beside them', async () => {
    const { http } = await world();
    expect((await fetch(`${http.url}/entrega/archivos/vault.css`)).status).toBe(200);
    for (const path of ['archivos/../form.html', 'archivos/%2e%2e/form.html', 'archivos/nothing', 'archivos/'])
      expect((await fetch(`${http.url}/entrega/${path}`)).status).toBe(404);
  });
});

function errors(_key: string, value: unknown): unknown {
  return value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value;
}
