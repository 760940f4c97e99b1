import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cautions } from '../../knowledge/demand/cautions.ts';
import { readEntryFile } from '../../knowledge/entries/entry-file.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import { createSearchEngine } from '../../knowledge/search/engine.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { EntryEventLog } from '../storage/repositories/entry-events.ts';
import { EntryLedger } from '../storage/repositories/entry-ledger.ts';
import { KnowledgeRepository } from '../storage/repositories/knowledge.ts';
import type { GateHolder } from './refit.ts';
import { productRoot } from './root.ts';
import type { ServiceModels } from './stores.ts';
import { createCautions } from './upkeep.ts';

/** What a knowledge base is opened from. */
export interface KnowledgeJoin {
  readonly policy: Policy;
  readonly models: ServiceModels;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the knowledge base of the policy's organisation with its own gate and cautions; an empty one gets its samples. */
export async function openKnowledge({ policy, models, redactor, clock, logger }: KnowledgeJoin): Promise<{
  readonly knowledge: KnowledgeBase;
  readonly cautions: Cautions;
  readonly gate: GateHolder;
}> {
  const repository = new KnowledgeRepository(models);
  const log = new EntryEventLog(models.entryEvents);
  const ledger = new EntryLedger({ log, ...models });
  const gate: GateHolder = { model: defaultGate };
  const engine = createSearchEngine({
    get gate() {
      return gate.model;
    },
  });
  const cautions = createCautions({ policy, models, clock, engine });
  const knowledge = createKnowledgeBase({ repository, log, ledger, engine, policy, redactor, clock, logger, cautions });
  const samples = join(productRoot, 'knowledge', 'samples', `${policy.organisation.code}.json`);
  await cautions.load();
  await knowledge.load();
  // An organisation without samples starts with an empty knowledge base.
  await knowledge.seedIfEmpty(() => (existsSync(samples) ? readEntryFile(samples) : []));
  return { knowledge, cautions, gate };
}
