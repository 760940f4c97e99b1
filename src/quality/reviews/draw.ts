import { createHash } from 'node:crypto';
import { type Period, periodOf, periodsBefore } from '../../calendar/named-periods.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { AuditRule, SampleCheck } from '../../contracts/quality.ts';
import { AppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { QualityReviewDoc, QualitySampleDoc } from '../../storage/models/quality.ts';
import type { QualityRepository } from '../../storage/repositories/quality.ts';
import { drawn } from '../lot.ts';
import type { QualityNotices } from '../notices.ts';
import { orderOf } from './order.ts';
import { viewSample } from './views.ts';

/** A conversation of the population, and who attended. */
export interface Attended {
  readonly id: string;
  readonly agent: string | null;
}

/** What drawing needs. */
export interface DrawDeps {
  readonly repository: QualityRepository;
  readonly policyOf: (organisation: string) => Policy;
  /** Every conversation of a channel in which the person wrote in the span; from the log alone. */
  readonly population: (organisation: string, channel: string, span: { from: Date; to: Date }) => Promise<Attended[]>;
  /** What nobody can foresee; written down with the draw. */
  readonly newSeed: () => string;
  readonly notices: QualityNotices;
  /** What follows once all that is due was drawn. */
  readonly onDrawn?: (organisation: string) => Promise<void>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** Draws of the audits, each once per channel and period. */
export interface Draws {
  /** Draws what is over and not drawn, and plans the next one (P5). */
  run(organisation: string): Promise<void>;
  check(organisation: string, id: string): Promise<SampleCheck>;
}

const JOB = 'quality.draw';
/** Periods that are made good after a stop. */
const BACK = 4;

/** Seeded draws that anybody can do again (EXS-51, ICE-15, ICE-38): the same seed on the same log gives the same cases. */
export function createDraws(deps: DrawDeps): Draws {
  const { repository, policyOf, population, jobs, clock } = deps;

  async function run(organisation: string): Promise<void> {
    const policy = policyOf(organisation);
    const zone = policy.organisation.timeZone;
    for (const audit of policy.qa.audits) {
      for (const period of periodsBefore(audit.every, clock.now(), zone, BACK)) {
        for (const channel of channelsOf(policy, audit)) await drawOne(deps, { organisation, audit, period, channel });
      }
    }
    await deps.onDrawn?.(organisation);
    const next = policy.qa.audits.map(({ every }) => periodOf(every, clock.now(), zone).to.getTime());
    if (next.length === 0) return;
    const runAt = new Date(Math.min(...next));
    await jobs.schedule({ key: `${JOB}:${organisation}`, type: JOB, runAt, data: { organisation } });
  }

  jobs.handle(JOB, ({ data }) => run(String(data.organisation)));
  return {
    run,
    async check(organisation, id) {
      const sample = await repository.sample(id);
      if (sample === null || sample.org !== organisation) throw new AppError('REVIEW_NOT_FOUND');
      const now = (await population(organisation, sample.channel, sample)).map(({ id: one }) => one);
      const again = drawn(sample.seed, now, sample.items.length);
      const digest = digestOf(now);
      const isSame = again.length === sample.items.length && again.every((one, at) => one === sample.items[at]);
      return {
        sample: viewSample(sample, policyOf(organisation), await repository.countDone(id)),
        ...{ ok: isSame && digest === sample.populationDigest, populationNow: now.length, populationDigestNow: digest },
        ...{ drawn: again, stored: sample.items },
      };
    },
  };
}

async function drawOne(
  { repository, population, newSeed, notices, clock }: DrawDeps,
  { organisation, audit, period, channel }: { organisation: string; audit: AuditRule; period: Period; channel: string },
): Promise<void> {
  const id = effectIdOf('sample', organisation, `${audit.name}:${channel}:${period.code}`);
  const known = await repository.sample(id);
  if (known?.spread) return;
  const cases = await population(organisation, channel, period);
  const ids = cases.map(({ id: one }) => one);
  const seed = newSeed();
  const sample =
    known ??
    (await repository.keepSample({
      ...{
        _id: id,
        org: organisation,
        audit: audit.name,
        channel,
        period: period.code,
        from: period.from,
        to: period.to,
      },
      ...{
        seed,
        population: ids.length,
        populationDigest: digestOf(ids),
        items: drawn(seed, ids, sizeOf(audit, ids.length)),
      },
      ...{ at: clock.now(), spread: false },
    }));
  const agents = new Map(cases.map(({ id: one, agent }) => [one, agent]));
  for (const [place, conversation] of sample.items.entries())
    await repository.addReview(
      reviewOf(sample, { conversation, place, agent: agents.get(conversation) ?? null, form: audit.form }),
    );
  await repository.spread(id);
  const facts = { sample: id, audit: audit.name, period: period.code, cases: sample.items.length };
  if (sample.items.length > 0)
    await notices.tellRoles(['lead'], { organisation, kind: 'quality.drawn', key: id, facts });
}

/** A share is rounded up: half of three are two. */
export function sizeOf({ share, count }: Pick<AuditRule, 'share' | 'count'>, population: number): number {
  if (count !== null) return Math.min(count, population);
  return share === null ? population : Math.ceil(share * population);
}

/** SHA-256 of the sorted ids, joined by line feeds. */
export function digestOf(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');
}

function channelsOf(policy: Policy, { channels }: AuditRule): string[] {
  if (channels.length > 0) return channels;
  return Object.entries(policy.channels).flatMap(([name, { enabled }]) => (enabled ? [name] : []));
}

function reviewOf(
  sample: QualitySampleDoc,
  {
    conversation,
    place,
    agent,
    form,
  }: { conversation: string; place: number; agent: string | null; form: string | null },
): QualityReviewDoc {
  const { _id: id, org, audit, period, channel, from, to } = sample;
  return {
    _id: effectIdOf('review', org, `${id}:${conversation}`),
    order: orderOf(sample, place),
    ...{ org, sample: id, audit, period, channel, conversation, agent, from, to, form, state: 'open', reviewer: null },
    ...{ doneAt: null, marks: {}, score: null, criticals: [], comment: null, answer: null, decision: null },
    calibrations: [],
  };
}
