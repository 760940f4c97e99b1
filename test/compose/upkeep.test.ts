import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createKnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import { createSearchEngine } from '../../knowledge/search/engine.ts';
import { proposalsOf } from '../../src/compose/model.ts';
import { calendarOf } from '../../src/compose/organisations.ts';
import { defineServiceModels } from '../../src/compose/stores.ts';
import { createCautions, joinUpkeep } from '../../src/compose/upkeep.ts';
import { createLiveBus } from '../../src/conversation/live-bus.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { openStore } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { EntryEventLog } from '../../src/storage/repositories/entry-events.ts';
import { EntryLedger } from '../../src/storage/repositories/entry-ledger.ts';
import { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import { buildClock } from '../builders/clock.ts';
import { redacted } from '../builders/flow-context.ts';
import { buildEntry } from '../builders/knowledge.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildPolicy } from '../builders/policy.ts';

jest.setTimeout(30_000);

const shown = ['corte-de-caja'];
const asked = '¿cómo hago el corte de caja?';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.destroy());

describe('the upkeep, joined as in the gateway', () => {
  it('EXS-42 what people say reaches the answers at once, and the proposals by a job', async () => {
    await world.say('p1', asked, false);
    expect(world.knowledge.answer(asked).band).toBe('send');
    await world.say('p2', asked, false);
    expect(world.knowledge.answer(asked).band).toBe('ask');
    await world.say('p3', 'no me cuadra el dinero al cerrar', true);
    await world.jobs.runDue();
    expect(await world.proposals.pending(10)).toMatchObject([
      { entryId: 'corte-de-caja', text: 'no me cuadra el dinero al cerrar' },
    ]);
  });

  it('an agent’s correction does the same', async () => {
    await world.say('p1', 'se descuadró mi turno de ayer', null);
    await world.upkeep.ports.demand.correct('c-p1', 'corte-de-caja');
    await world.jobs.runDue();
    expect(await world.proposals.pending(10)).toMatchObject([{ prompt: 'feedback-corrected' }]);
  });
});

/** The parts that the gateway joins, over a store of their own. */
async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'upkeep-'));
  const store = await openStore({ dataDir: folder });
  const models = defineServiceModels(store.connection);
  await store.ready();
  const [policy, clock, logger, engine] = [buildPolicy(), buildClock(), buildLogger(), createSearchEngine()];
  const redactor = createRedactor({ salt: Buffer.alloc(32, 1) });
  const cautions = createCautions({ policy, models, clock, engine });
  const log = new EntryEventLog(models.entryEvents);
  const ledger = new EntryLedger({ log, ...models });
  const repository = new KnowledgeRepository(models);
  const knowledge = createKnowledgeBase({
    ...{ repository, log, ledger, engine, policy, redactor, clock, logger, cautions },
  });
  await knowledge.load();
  await knowledge.importEntries([buildEntry()], { author: 'lola', how: 'import' });
  const jobs = new EmbeddedJobQueue({ model: models.jobs, clock, logger });
  const proposals = proposalsOf({ policy, models, knowledge, redactor, clock }, null);
  const upkeep = joinUpkeep({
    ...{ policy, models, clock, jobs, knowledge, cautions, proposals, calendar: calendarOf(policy) },
    ...{ live: createLiveBus(logger), audit: { record: async () => {} } },
  });
  return {
    ...{ knowledge, jobs, proposals, upkeep },
    /** Somebody asks, is shown the entry, and says whether it solved it (null: says nothing). */
    async say(person: string, question: string, solved: boolean | null) {
      const place = { organisation: policy.organisation.code, conversationId: `c-${person}`, episode: 1 };
      const search = { question: redacted(question), band: 'send', shown, module: null } as const;
      await upkeep.searches.asked(`key-${person}`, search, { ...place, contactId: person, at: clock.now() });
      if (solved !== null) await upkeep.searches.settled(shown, solved, place);
    },
    async destroy() {
      await jobs.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
