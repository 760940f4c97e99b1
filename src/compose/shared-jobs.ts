import type { JobHandler, JobQueue } from '../contracts/jobs.ts';

/**
 * One queue for all organisations. Each gets a view of its own: what it schedules carries its code, and only its own
 * handler is given it. A job from before there were several belongs to the first; one of an organisation that does not run
 * here any more is dropped, since the next start of that organisation finds the work again (P5).
 */
export function shareJobs(jobs: JobQueue, first: string): (organisation: string) => JobQueue {
  const handlers = new Map<string, Map<string, JobHandler>>();
  const register = (type: string, organisation: string, handler: JobHandler) => {
    const known = handlers.get(type) ?? new Map<string, JobHandler>();
    if (known.size === 0)
      jobs.handle(type, async (job) => {
        await known.get(String(job.data.organisation ?? first))?.(job);
      });
    handlers.set(type, known.set(organisation, handler));
  };
  return (organisation) => ({
    handle: (type, handler) => register(type, organisation, handler),
    schedule: (job) => jobs.schedule({ ...job, data: { ...job.data, organisation } }),
    cancel: (key) => jobs.cancel(key),
    start: () => jobs.start(),
    stop: () => jobs.stop(),
  });
}
