import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { createWorld, signIn, type World } from '../http/world/world.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(60_000);

let world: PrivacyWorld;
let desk: World;
let contact: string;
beforeEach(async () => {
  world = await buildPrivacyWorld();
  await world.say('a', 'Hola');
  await world.say('a', 'Zulema Quetzal');
  contact = await world.contactOf('a');
  const { privacy, redactor } = world.gateway;
  desk = await createWorld({ privacy, redactor });
  desk.desk.add({ id: 'ana', roles: ['agent'] });
  desk.desk.add({ id: 'lola', roles: ['lead'] });
});
afterEach(async () => {
  await desk.close();
  await world.destroy();
});

const reason = { reason: 'lo pidió; mi clave es Secreta#12345' };
async function as(agent: string) {
  const { headers } = await signIn(desk, agent);
  return {
    get: (path: string) => request(desk.url).get(path).set(headers),
    post: (path: string, body: object) => request(desk.url).post(path).set(headers).send(body),
    put: (path: string, body: object) => request(desk.url).put(path).set(headers).send(body),
  };
}
const about = (deed: string) => `/api/privacy/contacts/${contact}/${deed}`;

describe('/api/privacy', () => {
  it('is for lead and administrator', async () => {
    const ana = await as('ana');
    const answers = [
      await ana.get('/api/privacy/requests'),
      await ana.post(about('export'), reason),
      await ana.post(about('rectify'), { ...reason, name: 'X' }),
      await ana.post(about('erase'), { ...reason, confirm: contact }),
      await ana.put(about('hold'), { ...reason, held: true }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await world.documentsWith('Zulema')).not.toEqual([]);
    expect(await world.gateway.privacy.requests('exsim', 9)).toEqual([]);
  });

  it('gives everything out, and lets nobody keep it on the way', async () => {
    const answer = await (await as('lola')).post(about('export'), reason);
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.body.collections.contacts[0].name).toBe('Zulema Quetzal');
    expect(JSON.stringify(answer.body.collections.messages)).toContain('Zulema Quetzal');
  });

  it('P4 corrects a person, and keeps nothing secret of what was typed', async () => {
    const lola = await as('lola');
    expect((await lola.post(about('rectify'), reason)).status).toBe(400);
    const right = { name: 'Zulema Quetzalli', organisation: null, email: 'mi clave es Secreta#12345' };
    const answer = await lola.post(about('rectify'), { ...reason, ...right });
    expect([answer.status, answer.body.kind, answer.body.state]).toEqual([200, 'rectification', 'done']);
    const view = await world.gateway.stores.contacts.get(contact);
    expect([view.name, view.organisation]).toEqual(['Zulema Quetzalli', null]);
    expect(await world.documentsWith('Secreta')).toEqual([]);
    const { items } = await world.gateway.audit.list({ organisation: 'exsim', subject: contact, limit: 9 });
    expect(items.map(({ action, facts }) => [action, facts?.fields])).toEqual([
      ['privacy.rectify', 'email name organisation'],
    ]);
  });

  it('erases only when the id is said once more, and never who is held', async () => {
    const lola = await as('lola');
    const preview = await lola.post(about('erase'), reason);
    const wrong = await lola.post(about('erase'), { ...reason, confirm: contact, closeOpen: true, kind: 'access' });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 'REQUEST_KIND_UNKNOWN']);
    expect([preview.status, preview.body.requestId, preview.body.open.conversations]).toEqual([200, null, 1]);
    await lola.put(about('hold'), { ...reason, held: true }).expect(204);
    const confirmed = { ...reason, confirm: contact, closeOpen: true };
    expect((await lola.post(about('erase'), confirmed)).body.error.code).toBe('CONTACT_HELD');
    await lola.put(about('hold'), { ...reason, held: false }).expect(204);
    expect((await lola.post(about('erase'), { ...reason, confirm: contact })).body.error.code).toBe('CONTACT_BUSY');
    expect(await world.documentsWith('Zulema')).not.toEqual([]);
    expect((await lola.post(about('erase'), confirmed)).body.counts).toMatchObject({ contacts: 1, conversations: 1 });
    expect(await world.documentsWith('Zulema')).toEqual([]);
    const register = await lola.get('/api/privacy/requests');
    expect(register.body.items.map(({ kind, state }: Record<string, string>) => `${kind} ${state}`)).toEqual([
      'cancellation done',
    ]);
    expect(JSON.stringify(register.body)).not.toContain('Secreta');
  });
});
