import type { Job as BullJob, Queue } from 'bull';
import type { JobRequest, JobScope, WaitingJob } from '../../contracts/jobs.ts';
import type { RedisConnections } from '../redis/connection.ts';

/** What bull keeps of a job. Ids only, never text. */
export interface StoredJob {
  readonly key: string;
  readonly type: string;
  readonly runAt: number;
  readonly data: JobRequest['data'];
}

/** Where the queue keeps what bull does not know. */
export interface BullPlaces {
  readonly queue: Queue<StoredJob>;
  readonly redis: Pick<RedisConnections, 'commands'>;
  /** A hash: the id of the job that counts, by key. */
  readonly current: string;
  /** A sorted set: the failed tries of each key that failed last time. */
  readonly failing: string;
}

/** The most jobs that one question reads of those that failed, and of those that wait: a queue of a million costs no more. */
const MOST_READ = 1_000;
const PAGE = 100;

/** Those that failed first, by the set of them; then the next ones, page after page, until there are enough. */
export async function listBullJobs(
  places: BullPlaces,
  { organisation, limit }: JobScope & { readonly limit: number },
): Promise<WaitingJob[]> {
  const found = new Map<string, WaitingJob>();
  const take = async (jobs: readonly (BullJob<StoredJob> | null)[]) => {
    for (const job of await currentOf(places, jobs)) {
      if (isOf(job.data, organisation)) found.set(job.data.key, viewOf(job));
    }
  };
  for (let at = 0; at < MOST_READ && found.size < limit; at += PAGE) {
    const keys = await places.redis.commands.zrevrange(places.failing, at, at + PAGE - 1);
    await take(await jobsOf(places, keys));
    if (keys.length < PAGE) break;
  }
  // In the order of their instants: what runs, what is due, what is to come.
  for (let at = 0; at < MOST_READ && found.size < limit; at += PAGE) {
    const jobs = await places.queue.getJobs(['active', 'waiting', 'delayed'], at, at + PAGE - 1, true);
    if (jobs.length === 0) break;
    await take(jobs);
  }
  return [...found.values()]
    .sort((a, b) => b.failures - a.failures || a.runAt.getTime() - b.runAt.getTime())
    .slice(0, limit);
}

/** Whether a job is of an organisation; null: of any. */
export function isOf({ data }: StoredJob, organisation: string | null): boolean {
  return organisation === null || data.organisation === organisation;
}

async function jobsOf({ redis, queue, current }: BullPlaces, keys: readonly string[]) {
  const ids = keys.length === 0 ? [] : await redis.commands.hmget(current, ...keys);
  return Promise.all(ids.filter((id) => id !== null).map((id) => queue.getJob(id)));
}

/** Without those that another job of the same key has taken the place of. */
async function currentOf({ redis, current }: BullPlaces, jobs: readonly (BullJob<StoredJob> | null)[]) {
  const there = jobs.filter((job) => job !== null);
  if (there.length === 0) return [];
  const ids = await redis.commands.hmget(current, ...there.map(({ data }) => data.key));
  return there.filter(({ id }, at) => ids[at] === String(id));
}

function viewOf({ data: { key, type, runAt, data }, attemptsMade: failures, timestamp, opts }: BullJob<StoredJob>) {
  // After a failed try the delay counts from that try, which bull writes into the options.
  const next = failures > 0 ? timestamp + (opts.delay ?? 0) : runAt;
  return { key, type, data, failures, runAt: new Date(next) };
}
