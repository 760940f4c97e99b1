import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { buildRequesterWorld, FORM, type RequesterWorld } from '../builders/requesters.ts';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

jest.setTimeout(60_000);

let people: RequesterWorld;
let world: World;
afterEach(async () => {
  await world.close();
  await people.destroy();
});

/** The API over the real list of an organisation. */
async function open(policy: string) {
  people = await buildRequesterWorld({ policy });
  const { organisation } = people;
  const services = { policy: people.policy } as never;
  world = await createWorld({
    requesterDesk: people.stage.desk,
    organisations: { codes: [organisation], of: () => services },
  });
  world.desk.add({ id: 'lola', roles: ['lead'], organisation });
  world.desk.add({ id: 'ana', roles: ['agent'], organisation });
  world.desk.add({ id: 'eva', roles: ['lead'], organisation: 'otra' });
  return { as: async (agent: string) => caller((await signIn(world, agent)).headers) };
}

function caller(headers: Readonly<Record<string, string>>) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${world.url}${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json().catch(() => null)) as Record<string, never> };
  };
}

describe('the list over the API', () => {
  it('ICE-27 an advisor looks a user up by their identification number, and the trail says who did, without the number', async () => {
    const { as } = await open('icetex');
    const person = { name: 'Pepe Ríos', mail: 'pepe@correo.example', type: 'beneficiario' };
    const fields = { identification: '1020304050', address: 'Calle 1' };
    await (await as('lola'))('POST', '/api/requesters', { ...person, phone: '300 123 4567', fields });
    const ana = await as('ana');
    const lookUp = async (identification: string, who = ana) =>
      who('POST', '/api/requesters/look-up', { identification });
    expect((await lookUp(' 1020304050 ')).body.items).toMatchObject([
      { name: 'Pepe Ríos', type: 'beneficiario', fields: { address: 'Calle 1' } },
    ]);
    expect((await lookUp('999')).body.items).toEqual([]);
    expect((await lookUp('1020304050', await as('eva'))).body.items ?? []).toEqual([]);
    const looks = people.trail.filter(({ action }) => action === 'requester.look');
    expect(looks.slice(0, 2)).toMatchObject([
      { actor: { kind: 'agent', id: 'ana' }, facts: { found: 1 } },
      { actor: { kind: 'agent', id: 'ana' }, facts: { found: 0 } },
    ]);
    expect(JSON.stringify(looks)).not.toContain('1020304050');
    expect((await fetch(`${world.url}/api/requesters/look-up`, { method: 'POST' })).status).toBe(401);
  });

  it('MAS-01, MAS-04 a lead keeps it, an agent reads it, another organisation has its own', async () => {
    const { as } = await open('masnegocio');
    const lola = await as('lola');
    expect((await lola('PUT', '/api/companies', { name: 'Caja Uno' })).status).toBe(200);
    const person = { name: 'Ruth Sol', mail: 'ruth@caja.example', company: 'Caja Uno' };
    const added = await lola('POST', '/api/requesters', person);
    expect(added.body).toMatchObject({ state: 'active', source: 'desk', isReviewDue: false });
    const ana = await as('ana');
    expect((await ana('GET', '/api/requesters?company=caja%20uno')).body.items).toHaveLength(1);
    expect((await ana('POST', '/api/requesters', person)).status).toBe(403);
    expect((await ana('POST', `/api/requesters/${added.body.id}/review`, { valid: false })).status).toBe(403);
    const eva = await as('eva');
    expect((await eva('POST', `/api/requesters/${added.body.id}/review`, { valid: true })).status).toBe(404);
    people.clock.advance({ hours: 24 * 190 });
    expect((await lola('GET', '/api/requesters?due=true')).body.items).toHaveLength(1);
    const reviewed = await lola('POST', `/api/requesters/${added.body.id}/review`, { valid: true });
    expect(reviewed.body).toMatchObject({ validatedBy: 'lola', isReviewDue: false });
    expect(people.trail.at(-1)?.actor).toEqual({ kind: 'agent', id: 'lola' });
  });

  it('takes a table in, dry unless told otherwise', async () => {
    const { as } = await open('masnegocio');
    const lola = await as('lola');
    await lola('POST', '/api/companies/import', { csv: 'nombre\nCaja Uno', dryRun: false });
    const csv = 'nombre,correo,empresa\nRuth,ruth@caja.example,Caja Uno\nEva,,Caja Uno';
    expect((await lola('POST', '/api/requesters/import', { csv })).body).toMatchObject({ dryRun: true, added: 1 });
    expect((await lola('GET', '/api/requesters')).body.items).toEqual([]);
    const done = await lola('POST', '/api/requesters/import', { csv, dryRun: false });
    expect(done.body.problems).toEqual([{ line: 3, problem: expect.stringContaining('mail') }]);
    expect((await lola('GET', '/api/companies')).body.items).toEqual([expect.objectContaining({ active: 1 })]);
  });

  it('ALI-03, ALI-07 the desk files and decides a request for new users', async () => {
    const { as } = await open('alianza');
    const lola = await as('lola');
    await lola('PUT', '/api/companies', { name: 'Caja Uno', director: { name: 'Eva', email: 'eva@caja.example' } });
    const ana = {
      name: 'Ana',
      mail: 'ana@caja.example',
      phone: '5512345678',
      fields: { position: 'a', department: 'b' },
    };
    const request = {
      company: 'Caja Uno',
      signer: 'Eva',
      signerPosition: 'Gerente',
      date: '2026-11-20',
      form: FORM,
      people: [ana],
    };
    const { form: _form, ...without } = request;
    expect((await lola('POST', '/api/designations', without)).status).toBe(400);
    const filed = await lola('POST', '/api/designations', request);
    const agent = await as('ana');
    const decision = `/api/designations/${filed.body.id}/decision`;
    expect((await agent('POST', decision, { approve: true })).status).toBe(403);
    expect((await lola('POST', decision, { approve: true })).body).toMatchObject({ state: 'approved', people: [] });
    const { body } = await lola('GET', '/api/requesters?state=invited');
    expect(body.items).toEqual([expect.objectContaining({ mail: 'ana@caja.example', company: 'Caja Uno' })]);
    const operator = caller({ authorization: `Bearer ${operatorToken}` });
    expect((await operator('GET', '/api/designations')).body.items).toHaveLength(1);
  });
});
