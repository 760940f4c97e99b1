import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSearchEngine } from '../../../knowledge/search/engine.ts';
import { createPolicyDiagnoser } from '../../../src/compose/diagnoser.ts';
import { createModelHelp } from '../../../src/compose/model.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { AdviceRequest, CandidatePort } from '../../../src/contracts/advice.ts';
import type { ModelCallFigures } from '../../../src/contracts/metrics.ts';
import type { SearchableEntry } from '../../../src/contracts/search.ts';
import { createMetrics } from '../../../src/metrics/prometheus.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore } from '../../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../../src/storage/jobs/embedded-queue.ts';
import { defineJobs } from '../../../src/storage/models/jobs.ts';
import { defineModelUsage, defineVectors } from '../../../src/storage/models/model-help.ts';
import { buildClock } from '../../builders/clock.ts';
import { redacted } from '../../builders/flow-context.ts';
import { buildLogger } from '../../builders/logger.ts';
import type { ModelStub } from '../../builders/model-stub/index.ts';
import { buildPolicy } from '../../builders/policy.ts';

/** A few published entries; `attack` is what somebody put into one of them. */
export const ENTRIES: readonly SearchableEntry[] = [
  {
    id: 'corte-de-caja',
    title: 'Corte de caja paso a paso',
    body: 'Corte parcial y final del turno.',
    tags: ['arqueo'],
  },
  { id: 'timbrar-cfdi', title: 'Timbrar una factura', body: 'Cómo se timbra un CFDI 4.0.', tags: ['factura'] },
  { id: 'respaldo', title: 'Respaldar la base de datos', body: 'Copia diaria y prueba de restauración.' },
  { id: 'nomina-recibos', title: 'Recibos de nómina', body: 'Enviar recibos a los empleados.' },
];

/** A busy machine is no reason for another outcome: only the tests of the deadline have a short one. */
const patient = { VENTANILLA_MODEL_TIMEOUT_MS: '9000', VENTANILLA_MODEL_EMBEDDING_TIMEOUT_MS: '9000' };

/** Opens the help of a language model on a store in a folder of its own. */
export async function openHelp(
  stub: ModelStub,
  options: { env?: Record<string, string>; entries?: readonly SearchableEntry[]; dataDir?: string } = {},
) {
  const { model: config } = readConfig({ ...stub.environment, ...patient, ...options.env });
  if (!config) throw new Error('the stub is not configured');
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'model-'));
  const store = await openStore({ dataDir });
  const models = { modelUsage: defineModelUsage(store.connection), vectors: defineVectors(store.connection) };
  const jobModel = defineJobs(store.connection);
  await store.ready();
  const clock = buildClock();
  const logger = buildLogger();
  const jobs = new EmbeddedJobQueue({ model: jobModel, clock, logger });
  const calls: ModelCallFigures[] = [];
  const metrics = {
    ...createMetrics({ processMetrics: false }),
    modelCall: (call: ModelCallFigures) => calls.push(call),
  };
  const knowledge = candidatesOf(options.entries ?? ENTRIES);
  const help = createModelHelp({
    ...{ config, models, clock, logger, jobs, metrics, organisation: 'exsim' },
    candidates: knowledge,
    diagnoser: createPolicyDiagnoser(buildPolicy()),
    redactor: createRedactor(),
  });
  await help.start();
  return {
    ...{ help, calls, clock, logger, jobs, models, knowledge, dataDir },
    advise: (text: string, more: Partial<AdviceRequest> = {}) => help.advisor.advise(request(text, more)),
    outcomes: () => calls.map(({ operation, outcome }) => `${operation}:${outcome}`),
    async close({ keep = false } = {}) {
      help.stop();
      await store.close();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What the conversation stage would ask. */
export function request(text: string, more: Partial<AdviceRequest> = {}): AdviceRequest {
  return {
    ...{ organisation: 'exsim', conversationId: 'c1', expects: 'problem', topic: redacted(''), recent: [] },
    text: redacted(text),
    ...more,
  };
}

/** A knowledge base that a test changes. */
export function candidatesOf(
  first: readonly SearchableEntry[],
): CandidatePort & { set(entries: readonly SearchableEntry[]): void } {
  const engine = createSearchEngine();
  let entries = first;
  let index = engine.createIndex(first);
  let revision = 1;
  return {
    revision: () => revision,
    published: () => entries,
    search(question, limit) {
      const { band, confidence, concepts, results } = index.search(question, { limit });
      return {
        ...{ band, confidence, concepts },
        ids: results.map(({ id }) => id),
        scores: results.map(({ score }) => score),
      };
    },
    set(next) {
      entries = next;
      index = engine.createIndex(next);
      revision += 1;
    },
  };
}
