import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ANA, buildContactWorld, type ContactWorld } from '../builders/contacts.ts';

jest.setTimeout(60_000);

let world: ContactWorld;
let phone: string;
let mail: string;
beforeAll(async () => {
  world = await buildContactWorld();
  await world.say('whatsapp', ANA.whatsapp, 'Hola, el almacén Zafiro no imprime');
  await world.say('email', ANA.email, 'El almacén Zafiro sigue sin imprimir');
  phone = world.contactOf('whatsapp', ANA.whatsapp);
  mail = world.contactOf('email', ANA.email);
  await world.merge(phone, mail);
});
afterAll(() => world.destroy());

const ask = (contactId: string) => ({
  ...{ organisation: 'exsim', contactId, actor: { kind: 'agent', id: 'lola' } as const },
  reason: world.clean('lo pidió'),
});

describe('a merged person and their data', () => {
  it('is exported as one, by whichever contact is asked for', async () => {
    const { collections } = await world.gateway.privacy.export(ask(mail));
    expect(collections.contacts?.map(({ _id }) => _id).sort()).toEqual([phone, mail].sort());
    expect(collections.conversations).toHaveLength(2);
    expect(collections.contact_merges).toHaveLength(1);
  });

  it('is put right as one, so that an undo does not bring the wrong name back', async () => {
    await world.gateway.privacy.rectify(ask(phone), { name: world.clean('Ana Ríos') });
    const docs = await world.gateway.store.connection.collection('contacts').find({}).toArray();
    expect(docs.map(({ name }) => name)).toEqual(['Ana Ríos', 'Ana Ríos']);
  });

  it('is held as one: neither contact is erased', async () => {
    await world.gateway.privacy.hold(ask(phone), true);
    const erase = { ...ask(mail), closeOpen: true };
    await expect(world.gateway.privacy.erase(erase)).rejects.toMatchObject({ code: 'CONTACT_HELD' });
    await world.gateway.privacy.hold(ask(mail), false);
  });

  it('is erased as one, although a crash took the contact that said who is joined with whom', async () => {
    const { privacy, store } = world.gateway;
    const { connection } = store;
    const running = {
      ...{ _id: 'r1', org: 'exsim', kind: 'cancellation', contact: phone, contacts: [phone, mail], state: 'running' },
      ...{ reason: 'lo pidió', by: 'agent:lola', receivedAt: world.clock.now(), dueAt: world.clock.now() },
      ...{ doneAt: null, closeOpen: true, counts: {} },
    };
    await connection.collection('privacy_requests').insertOne(running as never);
    await connection.collection('contacts').deleteMany({});
    const holding = async () => {
      const found: string[] = [];
      for (const name of Object.keys(connection.models))
        for (const doc of await connection.collection(name).find({}).toArray())
          if (/Zafiro|ana\.rios|5215512345678/.test(JSON.stringify(doc))) found.push(name);
      return [...new Set(found)];
    };
    expect(await holding()).toEqual(expect.arrayContaining(['messages', 'conversations']));
    expect(await (privacy as unknown as { recover(): Promise<number> }).recover()).toBe(1);
    expect(await holding()).toEqual([]);
  });
});
