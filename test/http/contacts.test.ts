import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createRedactor } from '../../src/redaction/index.ts';
import { type ContactStage, openContactStage } from '../builders/contacts.ts';
import { createWorld, signIn, type World } from './world/world.ts';

jest.setTimeout(60_000);

type Call = (method: string, path: string, body?: object) => Promise<{ status: number; body: Record<string, unknown> }>;

let stage: ContactStage;
let world: World;
let ana: Call;
let eva: Call;
let phone: string;
let mail: string;
beforeAll(async () => {
  stage = await openContactStage();
  const services = { policy: { organisation: { code: 'exsim' } } } as never;
  world = await createWorld({
    contactDesk: stage.desk,
    redactor: createRedactor(),
    organisations: { codes: ['exsim', 'otra'], of: () => services },
  });
  world.desk.add({ id: 'ana', roles: ['agent'], organisation: 'exsim' });
  world.desk.add({ id: 'eva', roles: ['agent'], organisation: 'otra' });
  ana = caller((await signIn(world, 'ana')).headers);
  eva = caller((await signIn(world, 'eva')).headers);
  phone = await stage.meet('whatsapp', '5215512345678');
  stage.clock.advance({ minutes: 1 });
  mail = await stage.meet('email', 'ruth.sol@correo.example');
});
afterAll(async () => {
  await world.close();
  await stage.close();
  rmSync(stage.folder, { recursive: true, force: true });
});

function caller(headers: Readonly<Record<string, string>>): Call {
  return async (method, path, body) => {
    const answer = await fetch(`${world.url}${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json().catch(() => null)) as Record<string, unknown> };
  };
}

const idsIn = ({ body }: { body: Record<string, unknown> }) =>
  (body.items as { contact: { id: string } }[]).map(({ contact }) => contact.id);

describe('contacts over the API', () => {
  it('finds people by an address, a part of a name or a number, page by page, newest first', async () => {
    await stage.update(phone, { name: 'Ruth Sólis', phone: '55 8765 4321' });
    expect(idsIn(await ana('GET', '/api/contacts'))).toEqual([mail, phone]);
    const search = async (text: string) => idsIn(await ana('POST', '/api/contacts/search', { text }));
    expect(await search('ruth solis')).toEqual([phone]);
    expect(await search('87654321')).toEqual([phone]);
    expect(await search('+52 55 1234 5678')).toEqual([phone]);
    expect(await search('ruth.sol@correo.example')).toEqual([mail]);
    expect(await search('nadie')).toEqual([]);
    expect((await ana('GET', '/api/contacts?text=ruth')).status).toBe(400);
    const first = await ana('GET', '/api/contacts?limit=1');
    expect(idsIn(first)).toEqual([mail]);
    const second = await ana('GET', `/api/contacts?limit=1&after=${first.body.next}`);
    expect([idsIn(second), second.body.next]).toEqual([[phone], null]);
    expect((await ana('GET', '/api/contacts?after=nonsense')).status).toBe(400);
  });

  it('suggests nobody of whom an agent said that they are another person, on either card, and lets agents join all the same', async () => {
    const [one, two] = [await stage.meet('whatsapp', '5215599998888'), await stage.meet('email', 'dos@correo.example')];
    await stage.update(one, { email: 'dos@correo.example' });
    const suggested = async (id: string) => idsIn(await ana('GET', `/api/contacts/${id}/suggestions`));
    expect([await suggested(one), await suggested(two)]).toEqual([[two], [one]]);
    const dismiss = (by: Call, pair: object) => by('POST', '/api/contact-merges/dismissals', pair);
    expect((await dismiss(eva, { kept: one, joined: two })).status).toBe(404);
    expect((await dismiss(ana, { kept: one, joined: one })).body.error).toMatchObject({
      code: 'CONTACT_MERGE_REFUSED',
    });
    for (const pair of [
      { kept: one, joined: two },
      { kept: two, joined: one },
    ])
      expect((await dismiss(ana, pair)).status).toBe(204);
    expect([await suggested(one), await suggested(two)]).toEqual([[], []]);
    expect((await ana('GET', `/api/contact-merges?contact=${one}`)).body.items).toEqual([]);
    const joined = { kept: one, joined: two, choices: { email: 'kept' }, reason: 'sí era ella' };
    expect((await ana('POST', '/api/contact-merges', joined)).status).toBe(200);
  });

  it('suggests by a proven address, never by a name, and joins nothing by itself', async () => {
    const named = await stage.meet('webchat', 'dl_x');
    await stage.update(named, { name: 'Ruth Sólis' });
    expect((await ana('GET', `/api/contacts/${phone}/suggestions`)).body.items).toEqual([]);
    await stage.update(named, { email: 'ruth.sol@correo.example' });
    const found = (await ana('GET', `/api/contacts/${mail}/suggestions`)).body.items as object[];
    expect(found).toMatchObject([{ contact: { id: named }, reason: 'gaveAddress' }]);
    expect(await stage.contactsOf(mail)).toEqual([mail]);
  });

  it('joins after a look and a choice, with a reason that is redacted, and splits again', async () => {
    await stage.update(phone, { email: 'a@x.mx' });
    await stage.update(mail, { email: 'b@x.mx' });
    const pair = { kept: phone, joined: mail };
    const preview = await ana('POST', '/api/contact-merges/preview', pair);
    expect(preview.body).toMatchObject({
      refused: null,
      conflicts: [{ field: 'email', kept: 'a@x.mx', joined: 'b@x.mx' }],
    });
    const refused = await ana('POST', '/api/contact-merges', { ...pair, reason: 'es ella' });
    expect([refused.status, refused.body.error]).toMatchObject([409, { code: 'CONTACT_CONFLICT' }]);
    expect((await ana('POST', '/api/contact-merges', { ...pair, reason: ' ' })).status).toBe(400);
    const asked = { ...pair, choices: { email: 'joined' }, reason: 'llamó; su contraseña es Luna2024' };
    const made = await ana('POST', '/api/contact-merges', asked);
    expect([made.status, JSON.stringify(made.body)]).toEqual([200, expect.not.stringContaining('Luna2024')]);
    const card = await ana('GET', `/api/contacts/${mail}`);
    expect(card.body).toMatchObject({
      id: phone,
      email: 'b@x.mx',
      contacts: [phone, mail],
      merges: [{ id: made.body.id }],
    });
    const undone = await ana('POST', `/api/contact-merges/${made.body.id}/undo`, { reason: 'no era' });
    expect(undone.body).toMatchObject({ undone: { by: { kind: 'agent', id: 'ana' }, reason: 'no era' } });
    expect((await ana('POST', `/api/contact-merges/${made.body.id}/undo`, { reason: 'no era' })).status).toBe(409);
    const listed = await ana('GET', `/api/contact-merges?contact=${mail}`);
    expect(listed.body.items).toHaveLength(1);
  });

  it('shows another organisation nothing of it', async () => {
    for (const path of ['', '/history', '/tickets', '/suggestions'])
      expect([path, (await eva('GET', `/api/contacts/${phone}${path}`)).status]).toEqual([path, 404]);
    const pair = { kept: phone, joined: mail };
    expect((await eva('POST', '/api/contact-merges/preview', pair)).status).toBe(404);
    expect((await eva('POST', '/api/contact-merges', { ...pair, reason: 'x' })).status).toBe(404);
    const [merge] = (await ana('GET', '/api/contact-merges')).body.items as { id: string }[];
    expect((await eva('POST', `/api/contact-merges/${merge?.id}/undo`, { reason: 'x' })).status).toBe(404);
    expect((await eva('GET', '/api/contact-merges')).body.items).toEqual([]);
    expect(idsIn(await eva('GET', '/api/contacts'))).toEqual([]);
  });
});
