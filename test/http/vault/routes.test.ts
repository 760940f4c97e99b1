import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildVaultWorld, type VaultWorld } from '../../builders/vault.ts';
import { type Console, createWorld, operatorToken, signIn, type World } from '../world/world.ts';

const VALUE = 'Canela-2023-xyz';
let stored: VaultWorld;
let http: World;
let ana: Console;

beforeEach(async () => {
  stored = await buildVaultWorld();
  http = await createWorld({ vault: stored.vault, vaultPages: 'web/vault', clock: stored.clock });
  http.desk.add({ id: 'ana' });
  ana = await signIn(http, 'ana');
});
afterEach(async () => {
  await http.close();
  await stored.destroy();
});

const received = async () => {
  const { id, token } = await stored.offer();
  await stored.vault.deposit(token, VALUE);
  return id;
};

const ask = (path: string, body: object, headers: Readonly<Record<string, string>> = ana.headers) =>
  fetch(`${http.url}/api/vault/${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the vault over HTTP', () => {
  it('MAS-132 gives the value against a reason that is redacted before it is recorded, and lets nobody keep it', async () => {
    const answer = await ask(`${await received()}/reveal`, { reason: 'Entrar; la clave Hola123 ya no sirve' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({ value: VALUE, hideAfterSeconds: 30, item: { reveals: 1 } });
    const reveal = stored.trail.find(({ action }) => action === 'vault.reveal');
    expect(reveal).toMatchObject({ actor: { kind: 'agent', id: 'ana' } });
    expect(reveal?.reason).toBe('Entrar; la clave [contraseña eliminada] ya no sirve');
  });

  it.each([
    ['without a reason', { reason: ' ' }, 400, 'VAULT_REASON_MISSING'],
    ['without the field', {}, 400, 'INPUT_INVALID'],
  ])('refuses %s', async (_what, body, status, code) => {
    const answer = await ask(`${await received()}/reveal`, body);
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([status, code]);
  });

  it('gives nothing to the operator’s token, to a stranger, or without the CSRF token', async () => {
    const path = `${await received()}/reveal`;
    const reason = { reason: 'Entrar al servidor del cliente' };
    expect((await ask(path, reason, { authorization: `Bearer ${operatorToken}` })).status).toBe(403);
    expect((await ask(path, reason, {})).status).toBe(401);
    expect((await ask(path, reason, { cookie: ana.cookie })).status).toBe(403);
    expect(stored.deeds()).not.toContain('vault.reveal');
  });

  it('marks as changed: erased at once, and shown so', async () => {
    const answer = await ask(`${await received()}/changed`, {});
    expect(await answer.json()).toMatchObject({ state: 'erased', erasedBecause: 'changed', eraseAt: null });
  });

  it('lets the operator rotate, and an agent not', async () => {
    await received();
    expect((await ask('rotation', {})).status).toBe(403);
    const operator = { authorization: `Bearer ${operatorToken}` };
    expect(await (await ask('rotation', { dryRun: true }, operator)).json()).toMatchObject({
      dryRun: true,
      rewrapped: 1,
    });
    expect(await (await ask('rotation', {}, operator)).json()).toMatchObject({ rewrapped: 1, finished: true });
  });

  it('lists nothing of a conversation that the caller may not see', async () => {
    await received();
    const answer = await fetch(`${http.url}/api/vault?conversation=nobody`, { headers: ana.headers });
    expect(answer.status).toBe(404);
  });
});
