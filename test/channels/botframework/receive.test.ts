import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { activitySchema } from '../../../channels/botframework/activity.ts';
import { botTexts, previewActivity } from '../../../channels/botframework/index.ts';
import { readActivity } from '../../../channels/botframework/read-activity.ts';
import { APP_ID } from './bot-service.ts';
import { DoorWorld, fixture } from './world.ts';

let world: DoorWorld;

beforeAll(async () => {
  world = await DoorWorld.open();
});

afterAll(() => world.close());

beforeEach(() => {
  world.accepted.length = 0;
  world.notes.length = 0;
  world.service.asked.length = 0;
  world.service.files.clear();
});

const post = (name: string) => world.post(world.fixture(name));

describe('what comes through the Bot Service door', () => {
  it.each([
    ['facebook.text', { channel: 'facebook', text: 'Hola, no puedo facturar', address: 'psid-100-page-1' }],
    ['facebook.quickReply', { text: 'Compras' }],
    ['facebook.place', { text: 'Ubicación: 19.4, -99.1 (Oficina)' }],
    ['facebook.empty', { text: '[Mensaje de un tipo que no se puede mostrar]' }],
    ['facebook.opened', { kind: 'start' }],
    ['teams.text', { channel: 'teams', text: 'No puedo timbrar', attachments: [], address: 'a:chat-100' }],
    ['teams.mention', { text: 'no puedo entrar, pregunte a Eva' }],
    ['teams.installed', { channel: 'teams', kind: 'start' }],
  ])('EXS-01 takes the kind %s', async (name, wanted) => {
    expect(await post(name)).toBe(200);
    expect(world.accepted).toEqual([
      expect.objectContaining({ account: APP_ID, sender: expect.objectContaining({ name: 'Persona 100' }), ...wanted }),
    ]);
    expect(world.accepted[0]?.sentAt).toEqual(new Date('2026-11-23T16:00:00Z'));
  });

  it('P1 says that it has a message when it is stored, and knows it when it comes again', async () => {
    world.failing = 1;
    expect(await post('facebook.text')).toBe(500);
    expect([await post('facebook.text'), await post('facebook.text')]).toEqual([200, 200]);
    expect(world.accepted).toHaveLength(1);
  });

  it('tells apart messages that two chats of Teams number alike', async () => {
    const one = world.fixture('teams.text');
    expect(await world.post(one)).toBe(200);
    expect(await world.post({ ...one, conversation: { id: 'a:chat-200', conversationType: 'personal' } })).toBe(200);
    expect(new Set(world.accepted.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('greets once, however often the conversation is opened', async () => {
    await post('teams.installed');
    await world.post({ ...world.fixture('teams.installed'), id: 'f:20', timestamp: '2026-11-24T16:00:00Z' });
    expect(world.accepted).toHaveLength(1);
  });

  it.each([
    ['teams.edited', { kind: 'edited', text: 'No puedo timbrar facturas', of: '1700000000001' }],
    ['teams.deleted', { kind: 'deleted', of: '1700000000001' }],
    ['teams.reacted', { kind: 'reacted', text: '👍', of: '1700000000009' }],
  ])('notes the kind %s and runs no turn', async (name, note) => {
    expect(await post(name)).toBe(200);
    expect(world.notes).toEqual([
      { channel: 'teams', place: expect.objectContaining({ account: APP_ID, address: 'a:chat-100' }), note },
    ]);
    expect(world.accepted).toEqual([]);
  });

  it('P7 passes over what nobody said, and its own words', async () => {
    for (const name of ['facebook.read', 'facebook.ownEcho', 'teams.typing']) expect(await post(name)).toBe(200);
    expect(await post('teams.invoke')).toBe(501);
    expect([world.accepted, world.notes]).toEqual([[], []]);
  });

  it('does not listen to group chats unless it is told to', async () => {
    expect(await post('teams.group')).toBe(200);
    expect(world.accepted).toEqual([]);
    const open = await DoorWorld.open({ groups: true });
    await open.post(open.fixture('teams.group'));
    expect(open.accepted).toEqual([expect.objectContaining({ address: '19:sala@thread.v2', text: 'ayuda' })]);
    await open.close();
  });
});

describe('files through the Bot Service door', () => {
  it('fetches a picture from the connector that the message came from, with our token', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(400, 7)]);
    world.service.files.set('/files/pantalla.png', png);
    expect(await post('teams.image')).toBe(200);
    expect(world.accepted[0]?.attachments).toEqual([
      expect.objectContaining({ name: 'pantalla.png', mediaType: 'image/png' }),
    ]);
    expect(world.service.asked).toEqual([expect.stringMatching(/^\/files\/pantalla.png Bearer ours-\d+$/)]);
  });

  it('asks no host that was not named, whatever the message says', async () => {
    await post('teams.file');
    expect(world.accepted[0]).toMatchObject({ text: 'El acta\n[Archivo que no se admite: acta.txt]', attachments: [] });
    for (const url of [
      'http://127.0.0.1:1/x.png',
      'http://169.254.169.254/latest',
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
    ]) {
      world.accepted.length = 0;
      const image = { contentType: 'image/png', contentUrl: url, name: 'x.png' };
      await world.post({ ...world.fixture('teams.text'), id: url, attachments: [image] });
      expect(world.accepted[0]?.text).toBe('No puedo timbrar\n[Archivo que no se admite: x.png]');
    }
  });

  it('says so of a file that is gone, or larger than is taken', async () => {
    await post('teams.image');
    expect(world.accepted[0]?.text).toBe('La pantalla\n[Archivo que no se pudo descargar: pantalla.png]');
    world.accepted.length = 0;
    world.service.files.set('/files/pantalla.png', Buffer.alloc(100_001));
    await world.post({ ...world.fixture('teams.image'), id: 'larger' });
    expect(world.accepted[0]?.text).toBe('La pantalla\n[Archivo que no se admite: pantalla.png]');
  });
});

describe('ventanilla replay botframework', () => {
  it('reads a recorded activity without fetching or storing anything', () => {
    const about = { appId: APP_ID, words: botTexts.es, clock: world.clock };
    const of = (name: string) => previewActivity(fixture(name, 'https://smba.trafficmanager.net/amer/'), about);
    expect(of('facebook.image')?.envelopes).toEqual([expect.objectContaining({ text: '[pantalla.jpg]' })]);
    expect(of('teams.edited')?.notes).toHaveLength(1);
    expect([of('teams.typing')?.nothing, previewActivity({ foo: 1 }, about)]).toEqual([1, null]);
  });

  it('is not led astray by entities and attachments of any shape', () => {
    const odd = {
      entities: [null, 3, { type: 'mention' }, { type: 'Place', geo: 'x' }],
      attachments: [null, {}, { contentType: 7 }],
    };
    const activity = activitySchema.parse({ ...fixture('teams.text', 'https://x.example'), ...odd });
    expect(readActivity(activity, botTexts.es)).toMatchObject({ kind: 'message', text: 'No puedo timbrar', files: [] });
  });
});
