import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dataMap, type Holding } from '../../src/privacy/data-map.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(120_000);

const CANARY = 'xilófono de Zulema';
/** Erased as what they are, with the person: what was said in them is planted by talking. */
const SAID = ['contacts', 'identities', 'conversations', 'messages', 'knowledge_questions'];

let world: PrivacyWorld;
let planted: Holding[];
const collection = (name: string) => world.gateway.store.connection.collection(name);
const find = (name: string) => collection(name).findOne({ _id: `planted-${name}` as never });

/** A document about the person in a collection: every field that does not stay holds what they said. */
async function plant(
  { collection: name, onErasure, blank, drop }: Holding,
  links: Record<string, string>,
): Promise<void> {
  const whole = onErasure === 'delete' ? ['anything'] : [];
  const fields = [...Object.keys(blank).map((path) => path.split('.')[0] ?? path), ...drop, ...whole];
  const said = Object.fromEntries(fields.filter((field) => !(field in links)).map((field) => [field, CANARY]));
  const nested = name === 'tickets' ? { latest: { note: CANARY, attachments: [CANARY] } } : {};
  const at = world.clock.now();
  const when = { at, openedAt: at, recordedAt: at, lastAt: at, firstAt: at };
  await collection(name).insertOne({
    ...{ _id: `planted-${name}` as never, org: 'exsim', seq: 99, order: 'x', phase: 'closed', tokenDigest: 'planted' },
    ...{ ...said, ...nested, ...when, ...links },
  });
}

beforeAll(async () => {
  world = await buildPrivacyWorld();
  await world.say('a', 'Hola');
  await world.say('a', 'Zulema Quetzal');
  await world.say('a', 'cancelar');
  const contact = await world.contactOf('a');
  const conversation = String((await collection('conversations').findOne({ address: 'a' }))?._id);
  const links = { contact, conversation, ticket: 'planted-tickets', requester: 'planted-requesters' };
  planted = dataMap.filter(({ collection: name, onErasure }) => onErasure !== 'nothing' && !SAID.includes(name));
  for (const holding of planted) await plant(holding, links);
  // An episode has no words; it leads to the person.
  expect((await world.documentsWith(CANARY)).length).toBe(planted.length - 1);
  await world.gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
});
afterAll(() => world.destroy());

describe('an erasure, over every collection of the store', () => {
  it('does in each what the data map says: what is deleted is gone, what is blanked stays without a word', async () => {
    const became = await Promise.all(
      planted.map(async ({ collection: name }) => [name, (await find(name)) === null ? 'delete' : 'blank']),
    );
    expect(became).toEqual(planted.map(({ collection: name, onErasure }) => [name, onErasure]));
    expect(await world.documentsWith(CANARY)).toEqual([]);
  });

  it('leaves no way to the person in what stays', async () => {
    const led = planted.filter(({ onErasure, blank }) => onErasure === 'blank' && 'contact' in blank);
    expect(led.length).toBeGreaterThan(0);
    for (const { collection: name, blank } of led) {
      expect([name, (await find(name))?.contact]).toEqual([name, blank.contact]);
    }
  });

  it('has a rule for each, or says why there is none', () => {
    const collections = Object.values(world.gateway.store.connection.models).map((model) => model.collection.name);
    for (const name of collections) {
      const holding = dataMap.find(({ collection: one }) => one === name);
      const isTold = holding !== undefined && (holding.onErasure !== 'nothing' || holding.reason.length > 4);
      expect([name, isTold]).toEqual([name, true]);
    }
  });
});
