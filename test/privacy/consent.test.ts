import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildEnvelope } from '../builders/pipeline.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(60_000);

const explicit = (version: string) => `
  notice:
    version: '${version}'
    text: El tratamiento de sus datos se explica en
    url: https://exsim.example/aviso
    consent: explicit
`;
const NAME = 'Zulema Quetzal';
const CASE = `Soy ${NAME} y no puedo facturar el xilófono`;

let world: PrivacyWorld;
beforeEach(async () => {
  world = await buildPrivacyWorld({ privacy: explicit('1') });
});
afterEach(() => world.destroy());

const contact = async (address = 'a') => world.gateway.stores.contacts.get(await world.contactOf(address));
const conversation = async (address = 'a') => {
  const doc = await world.gateway.store.connection.collection('conversations').findOne({ address });
  if (doc === null) throw new Error('no conversation');
  return { id: String(doc._id), mode: doc.mode as string };
};
const last = () => world.channel.said('a').at(-1);

describe('explicit consent', () => {
  it('is recorded on the contact with version, instant, channel and answer, and asked once', async () => {
    await world.say('a', CASE);
    expect(JSON.stringify(last())).toContain('¿Acepta el tratamiento de sus datos?');
    expect((await contact()).consents ?? []).toEqual([]);
    const at = world.clock.now();
    await world.say('a', 'Sí, acepto');
    expect((await contact()).consents).toEqual([{ version: '1', at, channel: 'terminal', answer: 'accepted' }]);
    expect((await contact()).name).toBe(NAME);
    await world.say('a', 'cancelar');
    await world.say('a', 'Hola');
    expect(JSON.stringify(last())).not.toContain('¿Acepta');
  });

  it('is asked anew for a new version', async () => {
    await world.say('a', CASE);
    await world.say('a', 'Sí, acepto');
    await world.say('a', 'cancelar');
    const { folder, clock } = world;
    await world.stop();
    world = await buildPrivacyWorld({ folder, clock, privacy: explicit('2') });
    await world.say('a', 'Hola');
    expect(JSON.stringify(last())).toContain('¿Acepta el tratamiento de sus datos?');
    await world.say('a', 'sí');
    expect((await contact()).consents?.map(({ version, answer }) => `${version} ${answer}`)).toEqual([
      '1 accepted',
      '2 accepted',
    ]);
  });

  it('that is refused leaves nothing of what was written, nor the name that the channel gave, in any byte', async () => {
    await world.say('a', CASE, { sender: { id: 'sender-a', name: NAME } });
    expect(await world.documentsWith('xilófono')).not.toEqual([]);
    await world.say('a', 'No acepto, y menos para el xilófono');
    for (const text of ['Zulema', 'Quetzal', 'xilófono']) {
      expect(await world.documentsWith(text)).toEqual([]);
      expect(world.filesWith(text)).toEqual([]);
    }
    expect((await contact()).consents?.map(({ answer }) => answer)).toEqual(['refused']);
    const log = await world.gateway.stores.log.after((await conversation()).id, 0, 99);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    // It goes on: a person, or the end.
    await world.say('a', 'lo dejamos aquí');
    expect((await conversation()).mode).toBe('closed');
  });

  it('is none that a channel’s terms were accepted: the name that the channel gave goes all the same', async () => {
    await world.say('a', 'Hola', { sender: { id: 'sender-a', name: NAME } });
    const terms = { kind: 'terms', version: 'terminal-1', at: world.clock.now(), channel: 'terminal' } as const;
    await world.gateway.stores.contacts.update(await world.contactOf('a'), {
      consents: [{ ...terms, answer: 'accepted' }],
    });
    await world.say('a', 'No acepto');
    expect((await contact()).name).toBeNull();
    expect(await world.documentsWith('Quetzal')).toEqual([]);
  });

  it('that never comes leaves nothing once the conversation has ended', async () => {
    await world.say('a', CASE);
    await world.say('a', 'cancelar');
    expect(await world.documentsWith('Zulema')).toEqual([]);
    expect((await contact()).consents ?? []).toEqual([]);
  });

  it('that was refused leaves what is said to an agent until the conversation ends', async () => {
    await world.say('a', CASE);
    await world.say('a', 'No acepto');
    await world.say('a', 'hablar con una persona');
    await world.say('a', 'Es por el xilófono');
    expect((await conversation()).mode).toBe('waiting');
    expect(await world.documentsWith('xilófono')).not.toEqual([]);
    await world.gateway.pipeline.conversations.act(
      (await conversation()).id,
      { type: 'close', outcome: 'agent' },
      { role: 'lead', id: 'lola', name: 'Lola' },
    );
    await world.gateway.pipeline.idle();
    expect(await world.documentsWith('xilófono')).toEqual([]);
  });

  it('that is refused and given at once does not lose the second message', async () => {
    await world.say('a', 'Hola');
    const { intake } = world.gateway.pipeline;
    const say = (text: string) => buildEnvelope({ address: 'a', text, sender: { id: 'sender-a' } });
    await intake.accept([say('No acepto'), say('bueno, sí acepto')]);
    await world.gateway.pipeline.idle();
    expect((await contact()).consents?.map(({ answer }) => answer)).toEqual(['refused', 'accepted']);
    expect((await conversation()).mode).toBe('bot');
  });
});
