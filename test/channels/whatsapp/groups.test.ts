import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ANA, ChannelWorld, LUZ, OURS } from './world.ts';

jest.setTimeout(40_000);

const VALID = new Set([ANA]);
let world: ChannelWorld;
beforeAll(async () => {
  const isValidMember = async (phone: string) => VALID.has(phone);
  world = await ChannelWorld.open({ groups: { namePrefix: 'MN ', deskNumbers: [OURS], isValidMember } });
  await world.start();
  await world.pair();
});
afterAll(() => world.close());

const sayIn = async (group: string, from: string, text: string) => {
  await world.control.say({ from, to: OURS, group, text });
  await world.control.settled();
};

describe('groups that the policy turns on', () => {
  it('MAS-124 attends a request in a group of the customer, as the person who wrote it, and answers in the group', async () => {
    const { jid } = world.control.group({ subject: 'MN Acme', members: [OURS, ANA, LUZ] });
    await sayIn(jid, ANA, 'No puedo timbrar');
    await world.until(() => world.texts().includes('No puedo timbrar'));
    expect(world.accepted.at(-1)).toMatchObject({ address: jid, sender: { id: ANA } });
    await world.channel.send(world.reply('g1', jid, 'Abrí su ticket'));
    const [got] = await world.control.waitFor({ person: LUZ, count: 1 });
    expect(got).toMatchObject({ to: jid, text: 'Abrí su ticket' });
  });

  it('MAS-126 does not listen to a group with another name, and does once it is renamed', async () => {
    const { jid } = world.control.group({ subject: 'Acme MN', members: [OURS, ANA] });
    await sayIn(jid, ANA, 'Con otro nombre');
    world.control.regroup({ jid, subject: 'MN Acme Norte' });
    await sayIn(jid, ANA, 'Con su nombre');
    await world.until(() => world.texts().includes('Con su nombre'));
    expect(world.texts()).not.toContain('Con otro nombre');
  });

  it('MAS-127 listens to people whom the customer named, and to nobody else in the group', async () => {
    const { jid } = world.control.group({ subject: 'MN Beta', members: [OURS, ANA, LUZ] });
    await sayIn(jid, LUZ, 'Nadie me nombró');
    await sayIn(jid, ANA, 'A mí sí');
    await world.until(() => world.texts().includes('A mí sí'));
    expect(world.texts()).not.toContain('Nadie me nombró');
  });
});

describe('groups as long as no policy turns them on', () => {
  it('are not read', async () => {
    const plain = await ChannelWorld.open();
    try {
      await plain.start();
      await plain.pair();
      const { jid } = plain.control.group({ subject: 'MN Acme', members: [OURS, ANA] });
      await plain.control.say({ from: ANA, to: OURS, group: jid, text: 'En el grupo' });
      await plain.control.settled();
      await plain.control.say({ from: ANA, to: OURS, text: 'En privado' });
      await plain.until(() => plain.texts().includes('En privado'));
      expect(plain.texts()).toEqual(['En privado']);
    } finally {
      await plain.close();
    }
  });
});
