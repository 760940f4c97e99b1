import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Cautions, refusedBy } from '../../../knowledge/demand/cautions.ts';
import { createDemand } from '../../../knowledge/demand/demand.ts';
import { createSearchRecorder } from '../../../knowledge/demand/recorder.ts';
import { createKnowledgeBase } from '../../../knowledge/entries/knowledge-base.ts';
import { createSearchEngine } from '../../../knowledge/search/engine.ts';
import { openStore } from '../../../src/storage/connection.ts';
import { defineClusters, defineSearches, type SearchDoc } from '../../../src/storage/models/demand.ts';
import { DemandRepository } from '../../../src/storage/repositories/demand.ts';
import { redacted } from '../../builders/flow-context.ts';
import { buildEntry, openKnowledge } from '../../builders/knowledge.ts';
import { buildPolicy } from '../../builders/policy.ts';
import { buildSearch } from '../../builders/search.ts';

jest.setTimeout(30_000);

const engine = createSearchEngine();
const asked = '¿cómo hago el corte de caja?';
const shown = ['corte-de-caja'];

describe('what people refused', () => {
  let n = 0;
  const said = (contact: string, over: Partial<SearchDoc>) => {
    n += 1;
    return buildSearch(asked, { _id: `s${n}`, contact, shown, judgedAt: new Date(n * 1_000), ...over });
  };
  const no = (contact: string) => said(contact, { solved: false });
  const yes = (contact: string) => said(contact, { solved: true, solvedBy: shown });

  it.each([
    ['one person is not enough', () => [no('a'), no('a')], []],
    ['two are', () => [no('a'), no('b')], shown],
    ['as many who took it outweigh them', () => [no('a'), no('b'), yes('c'), yes('d')], []],
    ['of each person the last word counts', () => [no('a'), no('b'), yes('b')], []],
    [
      'an agent who names another entry is a no',
      () => [no('a'), said('b', { solved: true, corrected: 'arqueo' })],
      shown,
    ],
    [
      'an agent who names this one is a yes',
      () => [no('a'), said('b', { solved: false, corrected: shown[0] ?? '' })],
      [],
    ],
    ['an agent who says that none answers is a no', () => [no('a'), said('b', { corrected: '' })], shown],
    ['nobody said anything', () => [said('a', {}), said('b', {})], []],
  ])('%s', (_what, searches, refused) => {
    expect([...refusedBy(searches(), 2)]).toEqual(refused);
  });

  it('does not depend on the order in which it was read', () => {
    const words = [no('a'), yes('b'), no('c'), yes('a'), no('d'), no('b')];
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { minLength: words.length }), (shuffled) => {
        expect(refusedBy(shuffled, 2)).toEqual(refusedBy(words, 2));
      }),
    );
  });
});

describe('answers after feedback', () => {
  let base: Awaited<ReturnType<typeof openKnowledge>>;
  let world: Awaited<ReturnType<typeof openCautious>>;
  beforeEach(async () => {
    base = await openKnowledge();
    await base.knowledge.importEntries([buildEntry()], { author: 'lola', how: 'import' });
    world = await openCautious(base);
  });
  afterEach(async () => {
    await world.destroy();
    await base.destroy();
  });

  it('EXS-35 an entry that people refused for a question is asked about, not sent; other questions still get it', async () => {
    expect(world.knowledge.answer(asked).band).toBe('send');
    await world.say('p1', false);
    expect(world.knowledge.answer(asked).band).toBe('send');
    await world.say('p2', false);
    expect(world.knowledge.answer(asked)).toMatchObject({ band: 'ask', links: [{ entryId: 'corte-de-caja' }] });
    expect(world.knowledge.answer('como hago corte caja').band).toBe('ask');
    expect(world.knowledge.answer('cierre del turno').band).toBe('send');
  });

  it('P5 a process that starts, and another one that runs, know it too', async () => {
    const other = world.cautions();
    await other.load();
    await world.say('p1', false);
    await world.say('p2', false);
    expect([...other.notToSend(asked)]).toEqual([]);
    expect(await other.refresh()).toBe(true);
    expect([...other.notToSend(asked)]).toEqual(shown);
    const started = world.cautions();
    await started.load();
    expect([...started.notToSend(asked)]).toEqual(shown);
  });

  it('P2 a turn that runs again says it once; what was said half a year ago is over', async () => {
    await world.say('p1', false);
    await world.say('p1', false);
    expect([...world.live.notToSend(asked)]).toEqual([]);
    await world.say('p2', false);
    base.pass(181 * 24 * 60);
    expect([...world.live.notToSend(asked)]).toEqual([]);
    await world.live.load();
    expect([...world.live.notToSend(asked)]).toEqual([]);
  });

  it('forgets what an erased person said', async () => {
    await world.say('p1', false);
    await world.say('p2', false);
    expect([...world.live.notToSend(asked)]).toEqual(shown);
    world.live.forget('p2');
    expect([...world.live.notToSend(asked)]).toEqual([]);
    world.live.forget('p1');
    expect([...world.live.notToSend(asked)]).toEqual([]);
  });

  it('EXS-42 an agent’s correction away from an entry counts as a no', async () => {
    await world.say('p1', true);
    await world.demand.correct('c-p1', null);
    await world.say('p2', false);
    expect(world.knowledge.answer(asked).band).toBe('ask');
  });
});

/** A knowledge base that heeds what people say, over the log of searches on a store of its own. */
async function openCautious(base: Awaited<ReturnType<typeof openKnowledge>>) {
  const folder = mkdtempSync(join(tmpdir(), 'cautions-'));
  const store = await openStore({ dataDir: folder });
  const models = { searches: defineSearches(store.connection), clusters: defineClusters(store.connection) };
  await store.ready();
  const { clock, repository: entries, log, ledger, logger } = base;
  const { candidates } = base.knowledge;
  const repository = new DemandRepository(models);
  const cautions = () => new Cautions({ organisation: 'exsim', repository, engine, clock, people: 2 });
  const live = cautions();
  const policy = buildPolicy();
  const redactor = { redact: () => ({ text: redacted(''), findings: [], context: neutral }) };
  const knowledge = createKnowledgeBase({
    ...{ repository: entries, log, ledger, engine, policy, redactor, clock, logger, cautions: live },
  });
  await knowledge.load();
  const onFeedback = async (search: SearchDoc) => live.learn(search);
  const parts = {
    organisation: 'exsim',
    repository,
    engine,
    clock,
    candidates,
    entries: knowledge.entries,
    onFeedback,
  };
  const recorder = createSearchRecorder(parts);
  return {
    ...{ knowledge, live, cautions, demand: createDemand(parts) },
    async say(person: string, solved: boolean) {
      const place = { organisation: 'exsim', conversationId: `c-${person}`, episode: 1 };
      const search = { question: redacted(asked), band: 'send', shown, module: null } as const;
      await recorder.asked(`key-${person}`, search, { ...place, contactId: person, at: clock.now() });
      await recorder.settled(shown, solved, place);
    },
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const neutral = { expect: 'none', turnsLeft: 0, seen: [] } as const;
