import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildContactWorld, type ContactStage, openContactStage } from '../builders/contacts.ts';

jest.setTimeout(60_000);

let stage: ContactStage;
let phone: string;
let mail: string;
beforeEach(async () => {
  stage = await openContactStage();
  phone = await stage.meet('whatsapp', '5215512345678');
  mail = await stage.meet('email', 'ana@correo.example');
});
afterEach(async () => {
  await stage.close();
  rmSync(stage.folder, { recursive: true, force: true });
});

const contacts = () => stage.connection.collection('contacts').find({}).toArray();

describe('two agents at once', () => {
  it('lets one of several merges of the same contacts win, whichever way round, and joins nobody in a circle', async () => {
    const web = await stage.meet('webchat', 'dl_ana');
    const done = await Promise.allSettled([
      stage.merge(phone, mail),
      stage.merge(mail, phone),
      stage.merge(web, mail),
      stage.merge(phone, web),
    ]);
    const codes = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(codes).toEqual(['CONTACT_MERGE_BUSY', 'CONTACT_MERGE_BUSY', 'CONTACT_MERGE_BUSY']);
    const docs = await contacts();
    expect(docs).toHaveLength(3);
    expect(docs.filter(({ into }) => into !== undefined)).toHaveLength(1);
    expect(docs.filter(({ claim }) => claim !== undefined)).toEqual([]);
  });

  it('lets one of two undos win', async () => {
    const { id } = await stage.merge(phone, mail);
    const done = await Promise.allSettled([stage.undo(id), stage.undo(id)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a crash in the middle', () => {
  /** The store as a process leaves it that dies at a point of the merge; the next start is on the same folder. */
  async function crashed(state: string, contact: string, update: Record<string, unknown>) {
    await stage.connection.collection('contact_merges').updateMany({}, { $set: { state } });
    await stage.connection.collection('contacts').updateOne({ _id: contact } as object, update);
    await stage.close();
    stage = await openContactStage(stage.folder, stage.clock);
  }

  it('P5 takes back a merge that had claimed and not joined', async () => {
    const { id } = await stage.merge(phone, mail);
    await crashed('joining', mail, { $unset: { into: '', joint: '' }, $set: { claim: id } });
    expect(await stage.merging.recover()).toBe(1);
    expect(await stage.contactsOf(mail)).toEqual([mail]);
    await stage.merge(phone, mail);
    expect(await stage.contactsOf(mail)).toEqual([phone, mail]);
  });

  it('P5 finishes a merge that had joined and not said so', async () => {
    const { id } = await stage.merge(phone, mail);
    await crashed('joining', phone, { $set: { claim: id } });
    expect(await stage.merging.recover()).toBe(1);
    expect((await stage.desk.card('exsim', phone)).merges).toMatchObject([{ id }]);
    await stage.undo(id);
    expect((await contacts()).filter(({ claim, into }) => claim !== undefined || into !== undefined)).toEqual([]);
  });

  it('P5 finishes an undo that was recorded and not done', async () => {
    const { id } = await stage.merge(phone, mail);
    await crashed('splitting', phone, { $set: { joins: true } });
    expect(await stage.merging.recover()).toBe(1);
    expect(await stage.contactsOf(phone)).toEqual([phone]);
    await expect(stage.undo(id)).rejects.toMatchObject({ code: 'CONTACT_MERGE_OVER' });
  });

  it('leaves alone what another process may still be at, and frees what one that died had claimed', async () => {
    const { id } = await stage.merge(phone, mail);
    await crashed('joining', mail, { $unset: { into: '', joint: '' }, $set: { claim: id } });
    expect(await stage.merging.recover(30_000)).toBe(0);
    await expect(stage.merge(phone, mail)).rejects.toMatchObject({ code: 'CONTACT_MERGE_BUSY' });
    stage.clock.advance({ minutes: 1 });
    await stage.merge(phone, mail);
    expect(await stage.contactsOf(mail)).toEqual([phone, mail]);
  });

  it('P5 is settled by the sweep of a gateway that runs on', async () => {
    const world = await buildContactWorld();
    try {
      for (const [channel, sender] of [
        ['whatsapp', '5215512345678'],
        ['email', 'ana@correo.example'],
      ] as const)
        await world.say(channel, sender, 'Hola');
      const [kept, joined] = [
        world.contactOf('whatsapp', '5215512345678'),
        world.contactOf('email', 'ana@correo.example'),
      ];
      const { id } = await world.merge(kept, joined);
      const { connection } = world.gateway.store;
      await connection.collection('contact_merges').updateMany({}, { $set: { state: 'joining' } });
      const left = { $unset: { into: '', joint: '' }, $set: { claim: id } };
      await connection.collection('contacts').updateOne({ _id: joined } as object, left);
      world.clock.advance({ minutes: 1 });
      await world.gateway.sweep();
      expect(await connection.collection('contact_merges').findOne({})).toMatchObject({ state: 'dropped' });
      expect(await connection.collection('contacts').findOne({ claim: id })).toBeNull();
    } finally {
      await world.destroy();
    }
  });
});
