import { DateTime } from 'luxon';
import type { Policy } from '../contracts/policy.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import type { RequesterDeps } from './deps.ts';

const JOB = 'requesters.review';
const MIN_WAIT_MS = 60_000;

/** When a person's place on the list is to be looked at again (MAS-04); null: the policy asks for no review, or they have none. */
export function reviewDueAt(
  policy: Policy,
  { state, validatedAt }: Pick<RequesterDoc, 'state' | 'validatedAt'>,
): Date | null {
  const every = policy.requesters.reviewEvery;
  if (every === null || state !== 'active' || validatedAt === null) return null;
  return inZone(policy, validatedAt).plus({ months: every.months }).toJSDate();
}

/** Whoever was looked at at this instant or before is due now; null: nobody ever is. */
export function dueLimit(policy: Policy, now: Date): Date | null {
  const every = policy.requesters.reviewEvery;
  if (every === null) return null;
  const here = inZone(policy, now);
  const before = here.minus({ months: every.months });
  // On the last day of a short month everybody of the longer month's end is due: `plus` put them here.
  const isLastDay = here.day === here.daysInMonth;
  return (isLastDay ? before.set({ day: before.daysInMonth ?? before.day }) : before).toJSDate();
}

/** The half-yearly review: leads are told when people fall due. */
export interface ReviewJobs {
  /** Sets the next look; call it whenever the list changes, and at every start (P5). */
  plan(organisation: string): Promise<void>;
}

/**
 * Tells the leads once for each time that people fall due: a notice is known by the newest of them, so a repeated job or
 * start tells nothing twice. Nobody is taken off the list by time alone.
 */
export function createReviewJobs(deps: RequesterDeps): ReviewJobs {
  const { jobs, clock, requesters, policyOf } = deps;

  async function plan(organisation: string): Promise<void> {
    const policy = policyOf(organisation);
    const limit = dueLimit(policy, clock.now());
    if (limit === null) return;
    await tell(deps, organisation, limit);
    const next = await requesters.nextForReview(organisation, limit);
    const runAt = next === null ? null : reviewDueAt(policy, next);
    if (runAt === null) return;
    // Months have unequal lengths, and clocks are set: where the two ways of counting differ, the job does not spin.
    const later = new Date(Math.max(runAt.getTime(), clock.now().getTime() + MIN_WAIT_MS));
    await jobs.schedule({ key: `${JOB}:${organisation}`, type: JOB, runAt: later, data: { organisation } });
  }

  jobs.handle(JOB, ({ data }) => plan(String(data.organisation)));
  return { plan };
}

async function tell(deps: RequesterDeps, organisation: string, limit: Date): Promise<void> {
  const { requesters, notifications, leadsOf, clock } = deps;
  const newest = await requesters.lastDue(organisation, limit);
  if (newest?.validatedAt == null) return;
  const people = await requesters.countDue(organisation, limit);
  for (const agentId of await leadsOf(organisation)) {
    await notifications.notify({
      id: effectIdOf('notice', organisation, `${JOB}:${agentId}:${newest._id}:${newest.validatedAt.toISOString()}`),
      ...{ organisation, agentId, kind: 'requesters.review', at: clock.now(), facts: { people } },
    });
  }
}

function inZone({ organisation }: Policy, at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: organisation.timeZone });
}
