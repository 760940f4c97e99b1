import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(60_000);

let world: PrivacyWorld;
beforeEach(async () => {
  world = await buildPrivacyWorld();
});
afterEach(() => world.destroy());

const NAME = 'Zulema Quetzalcoatl';
const WORDS = 'xilófono';

/** Somebody who gave a name, a case and a file, and got a ticket. */
async function visit(address: string) {
  const { gateway } = world;
  const file = await gateway.files.put(Buffer.from('%PDF-1.4 estado de cuenta de Zulema'), {
    name: 'cuenta.pdf',
    mediaType: 'application/pdf',
  });
  await world.say(address, 'Hola');
  await world.say(address, NAME);
  await world.say(address, `No puedo facturar desde ayer, el ${WORDS} no timbra y estamos detenidos`, {
    attachments: [{ ...file, name: `${WORDS}.pdf` }],
  });
  await world.say(address, 'usuario final');
  await world.say(address, 'sí');
  const contact = await world.contactOf(address);
  const [conversation] = await gateway.store.connection.collection('conversations').find({ address }).toArray();
  const ticket = await gateway.tickets.open(
    `t-${address}`,
    {
      subject: gateway.redactor.redact(`${NAME}: ${WORDS}`).text,
      description: gateway.redactor.redact(`El ${WORDS} de ${NAME}`).text,
      reason: 'manual',
      diagnosis: { kind: 'bug' },
      complexity: null,
      area: 'soporte',
    },
    {
      ...{ organisation: 'exsim', conversationId: String(conversation?._id), contactId: contact },
      ...{ actor: { role: 'agent', id: 'ana' } as const, at: world.clock.now() },
    },
  );
  return { contact, file, ticket };
}

describe('erasure of one person', () => {
  it('leaves nothing of what they said or are, in any document or byte of the store', async () => {
    const { contact, file, ticket } = await visit('52155-1111');
    await visitOther();
    expect((await world.documentsWith(WORDS)).length).toBeGreaterThanOrEqual(3);
    const report = await world.gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
    expect(report.counts).toMatchObject({ contacts: 1, identities: 1, conversations: 1, files: 1, tickets: 1 });
    for (const text of [NAME, 'Zulema', WORDS, '52155-1111', 'sender-52155']) {
      expect(await world.documentsWith(text)).toEqual([]);
      expect(world.filesWith(text)).toEqual([]);
    }
    expect(await world.gateway.files.get(file.fileId)).toBeNull();
    // Figures stay.
    const kept = (await world.gateway.tickets.get(ticket.id)).ticket;
    expect([kept.folio, kept.diagnosis.kind, kept.contactId]).toEqual([ticket.folio, 'bug', null]);
    expect(await world.documentsWith('Persona Ajena')).not.toEqual([]);
  });

  async function visitOther() {
    await world.say('other', 'Hola');
    await world.say('other', 'Persona Ajena');
  }

  it('keeps a file that somebody else sent too', async () => {
    const { contact, file } = await visit('a');
    await visit('b');
    await world.gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
    expect(await world.gateway.files.get(file.fileId)).not.toBeNull();
    await world.gateway.privacy.erase({ ...world.ask(await world.contactOf('b')), closeOpen: true });
    expect(await world.gateway.files.get(file.fileId)).toBeNull();
  });

  it('P4 removes the files that lie on their tickets alone, and keeps those that lie on somebody else', async () => {
    const { gateway } = world;
    const { contact, ticket } = await visit('a');
    const other = await visit('b');
    const put = (text: string) =>
      gateway.files.put(Buffer.from(text), { name: `${text}.txt`, mediaType: 'text/plain' });
    const [alone, shared] = [await put('solo en el ticket'), await put('en los dos')];
    const doing = { actor: { role: 'agent', id: 'ana' } as const, at: world.clock.now() };
    const attach = (id: string, attachments: (typeof alone)[]) =>
      gateway.tickets.act(
        id,
        { type: 'note', text: gateway.redactor.redact('va').text, internal: true, attachments },
        doing,
      );
    await attach(ticket.id, [alone, shared]);
    await attach(other.ticket.id, [shared]);
    await gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
    expect(await gateway.files.get(alone.fileId)).toBeNull();
    expect(await gateway.files.get(shared.fileId)).not.toBeNull();
    await gateway.privacy.erase({ ...world.ask(other.contact), closeOpen: true });
    expect(await gateway.files.get(shared.fileId)).toBeNull();
  });

  it('keeps the places of the log, so that a client never meets a gap, and meets the same person as somebody new', async () => {
    const { contact } = await visit('a');
    const [before] = await world.gateway.store.connection.collection('conversations').find({ address: 'a' }).toArray();
    const id = String(before?._id);
    const seqs = (await world.gateway.stores.log.after(id, 0, 500)).map(({ seq }) => seq);
    await world.gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
    const blank = await world.gateway.stores.log.after(id, 0, 500);
    expect(blank.map(({ seq }) => seq)).toEqual(seqs);
    expect(blank.every(({ purged, text }) => purged === 'erased' && text === '')).toBe(true);
    const said = world.channel.said('a').length;
    await world.say('a', 'Hola');
    expect(world.channel.said('a').length).toBeGreaterThan(said);
    const [now] = await world.gateway.store.connection.collection('conversations').find({ address: 'a' }).toArray();
    expect([now?._id, now?.episode]).toEqual([id, 1]);
    const view = await world.gateway.stores.contacts.get(String(now?.contact));
    expect([view.name, view.visits]).toEqual([null, 0]);
    expect(await world.gateway.tickets.findForContact('exsim', view.id)).toEqual([]);
    expect((await world.gateway.stores.log.after(id, 0, 500)).map(({ seq }) => seq)).toEqual(
      (await world.gateway.stores.log.after(id, 0, 500)).map((_, index) => index + 1),
    );
  });

  it('is refused while something is open, while the person is held, and for nobody', async () => {
    const { contact } = await visit('a');
    const erase = (closeOpen: boolean) => world.gateway.privacy.erase({ ...world.ask(contact), closeOpen });
    await expect(erase(false)).rejects.toMatchObject({ code: 'CONTACT_BUSY' });
    await world.gateway.privacy.hold(world.ask(contact), true);
    await expect(erase(true)).rejects.toMatchObject({ code: 'CONTACT_HELD' });
    expect(await world.documentsWith(WORDS)).not.toEqual([]);
    await world.gateway.privacy.hold(world.ask(contact), false);
    await erase(true);
    await expect(erase(true)).rejects.toMatchObject({ code: 'CONTACT_NOT_FOUND' });
  });

  it('is recorded in the trail and in the register, with its term in working days', async () => {
    const { contact } = await visit('a');
    await world.gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
    const { items } = await world.gateway.audit.list({ organisation: 'exsim', subject: contact, limit: 9 });
    expect(items.map(({ action, actor }) => `${actor.id} ${action}`)).toEqual([
      'privacy privacy.erased',
      'lola privacy.erase',
    ]);
    const [request] = await world.gateway.privacy.requests('exsim', 9);
    expect(request).toMatchObject({ kind: 'cancellation', state: 'done', by: 'agent:lola', contactId: contact });
    // Received on Monday 23 November 2026: twenty working days of Exsim's calendar later.
    expect(request?.dueAt.getTime()).toBeGreaterThan(Date.parse('2026-12-17T00:00:00Z'));
    expect(await world.gateway.audit.verify('exsim')).toMatchObject({ ok: true });
  });
});

describe('an erasure that a crash stops', () => {
  it.each([1, 3, 5, 8, 12, 20])('after %i writes is finished by the next start', async (writes) => {
    const { contact, file } = await visit('a');
    const { gateway, clock, folder } = world;
    // The process "dies" after so many writes of the erasure: every further one fails, and nobody cleans up.
    let left = writes;
    for (const model of Object.values(gateway.store.connection.models)) {
      for (const name of ['updateOne', 'deleteOne'] as const) {
        const original = model.collection[name].bind(model.collection) as (...args: unknown[]) => Promise<unknown>;
        model.collection[name] = ((...args: unknown[]) =>
          left-- > 0 ? original(...args) : Promise.reject(new Error('killed'))) as never;
      }
    }
    await gateway.privacy.erase({ ...world.ask(contact), closeOpen: true }).catch((error: Error) => {
      if (error.message !== 'killed') throw error;
    });
    await gateway.store.close();
    world = await buildPrivacyWorld({ folder, clock });
    expect(await world.documentsWith(NAME)).toEqual([]);
    expect(await world.documentsWith(WORDS)).toEqual([]);
    expect(existsSync(join(folder, 'files', file.fileId.slice(0, 2), file.fileId.slice(2, 4), file.fileId))).toBe(
      false,
    );
    const [request] = await world.gateway.privacy.requests('exsim', 9);
    expect(request?.state).toBe('done');
  });
});
