import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { calendarOf } from '../../src/compose/organisations.ts';
import { joinPrivacy } from '../../src/compose/privacy.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Retention } from '../../src/privacy/retention.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { buildPolicy } from '../builders/policy.ts';
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
});
