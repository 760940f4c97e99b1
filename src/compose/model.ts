import { ModelAdvisor } from '../../knowledge/answer/advisor.ts';
import { createBudget } from '../../knowledge/answer/budget.ts';
import { ModelCalls } from '../../knowledge/answer/calls.ts';
import { createLateEndpoint } from '../../knowledge/answer/late-endpoint.ts';
import { MeaningIndex } from '../../knowledge/answer/meaning-index.ts';
import { Model } from '../../knowledge/answer/model.ts';
import { StoredExampleProposals } from '../../knowledge/answer/proposals.ts';
import { createSearchEngine } from '../../knowledge/search/engine.ts';
import type { ModelConfig } from '../config/config.ts';
import type { CandidatePort, MessageAdvisor } from '../contracts/advice.ts';
import type { Clock } from '../contracts/clock.ts';
import type { ExampleProposals } from '../contracts/example-proposals.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { EntryService } from '../contracts/knowledge-entries.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Metrics } from '../contracts/metrics.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { ModelUsageRepository } from '../storage/repositories/model-usage.ts';
import { ProposalRepository } from '../storage/repositories/proposals.ts';
import { VectorRepository } from '../storage/repositories/vectors.ts';
import type { PolicyDiagnoser } from './diagnoser.ts';
import type { ServiceModels } from './stores.ts';

/** What the help of a language model is joined from, for one organisation. */
export interface ModelHelpParts {
  readonly config: ModelConfig;
  readonly organisation: string;
  readonly models: Pick<ServiceModels, 'modelUsage' | 'vectors'>;
  readonly candidates: CandidatePort;
  readonly diagnoser: PolicyDiagnoser;
  readonly redactor: Redactor;
  readonly jobs: JobQueue;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The language model, joined to one organisation. */
export interface ModelHelp {
  /** Ask for it each time: a changed policy brings another one. */
  readonly advisor: MessageAdvisor;
  readonly model: Model;
  /** Reads the stored embeddings, and has a job make what is missing. */
  start(): Promise<void>;
  /** The fields that a model may fill are read again. */
  policyChanged(): void;
  stop(): void;
}

/** Joins the optional language model; LangChain loads beside the start. */
export function createModelHelp(parts: ModelHelpParts): ModelHelp {
  const { config, organisation, models, clock, metrics, logger, diagnoser } = parts;
  const usage = new ModelUsageRepository(models.modelUsage);
  const calls = new ModelCalls({
    budget: createBudget({ usage, clock, organisation }, config.daily),
    metrics,
    logger,
  });
  const model = new Model({ settings: config, endpoint: createLateEndpoint(config), calls, logger });
  const meaning = new MeaningIndex({ ...parts, model, vectors: new VectorRepository(models.vectors) });
  const advise = () => new ModelAdvisor({ ...parts, model, meaning, fields: diagnoser.fieldValues() });
  let advisor = advise();
  return {
    get advisor() {
      return advisor;
    },
    model,
    policyChanged() {
      advisor = advise();
    },
    start: async () => {
      if (config.embeddingModel !== null) await meaning.refresh();
    },
    stop: () => model.stop(),
  };
}

/** What a gateway has when it joins the model to an organisation. */
export interface OrganisationModelParts extends Omit<ModelHelpParts, 'config' | 'candidates'> {
  readonly config: { readonly model: ModelConfig | null };
  readonly knowledge: { readonly candidates: CandidatePort };
}

/** The language model of an organisation; null = none is configured. */
export function modelHelpOf({ config, knowledge, ...parts }: OrganisationModelParts): ModelHelp | null {
  if (!config.model) return null;
  return createModelHelp({ ...parts, config: config.model, candidates: knowledge.candidates });
}

/** Example questions for people to decide on; those of an earlier model can be decided without one. */
export function proposalsOf(
  parts: {
    readonly policy: Policy;
    readonly models: Pick<ServiceModels, 'proposals'>;
    readonly knowledge: { readonly entries: EntryService };
    readonly redactor: Redactor;
    readonly clock: Clock;
  },
  help: ModelHelp | null,
): ExampleProposals {
  const { policy, models, knowledge, redactor, clock } = parts;
  const { meaningOf } = createSearchEngine();
  return new StoredExampleProposals({
    ...{ redactor, clock, meaningOf, entries: knowledge.entries, model: help?.model ?? null },
    organisation: policy.organisation.code,
    repository: new ProposalRepository(models.proposals),
  });
}
