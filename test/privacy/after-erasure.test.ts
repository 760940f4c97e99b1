import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { VaultItem } from '../../src/contracts/vault.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(120_000);

let world: PrivacyWorld;
beforeEach(async () => {
  world = await buildPrivacyWorld();
});
afterEach(() => world.destroy());

const ana = { role: 'agent', id: 'ana', name: 'Ana' } as const;
const collection = (name: string) => world.gateway.store.connection.collection(name);
const conversationOf = async (address: string) => {
  const doc = await collection('conversations').findOne({ address });
  if (doc === null) throw new Error(`no conversation ${address}`);
  return { ...doc, id: String(doc._id) };
};
const stored = (id: string) => collection('conversations').findOne({ _id: id as never });
/** Attended by Ana and ended by her: the survey is asked. */
const attend = async (address: string) => {
  const { conversations } = world.gateway.pipeline;
  world.clock.advance({ minutes: 1 });
  await world.say(address, 'Hola');
  await conversations.act((await conversationOf(address)).id, { type: 'take' }, ana);
  const { id: own } = await conversationOf(address);
  await conversations.act(own, { type: 'close', outcome: 'agent' }, ana);
  await world.gateway.pipeline.idle();
  return own;
};
const erase = async (address: string) =>
  world.gateway.privacy.erase({ ...world.ask(await world.contactOf(address)), closeOpen: true });
const question = async () => ({
  ...({ id: 'question-1', survey: 'satisfaccion', kind: 'satisfaction', text: '¿Cómo estuvo?' } as const),
  ...{ scale: { min: 1, max: 5 }, expiresAt: new Date(world.clock.now().getTime() + 3_600_000) },
});

describe('after an erasure', () => {
  it('nothing that comes later by itself speaks in the conversation, or makes it one of somebody again', async () => {
    const id = await attend('a');
    await erase('a');
    const before = await stored(id);
    const { surveySpeech, requesterSpeech, vaultNotices } = world.gateway.pipeline;
    await surveySpeech.put('ticket:t1', id, question);
    const text = world.gateway.redactor.redact('Su caso cambió de estado').text;
    await requesterSpeech.say('word', { organisation: 'exsim', conversationId: id, text });
    await vaultNotices.received({ id: 'item', conversationId: id, folio: null } as VaultItem);
    await world.gateway.pipeline.idle();
    expect(await stored(id)).toEqual(before);
    expect(before?.erasedAt).toBeInstanceOf(Date);
  });

  it('the desk can do nothing with it', async () => {
    const id = await attend('a');
    await erase('a');
    const before = await stored(id);
    const refused = await world.gateway.pipeline.conversations
      .act(id, { type: 'reply', id: 'r1', text: '¿Sigue ahí?' }, ana)
      .catch((thrown: unknown) => thrown);
    expect(isAppError(refused, 'CONVERSATION_NOT_FOUND')).toBe(true);
    expect(await stored(id)).toEqual(before);
  });

  it('nothing is left of a case that names no contact, but stands in the person’s conversation', async () => {
    const id = await attend('a');
    const { gateway, clock } = world;
    const [words, at] = [gateway.redactor.redact('Habló el xilófono').text, clock.now()];
    const draft = { subject: words, description: words, reason: 'manual', diagnosis: {}, complexity: null } as const;
    const ticket = await gateway.tickets.open(
      't',
      { ...draft, area: 'soporte' },
      { organisation: 'exsim', conversationId: id, contactId: null, actor: ana, at },
    );
    const check = { org: 'exsim', contact: null, ticket: ticket.id, conversation: null, at, followUp: null };
    const calls = [{ at, day: '2026-11-23', by: 'ana', contacted: true, satisfied: true, observations: words }];
    await collection('satisfaction_checks').insertOne({ _id: 'c' as never, ...check, calls });
    const survey = { org: 'exsim', contact: null, ticket: null, conversation: id, at, comment: words };
    await collection('surveys').insertOne({ _id: 's' as never, ...survey });
    const data = await gateway.privacy.export(world.ask(await world.contactOf('a')));
    expect(data.collections.satisfaction_checks).toHaveLength(1);
    expect(data.collections.surveys?.map(({ _id }) => _id)).toContain('s');
    await erase('a');
    expect(await world.documentsWith('xilófono')).toEqual([]);
  });

  it('P2 what the next person there answers is theirs: it is not written into what was erased', async () => {
    const id = await attend('a');
    await world.say('a', '5');
    await erase('a');
    await attend('a');
    expect(world.channel.said('a').at(-1)).toContain('satisfecho');
    await world.say('a', '4');
    const surveys = await collection('surveys').find({ conversation: id }).sort({ score: 1 }).toArray();
    expect(surveys.map(({ score, contact }) => [score, contact])).toEqual([
      [4, await world.contactOf('a')],
      [5, 'erased'],
    ]);
  });

  it('the next person there has no earlier episodes or tickets', async () => {
    const id = await attend('a');
    await world.say('a', 'gracias');
    await world.say('a', 'necesito otra cosa');
    await collection('conversations').updateOne({ _id: id as never }, { $set: { tickets: ['EXS-000009'] } });
    world.gateway.stores.conversations.forget(id);
    expect((await stored(id))?.past?.length).toBeGreaterThan(0);
    await erase('a');
    expect(await stored(id)).toMatchObject({ past: [], tickets: [], protocol: [] });
    await world.say('a', 'Hola');
    expect(await stored(id)).toMatchObject({ past: [], tickets: [], erasedAt: null });
  });
});
