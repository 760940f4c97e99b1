import { afterEach, expect, it, jest } from '@jest/globals';
import { LEAD } from '../builders/requesters.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(60_000);

let world: PrivacyWorld;
afterEach(async () => world.destroy());

/** Zulema writes on a channel, stands on the list, proved it by a link, and is signed in. */
async function withZulema() {
  world = await buildPrivacyWorld();
  const { gateway, contactOf } = world;
  await world.say('a', 'Hola');
  const contact = await contactOf('a');
  const draft = { name: 'Zulema Quetzal', mail: 'zulema@quetzal.example', phone: '55 1234 5678' };
  const { id } = await gateway.requesterDesk.add('exsim', draft, LEAD);
  const { requester_contacts: links, portal_links: mails, portal_sessions: sessions } = gateway.store.connection.models;
  const at = world.clock.now();
  const later = new Date(at.getTime() + 600_000);
  const own = { org: 'exsim', mail: 'zulema@quetzal.example', requester: id, contact, createdAt: at, expiresAt: later };
  await links?.create({ _id: contact, org: 'exsim', contact, requester: id, proof: 'link', at });
  await mails?.create({ _id: 'l1', ...own, kind: 'signIn', tokenDigest: 'd1', folio: null });
  await sessions?.create({ _id: 's1', ...own, tokenDigest: 'd2' });
  return { gateway, contact, id };
}

it('an export holds a person’s line on the list of those who may open tickets', async () => {
  const { gateway, contact, id } = await withZulema();
  const { collections } = await gateway.privacy.export(world.ask(contact));
  expect(collections.requesters).toEqual([expect.objectContaining({ _id: id, name: 'Zulema Quetzal' })]);
  expect(collections.portal_sessions).toHaveLength(1);
});

it('an erasure takes the line, the mails’ links and the sessions: whoever is erased is on the list no more', async () => {
  const { gateway, contact } = await withZulema();
  await gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
  for (const text of ['Zulema', 'zulema@quetzal.example', '1234 5678'])
    expect(await world.documentsWith(text)).toEqual([]);
  expect((await gateway.requesterDesk.list({ organisation: 'exsim', limit: 9 })).items).toEqual([]);
});

it('an erasure takes what was looked up and what it led to, as the data map says', async () => {
  const { gateway, contact } = await withZulema();
  const { knowledge_searches: searches, knowledge_clusters: clusters } = gateway.store.connection.models;
  const at = world.clock.now();
  const common = { org: 'exsim', contact, question: 'xilófono', meaning: 'xilófono' };
  await clusters?.collection.insertOne({ _id: 'k1', ...common, state: 'open', draft: null, firstAt: at } as never);
  await searches?.collection.insertOne({ _id: 's1', ...common, conversation: 'c', episode: 1, at } as never);
  await gateway.privacy.erase({ ...world.ask(contact), closeOpen: true });
  expect(await world.documentsWith('xilófono')).toEqual([]);
});
