import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildContactWorld, type ContactWorld } from '../builders/contacts.ts';

jest.setTimeout(60_000);

let world: ContactWorld;
beforeAll(async () => {
  world = await buildContactWorld();
});
afterAll(() => world.destroy());

let people = 0;

/** Somebody wrote by WhatsApp and by mail: two contacts until somebody says otherwise. */
async function twice() {
  people += 1;
  const number = String(5215512340000 + people);
  const address = `ana.${people}@correo.example`;
  await world.say('whatsapp', number, 'Hola, soy Ana Ríos');
  world.clock.advance({ minutes: 5 });
  await world.say('email', address, 'Buenas tardes, me llamo Ana Rios');
  const [phone, mail] = [world.contactOf('whatsapp', number), world.contactOf('email', address)];
  return { phone, mail, number, address };
}

const put = (id: string, patch: object) => world.gateway.stores.contacts.update(id, patch as never, undefined);

describe('joining two contacts', () => {
  it('shows one card with both identities, and leaves every document with the contact that it came to', async () => {
    const { phone, mail, number, address } = await twice();
    await world.ticket(phone, world.conversationOf('whatsapp', number), 'k1', 'No imprime');
    await world.ticket(mail, world.conversationOf('email', address), 'k2', 'No factura');
    const merge = await world.merge(phone, mail);
    const card = await world.desk.card(world.organisation, mail);
    expect(card.id).toBe(phone);
    expect(card.identities.map(({ channel, address, isProven }) => [channel, address, isProven])).toEqual([
      ['whatsapp', number, true],
      ['email', address, true],
    ]);
    expect(card.merges).toMatchObject([{ id: merge.id, kept: phone, joined: mail, by: { id: 'lola' }, undone: null }]);
    expect((await world.desk.tickets(world.organisation, phone, 10)).map(({ subject }) => subject).sort()).toEqual([
      'No factura',
      'No imprime',
    ]);
    const { items } = await world.desk.history(world.organisation, phone, { limit: 10 });
    expect(items.map(({ channel }) => channel)).toEqual(['email', 'whatsapp']);
    const { conversations } = world.gateway.stores;
    expect((await conversations.ofContact(mail)).map(({ channel }) => channel)).toEqual(['email']);
    expect((await conversations.ofContact(phone)).map(({ channel }) => channel)).toEqual(['whatsapp']);
  });

  it('lets a conversation know what the other channel learned, and writes what it learns to its own contact', async () => {
    const { phone, mail, address } = await twice();
    await put(phone, { userType: 'partner', customerClass: 'top' });
    await put(mail, { userType: null, customerClass: null, name: null });
    await world.merge(phone, mail);
    expect(await world.gateway.stores.contacts.get(mail)).toMatchObject({
      id: mail,
      userType: 'partner',
      name: 'Ana Ríos',
    });
    world.clock.advance({ minutes: 1 });
    await world.say('email', address, 'mi teléfono es 5587654321');
    const own = await world.gateway.stores.contacts.find(mail);
    expect(own?.userType).toBeNull();
  });

  it('takes the choice for what differs, and what a conversation learns afterwards over the choice', async () => {
    const { phone, mail } = await twice();
    await put(phone, { name: 'Ana Ríos', organisation: 'Norte' });
    await put(mail, { name: 'Ana Laura Ríos', organisation: 'Sur' });
    await world.merge(phone, mail, { name: 'joined', organisation: 'kept' });
    const { contacts } = world.gateway.stores;
    expect(await contacts.get(phone)).toMatchObject({ name: 'Ana Laura Ríos', organisation: 'Norte' });
    await contacts.update(mail, { organisation: world.clean('Oriente') }, world.clock.advance({ minutes: 1 }));
    expect(await contacts.get(phone)).toMatchObject({ organisation: 'Oriente' });
  });

  it('wants a choice for every field in which they differ; case and accents are no difference', async () => {
    const { phone, mail } = await twice();
    await put(phone, { name: 'Ana Ríos', email: 'a@x.mx', userType: 'partner', organisation: 'Norte' });
    await put(mail, { name: 'ANA RIOS', email: 'b@x.mx', userType: 'usuario_final', organisation: 'Sur' });
    const preview = await world.desk.preview(world.organisation, { kept: phone, joined: mail });
    expect(preview.conflicts.map(({ field, kept, joined }) => [field, kept, joined])).toEqual([
      ['email', 'a@x.mx', 'b@x.mx'],
      ['organisation', 'Norte', 'Sur'],
      ['userType', 'partner', 'usuario_final'],
    ]);
    expect(preview.counts).toEqual({ identities: 2, conversations: 2, tickets: 0 });
    await expect(world.merge(phone, mail, { email: 'kept' })).rejects.toMatchObject({
      code: 'CONTACT_CONFLICT',
      details: { fields: 'organisation, userType' },
    });
    await world.merge(phone, mail, { email: 'joined', organisation: 'kept', userType: 'kept' });
    expect(await world.desk.card(world.organisation, phone)).toMatchObject({ email: 'b@x.mx', organisation: 'Norte' });
  });

  it('refuses what is one person already, and what the organisation does not have', async () => {
    const { phone, mail } = await twice();
    await world.merge(phone, mail);
    const cause = { code: 'CONTACT_MERGE_REFUSED', details: { cause: 'same' } };
    await expect(world.merge(mail, phone)).rejects.toMatchObject(cause);
    await expect(world.merge(phone, 'nobody')).rejects.toMatchObject({ code: 'CONTACT_NOT_FOUND' });
    const other = { kept: phone, joined: mail };
    await expect(world.desk.preview('confa', other)).rejects.toMatchObject({ code: 'CONTACT_NOT_FOUND' });
  });

  it('records who joined and split whom, and why, before it is done', async () => {
    const { phone, mail } = await twice();
    const { id } = await world.merge(phone, mail);
    await world.undo(id);
    const { items } = await world.gateway.audit.list({ organisation: world.organisation, subject: mail, limit: 10 });
    expect(items.map(({ action, actor, reason, facts }) => [action, actor.id, reason, facts])).toEqual([
      ['contact.split', 'lola', 'no era ella', { merge: id, kept: phone }],
      ['contact.merge', 'lola', 'habló por teléfono: es ella', { merge: id, kept: phone }],
    ]);
    const { record } = world.gateway.audit;
    Object.assign(world.gateway.audit, { record: () => Promise.reject(new Error('the disk is full')) });
    await expect(world.merge(phone, mail)).rejects.toThrow('the disk is full');
    Object.assign(world.gateway.audit, { record });
    expect((await world.desk.card(world.organisation, phone)).contacts).toEqual([phone]);
  });
});

describe('undoing a merge', () => {
  it('splits exactly what was joined; what came since stays with the identity that it came from', async () => {
    const { phone, mail, address } = await twice();
    await put(phone, { email: 'a@x.mx' });
    await put(mail, { email: 'b@x.mx' });
    const before = [await world.gateway.stores.contacts.get(phone), await world.gateway.stores.contacts.get(mail)];
    const { id } = await world.merge(phone, mail, { email: 'kept' });
    world.clock.advance({ minutes: 1 });
    await world.gateway.stores.contacts.update(mail, { phone: world.clean('5587654321') }, world.clock.now());
    await world.ticket(mail, world.conversationOf('email', address), 'k3', 'Después de unir');
    await world.undo(id);
    const { contacts } = world.gateway.stores;
    expect(await contacts.get(phone)).toEqual(before[0]);
    expect(await contacts.get(mail)).toEqual({ ...before[1], phone: '5587654321' });
    expect(await world.desk.tickets(world.organisation, phone, 10)).toEqual([]);
    expect((await world.desk.tickets(world.organisation, mail, 10)).map(({ subject }) => subject)).toEqual([
      'Después de unir',
    ]);
    const merges = await world.desk.merges(world.organisation, { contact: mail, limit: 10 });
    expect(merges.items).toMatchObject([{ id, undone: { by: { id: 'lola' }, reason: 'no era ella' } }]);
    await expect(world.undo(id)).rejects.toMatchObject({ code: 'CONTACT_MERGE_OVER' });
  });

  it('takes along what had been joined to the one that leaves, whatever was joined meanwhile', async () => {
    const { phone, mail } = await twice();
    for (const visitor of ['dl_1', 'dl_2']) await world.say('webchat', visitor, 'hola');
    const [one, two] = ['dl_1', 'dl_2'].map((visitor) => world.contactOf('webchat', visitor)) as [string, string];
    await put(mail, { email: 'b@x.mx' });
    await world.merge(mail, one);
    const middle = await world.merge(phone, mail);
    await world.merge(one, two);
    expect([...(await world.desk.card(world.organisation, two)).contacts].sort()).toEqual(
      [phone, mail, one, two].sort(),
    );
    await world.undo(middle.id);
    expect([...(await world.desk.card(world.organisation, one)).contacts].sort()).toEqual([mail, one].sort());
    expect([...(await world.desk.card(world.organisation, two)).contacts].sort()).toEqual([phone, two].sort());
  });

  it('does not leave one side with the consents of the other', async () => {
    const { phone, mail } = await twice();
    const consent = { version: '1', at: world.clock.now(), channel: 'whatsapp', answer: 'accepted' as const };
    await put(phone, { consents: [consent] });
    await put(mail, { consents: [] });
    const { id } = await world.merge(phone, mail);
    const { contacts } = world.gateway.stores;
    const { consents = [] } = await contacts.get(mail);
    expect(consents).toEqual([consent]);
    const later = {
      version: '1',
      at: world.clock.advance({ minutes: 1 }),
      channel: 'email',
      answer: 'refused' as const,
    };
    await contacts.update(mail, { consents: [...consents, later] });
    expect((await contacts.get(phone)).consents).toEqual([consent, later]);
    await world.undo(id);
    expect((await contacts.get(phone)).consents).toEqual([consent]);
    expect((await contacts.get(mail)).consents).toEqual([later]);
  });
});
