import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import { createSearchEngine } from '../../knowledge/search/engine.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { openStore } from '../../src/storage/connection.ts';
import { defineCounters } from '../../src/storage/models/counters.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { defineEntries, defineFeedback, defineQuestions } from '../../src/storage/models/knowledge.ts';
import { defineEntryEvents } from '../../src/storage/models/knowledge-events.ts';
import { EntryEventLog } from '../../src/storage/repositories/entry-events.ts';
import { EntryLedger } from '../../src/storage/repositories/entry-ledger.ts';
import { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';
import { buildPolicy } from './policy.ts';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** A knowledge base on a store in a folder of its own, with a clock that the test turns. */
export async function openKnowledge(policy: Policy = buildPolicy(), logger: Logger = silent) {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
  const store = await openStore({ dataDir: folder });
  const models = {
    entries: defineEntries(store.connection),
    entryEvents: defineEntryEvents(store.connection),
    questions: defineQuestions(store.connection),
    feedback: defineFeedback(store.connection),
    counters: defineCounters(store.connection),
    jobs: defineJobs(store.connection),
  };
  const repository = new KnowledgeRepository(models);
  const redactor = createRedactor({ salt: Buffer.alloc(32, 1) });
  await store.ready();
  const time = { now: new Date('2026-11-23T16:00:00Z') };
  /** What a process of its own has. */
  const process = () => {
    const log = new EntryEventLog(models.entryEvents);
    const ledger = new EntryLedger({ log, ...models });
    return {
      repository,
      log,
      ledger,
      redactor,
      engine: createSearchEngine(),
      policy,
      clock: { now: () => time.now },
      logger,
    };
  };
  const parts = process();
  const knowledge = createKnowledgeBase(parts);
  await knowledge.load();
  return {
    knowledge,
    entries: knowledge.entries,
    log: parts.log,
    ledger: parts.ledger,
    models,
    clock: parts.clock,
    logger,
    repository,
    /** A second process on the same store. */
    another: (changed: Policy = policy) => createKnowledgeBase({ ...process(), policy: changed }),
    pass: (minutes: number) => {
      time.now = new Date(time.now.getTime() + minutes * 60_000);
    },
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A valid entry with some fields changed. */
export function buildEntry(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'corte-de-caja',
    title: 'Corte de caja paso a paso',
    summary: 'Corte parcial y final, y qué revisar si falta dinero.',
    tags: ['corte', 'arqueo'],
    module: 'punto_de_venta',
    audience: 'support',
    type: 'solucion',
    url: 'https://exsim.example/faq/corte-de-caja',
    examples: ['¿cómo hago el corte de caja?', 'cierre del turno'],
    ...overrides,
  };
}
