import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { verdictOf } from '../../knowledge/demand/verdict.ts';
import type { KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import type { LabelledQuery } from '../../knowledge/search/fit-evaluation.ts';
import type { GateModel } from '../../knowledge/search/gate.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';
import { refitGate, type StandingSet } from '../../knowledge/search/refit.ts';
import { createCalendars } from '../calendar/calendars.ts';
import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { SearchableEntry } from '../contracts/search.ts';
import { AppError } from '../errors/app-error.ts';
import type { SearchDoc } from '../storage/models/demand.ts';
import type { GateFigures, GateVersionDoc } from '../storage/models/gate-versions.ts';
import { DemandRepository } from '../storage/repositories/demand.ts';
import { GateVersionRepository } from '../storage/repositories/gate-versions.ts';
import { productRoot } from './root.ts';
import type { ServiceModels } from './stores.ts';

/** The gate in service; the search engine reads it whenever it builds an index. */
export interface GateHolder {
  model: GateModel;
}

/** What a refit came to. `version` is null after a dry run and when there was too little to learn from. */
export interface RefitReport {
  readonly outcome: 'better' | 'loses' | 'tooLittle';
  readonly version: number | null;
  readonly figures: GateFigures;
}

/** The nightly refit of the gate, and its versions. */
export interface RefitService {
  /** Takes the newest live version into service; once, at the start. */
  load(): Promise<void>;
  /** Fits on what people said and goes live only if that does not lose on the standing evaluation. */
  run(options?: { dryRun?: boolean }): Promise<RefitReport>;
  versions(): Promise<GateVersionDoc[]>;
  /** Brings a version back as the newest one; 0 = as shipped. Throws GATE_VERSION_UNKNOWN. */
  rollback(version: number): Promise<GateVersionDoc>;
  /** Schedules the next night (P5). */
  recover(): Promise<void>;
}

/** What the refit is joined from. */
export interface RefitJoin {
  readonly policy: Policy;
  readonly models: ServiceModels;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly jobs: JobQueue;
  readonly gate: GateHolder;
  readonly knowledge: Pick<KnowledgeBase, 'candidates' | 'load'>;
  /** The standing set that ships with the product. */
  readonly shipped?: () => Promise<StandingSet>;
}

const TYPE = 'knowledge.refit';
const DAY_MS = 86_400_000;
/** What people said so long ago no longer counts. */
const WINDOW_MS = 365 * DAY_MS;
/** Fewer judged questions say nothing that the shipped weights do not know better. */
const LEAST_JUDGED = 20;
/** One in five is held out, by a digest of its id: the same every night. */
const HELD_OUT = 5;
/** Half past three at night, when hardly anybody writes. */
const NIGHT_HOURS = 3.5;

/** The refit with the newest live gate in service. */
export async function openRefit(join: RefitJoin): Promise<RefitService> {
  const service = createRefit(join);
  await service.load();
  return service;
}

/** Joins the refit: labels from the log of searches, the fit from the search, versions in the store. */
export function createRefit(join: RefitJoin): RefitService {
  const { policy, models, clock, logger, jobs, gate, knowledge } = join;
  const org = policy.organisation.code;
  const versions = new GateVersionRepository(models.gateVersions);
  const searches = new DemandRepository(models);
  const serve = async (model: GateModel) => {
    gate.model = model;
    await knowledge.load();
  };
  const service: RefitService = {
    async load() {
      const live = (await versions.all(org)).filter(({ isLive }) => isLive).at(-1);
      if (live) await serve(live.model as GateModel);
    },
    async run({ dryRun = false } = {}) {
      const judged = await searches.judgedSince(org, new Date(clock.now().getTime() - WINDOW_MS));
      const { training, heldOut } = labelled(judged);
      const count = training.length + heldOut.length;
      const none = { judged: count, heldOut: heldOut.length, samples: 0, difference: 0, low: 0, high: 0 };
      if (count < LEAST_JUDGED) return { outcome: 'tooLittle', version: null, figures: none };
      const shipped = await (join.shipped ?? readShipped)();
      const entries = knowledge.candidates.published();
      const refit = await refitGate({ entries, training, heldOut, shipped, live: gate.model, breathe });
      const { difference, low, high, mayGoLive } = refit.comparison;
      const figures = { ...none, samples: refit.samples, difference, low, high };
      const outcome = mayGoLive ? 'better' : 'loses';
      if (dryRun) return { outcome, version: null, figures };
      const made = { org, at: clock.now(), model: refit.model, isLive: mayGoLive, reason: outcome, figures } as const;
      const { version } = await versions.add(made);
      if (mayGoLive) await serve(refit.model);
      logger.info({ version, outcome, ...figures }, 'gate of the search fitted anew');
      return { outcome, version, figures };
    },
    versions: () => versions.all(org),
    async rollback(version) {
      const wanted = (await versions.all(org)).find((one) => one.version === version);
      if (wanted === undefined && version !== 0) throw new AppError('GATE_VERSION_UNKNOWN', { version });
      const model = (wanted?.model ?? defaultGate) as GateModel;
      const made = { org, at: clock.now(), model, isLive: true, reason: 'rollback', figures: null } as const;
      const back = await versions.add(made);
      await serve(model);
      return back;
    },
    recover: () => scheduleNight({ policy, jobs, clock }),
  };
  jobs.handle(TYPE, async () => {
    await service.run();
    await scheduleNight({ policy, jobs, clock });
  });
  return service;
}

/** One key a night: scheduling it again at a start moves nothing, and no night runs twice. */
async function scheduleNight({ policy, jobs, clock }: Pick<RefitJoin, 'policy' | 'jobs' | 'clock'>): Promise<void> {
  const natural = createCalendars(policy).get('natural');
  const now = clock.now();
  const midnight = natural.add(now, { amount: 1, unit: 'minutes' }, 'endOfDay');
  const runAt = new Date(midnight.getTime() + NIGHT_HOURS * 3_600_000);
  const { code } = policy.organisation;
  await jobs.schedule({ key: `${TYPE}:${code}:${runAt.toISOString().slice(0, 10)}`, type: TYPE, runAt, data: {} });
}

/** What people said as labelled questions: right entries, or none where every link was wrong. */
function labelled(judged: readonly SearchDoc[]): { training: LabelledQuery[]; heldOut: LabelledQuery[] } {
  const training: LabelledQuery[] = [];
  const heldOut: LabelledQuery[] = [];
  for (const search of judged) {
    const { right, wrong } = verdictOf(search);
    if (right.length === 0 && wrong.length === 0) continue;
    const bucket = createHash('sha256').update(search._id).digest()[0] ?? 0;
    (bucket % HELD_OUT === 0 ? heldOut : training).push({ q: search.question, relevant: [...right] });
  }
  return { training, heldOut };
}

/** The sample entries and the questions about them; which entries they are about, the file of questions says. */
async function readShipped(): Promise<StandingSet> {
  const folder = join(productRoot, 'knowledge', 'samples');
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const questions: { entries: string; queries: LabelledQuery[] } = await read('questions.json');
  const entries: { id: string; summary: string }[] = await read(questions.entries);
  return {
    entries: entries.map((entry) => ({ ...entry, body: entry.summary })) as unknown as SearchableEntry[],
    queries: questions.queries,
  };
}
