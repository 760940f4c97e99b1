import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { calendarOf } from '../../src/compose/organisations.ts';
import { joinPrivacy } from '../../src/compose/privacy.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Retention } from '../../src/privacy/retention.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { buildPolicy } from '../builders/policy.ts';
import { buildSearch } from '../builders/search.ts';
import { buildPrivacyWorld, type PrivacyWorld } from './world.ts';

jest.setTimeout(120_000);

let world: PrivacyWorld;
let id: string;
beforeEach(async () => {
  world = await buildPrivacyWorld();
  await world.say('a', 'Hola');
  await world.say('a', 'Zulema Quetzal');
  const collection = world.gateway.store.connection.collection('conversations');
  id = String((await collection.findOne({ address: 'a' }))?._id);
});
afterEach(() => world.destroy());

/** The daily run on this gateway's data, by other rules (in days). */
function retentionBy(retention: Partial<Policy['privacy']['retention']>): Retention {
  const { gateway } = world;
  const { models } = gateway.store.connection;
  const policy = buildPolicy({ privacy: { retention } });
  const jobs = new EmbeddedJobQueue({ ...gateway, model: models.jobs as never });
  return joinPrivacy({
    mendIndex: async () => undefined,
    ...{ ...gateway, policy, jobs, calendar: calendarOf(policy) },
    models: { privacyRequests: models.privacy_requests as never, retentionRuns: models.retention_runs as never },
  }).retention;
}
const close = () =>
  world.gateway.store.connection
    .collection('conversations')
    .updateOne({ _id: id as never }, { $set: { mode: 'closed', closedAt: world.clock.now() } });
const texts = async () => (await world.gateway.stores.log.after(id, 0, 99)).map(({ text }) => text);

describe('the retention rules', () => {
  it('blank old messages of closed conversations alone, under their places in the log', async () => {
    const retention = retentionBy({ messages: 30 });
    world.clock.advance({ hours: 31 * 24 });
    expect(await retention.run()).toEqual({});
    await close();
    const planned = await retention.run({ dry: true });
    expect((await texts()).join('')).toContain('Zulema');
    expect(await retention.run()).toEqual(planned);
    const left = await world.gateway.stores.log.after(id, 0, 99);
    expect(left.map(({ seq }) => seq)).toEqual(left.map((_, index) => index + 1));
    expect(left.every(({ text, purged }) => text === '' && purged === 'retention')).toBe(true);
    expect(await retention.run()).toEqual({});
  });

  it('leave young messages, and people on legal hold', async () => {
    const retention = retentionBy({ messages: 30 });
    await close();
    world.clock.advance({ hours: 29 * 24 });
    expect(await retention.run()).toEqual({});
    await world.gateway.privacy.hold(world.ask(await world.contactOf('a')), true);
    world.clock.advance({ hours: 9 * 24 });
    expect(await retention.run()).toEqual({});
    expect((await texts()).join('')).toContain('Zulema');
  });

  it('erase people who wrote nothing for so long, as on request', async () => {
    const retention = retentionBy({ inactiveContacts: 365 });
    await close();
    world.clock.advance({ hours: 366 * 24 });
    expect(await retention.run()).toMatchObject({ contacts: 1, conversations: 1 });
    expect(await world.documentsWith('Zulema')).toEqual([]);
  });

  it('forget what people asked, and what was made of it, but not of people on legal hold', async () => {
    const { connection } = world.gateway.store;
    const old = world.clock.now();
    const contact = await world.contactOf('a');
    const search = (_id: string, at: Date, of = contact) =>
      buildSearch('Zulema no puede timbrar', { _id, at, contact: of });
    const insert = (name: string, docs: object[]) => connection.collection(name).insertMany(docs as never);
    const young = new Date(old.getTime() + 80 * 86_400_000);
    await insert('knowledge_searches', [search('s1', old), search('s2', young), search('s3', old, 'gone')]);
    const cluster = {
      org: 'exsim',
      question: 'Zulema',
      contact,
      meaning: 'zulem',
      state: 'open',
      firstAt: old,
      draft: null,
    };
    await insert('knowledge_clusters', [{ _id: 'k1', ...cluster }]);
    const proposal = { org: 'exsim', entry: 'e', text: 'Zulema', state: 'pending', proposedAt: old };
    await insert('knowledge_proposals', [
      { _id: 'p1', ...proposal, contact },
      { _id: 'p2', ...proposal, contact: null },
    ]);
    const left = async () => {
      const names = ['knowledge_searches', 'knowledge_clusters', 'knowledge_proposals'];
      const docs = await Promise.all(names.map((name) => connection.collection(name).find({}).toArray()));
      return docs.flat().map(({ _id }) => String(_id));
    };
    const retention = retentionBy({ unansweredQuestions: 90 });
    world.clock.advance({ hours: 100 * 24 });
    await world.gateway.privacy.hold(world.ask(contact), true);
    expect(await retention.run({ dry: true })).toEqual({ questions: 1 });
    expect(await retention.run()).toEqual({ questions: 1 });
    expect(await left()).toEqual(['s1', 's2', 'k1', 'p1', 'p2']);
    await world.gateway.privacy.hold(world.ask(contact), false);
    expect(await retention.run()).toEqual({ questions: 3 });
    expect(await left()).toEqual(['s2', 'p2']);
  });
});
