import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Head } from '../../knowledge/entries/link-check/request.ts';
import type { EntryActor } from '../../src/contracts/knowledge-entries.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { buildEntry, openKnowledge } from '../builders/knowledge.ts';
import { buildPolicy } from '../builders/policy.ts';

const ana: EntryActor = { agentId: 'ana', how: 'console' };
const policy = buildPolicy({ knowledge: { allowedHosts: ['ayuda.internal', 'otra.internal', 'exsim.example'] } });
const asked = 'hacer el corte de caja';

/** Knowledge with a link checker over hosts that the test plays. */
async function openChecked() {
  const opened = await openKnowledge(policy);
  const statuses = new Map<string, number | string>();
  const requests: string[] = [];
  const pauses: number[] = [];
  const counted: Record<string, number> = {};
  let broken = -1;
  const ask = async (_method: string, url: URL): Promise<Head> => {
    requests.push(url.href);
    const answer = statuses.get(url.href) ?? 200;
    if (typeof answer === 'string') throw Object.assign(new Error('no'), { code: answer });
    return { status: answer, location: null, retryAfter: answer === 429 ? 3_600 : null };
  };
  const jobs = new EmbeddedJobQueue({ model: opened.models.jobs, clock: opened.clock, logger: opened.logger });
  const start = () =>
    opened.knowledge.startLinkChecks({
      jobs,
      ask,
      metrics: {
        linkChecked: (outcome) => {
          counted[outcome] = (counted[outcome] ?? 0) + 1;
        },
        brokenLinks: (count) => {
          broken = count;
        },
      },
      pause: async (ms) => void pauses.push(ms),
    });
  await start();
  return { ...opened, jobs, start, statuses, requests, pauses, counted, broken: () => broken };
}

type Checked = Awaited<ReturnType<typeof openChecked>>;
let kb: Checked;
beforeEach(async () => {
  kb = await openChecked();
});
afterEach(() => kb.destroy());

const url = (id: string, host = 'ayuda.internal') => `https://${host}/faq/${id}`;
async function publish(id: string, fields: Record<string, unknown> = {}): Promise<void> {
  await kb.entries.create(buildEntry({ id, url: url(id), ...fields }) as never, ana);
  await kb.entries.publish(id, ana, { confirmDuplicates: true });
}
const deeds = async () => (await kb.log.events({ organisation: 'exsim', limit: 99 })).map(({ deed }) => deed);

describe('the link checker', () => {
  it('looks at a link when it is published, then every day', async () => {
    await publish('corte');
    expect(await kb.jobs.runDue()).toBe(0);
    kb.pass(1);
    await kb.jobs.runDue();
    expect(kb.requests).toEqual([url('corte')]);
    expect((await kb.entries.get('corte')).link).toMatchObject({ state: 'ok', status: 200, failures: 0 });
    kb.pass(23 * 60);
    await kb.jobs.runDue();
    expect(kb.requests).toHaveLength(1);
    kb.pass(60);
    await kb.jobs.runDue();
    expect(kb.requests).toHaveLength(2);
    expect(kb.counted).toEqual({ ok: 2 });
  });

  it('P8 takes an entry whose link is broken out of answers at once, shows it, and brings it back when mended', async () => {
    await publish('corte');
    const other = kb.another(policy);
    await other.load();
    expect(other.answer(asked).links).toHaveLength(1);
    kb.statuses.set(url('corte'), 404);
    kb.pass(1);
    await kb.jobs.runDue();
    expect(kb.knowledge.answer(asked)).toEqual({ band: 'none', links: [] });
    expect(await other.refresh()).toBe(true);
    expect(other.answer(asked).links).toEqual([]);
    expect((await kb.entries.brokenLinks(10)).map(({ id, link }) => [id, link.state, link.problem])).toEqual([
      ['corte', 'broken', 'not_found'],
    ]);
    expect(kb.broken()).toBe(1);
    kb.statuses.set(url('corte'), 200);
    kb.pass(24 * 60);
    await kb.jobs.runDue();
    expect(kb.knowledge.answer(asked).links).toHaveLength(1);
    expect(await deeds()).toEqual(['create', 'publish', 'linkBroken', 'linkMended']);
    expect(kb.broken()).toBe(0);
    expect((await kb.entries.get('corte')).version).toBe(2);
  });

  it('keeps sending while there is only trouble, until the third time', async () => {
    await publish('corte');
    kb.statuses.set(url('corte'), 'ECONNREFUSED');
    for (const minutes of [1, 15]) {
      kb.pass(minutes);
      await kb.jobs.runDue();
      expect(kb.knowledge.answer(asked).links).toHaveLength(1);
    }
    kb.pass(30);
    await kb.jobs.runDue();
    expect(kb.knowledge.answer(asked).links).toEqual([]);
    expect((await kb.entries.brokenLinks(10))[0]?.link).toMatchObject({ state: 'unreachable', failures: 3 });
  });

  it('forgets what it knew when the link is changed, and looks at the new one', async () => {
    await publish('corte');
    kb.statuses.set(url('corte'), 410);
    kb.pass(1);
    await kb.jobs.runDue();
    await kb.entries.edit('corte', { url: url('corte-nuevo') }, ana);
    expect(kb.knowledge.answer(asked).links).toHaveLength(1);
    kb.pass(1);
    await kb.jobs.runDue();
    expect(kb.requests.at(-1)).toBe(url('corte-nuevo'));
    kb.statuses.set(url('corte-nuevo'), 404);
    kb.pass(24 * 60);
    await kb.jobs.runDue();
    expect(kb.knowledge.answer(asked).links).toEqual([]);
    expect((await deeds()).filter((deed) => deed === 'linkBroken')).toHaveLength(2);
  });

  it('P5 finds what is due again when every job is lost', async () => {
    await publish('corte');
    await kb.models.jobs.collection.deleteMany({});
    kb.pass(1);
    expect(await kb.jobs.runDue()).toBe(0);
    await kb.start();
    kb.pass(1);
    await kb.jobs.runDue();
    expect(kb.requests).toEqual([url('corte')]);
  });

  it('asks one host slowly, and leaves it alone when it is busy', async () => {
    for (const id of ['a', 'b', 'c']) await publish(id);
    await publish('d', { url: url('d', 'otra.internal') });
    kb.statuses.set(url('b'), 429);
    kb.pass(1);
    await kb.jobs.runDue();
    expect(kb.pauses).toEqual([1_000]);
    expect(kb.requests.toSorted()).toEqual([url('a'), url('b'), url('d', 'otra.internal')]);
    kb.statuses.clear();
    kb.pass(59);
    await kb.jobs.runDue();
    expect(kb.requests).toHaveLength(3);
    kb.pass(2);
    await kb.jobs.runDue();
    expect(kb.requests.slice(3).toSorted()).toEqual([url('b'), url('c')]);
  });

  it('leaves drafts, archived entries, samples and the domains of examples alone', async () => {
    await kb.knowledge.importEntries([buildEntry({ id: 'sample', url: url('s') })], { author: 'samples', how: 'seed' });
    await kb.entries.create(buildEntry({ id: 'draft', url: url('x') }) as never, ana);
    await publish('gone');
    await kb.entries.archive('gone', ana);
    await publish('example', { url: 'https://exsim.example/faq/x' });
    kb.pass(1);
    await kb.jobs.runDue();
    kb.pass(48 * 60);
    await kb.jobs.runDue();
    expect(kb.requests).toEqual([]);
  });

  it('asks nothing when the policy says so', async () => {
    const silent = await openKnowledge(buildPolicy({ knowledge: { linkCheck: null } as never }));
    const jobs = new EmbeddedJobQueue({ model: silent.models.jobs, clock: silent.clock, logger: silent.logger });
    await silent.knowledge.startLinkChecks({ jobs, metrics: { linkChecked() {}, brokenLinks() {} } });
    await silent.knowledge.importEntries([buildEntry()], { author: 'ana' });
    silent.pass(10);
    expect(await jobs.runDue()).toBe(0);
    expect(await silent.models.jobs.countDocuments({})).toBe(0);
    await silent.destroy();
  });
});
