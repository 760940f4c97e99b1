import { createCalendars } from '../../src/calendar/calendars.ts';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { LiveEvent } from '../../src/contracts/conversation.ts';
import type { Job, JobHandler, JobQueue, JobRequest } from '../../src/contracts/jobs.ts';
import type { Notice } from '../../src/contracts/notifications.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { DeskPerson } from '../../src/contracts/ticket-notices.ts';
import { createQualityNotices } from '../../src/quality/notices.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { buildClock } from './clock.ts';
import { buildLogger } from './logger.ts';

/** A queue whose jobs run when the test says so, at the clock's hour. */
export class HandJobs implements JobQueue {
  readonly waiting = new Map<string, JobRequest>();
  readonly #handlers = new Map<string, JobHandler>();

  handle(type: string, handler: JobHandler): void {
    this.#handlers.set(type, handler);
  }
  async schedule(job: JobRequest): Promise<void> {
    this.waiting.set(job.key, job);
  }
  async cancel(key: string): Promise<void> {
    this.waiting.delete(key);
  }
  /** Runs what is due, and what that schedules for now. */
  async run(now: Date): Promise<void> {
    for (;;) {
      const due = [...this.waiting.values()].find(({ runAt }) => runAt <= now);
      if (!due) return;
      this.waiting.delete(due.key);
      await this.#handlers.get(due.type)?.({ ...due, attempt: 1 } as Job);
    }
  }
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
}

/** Somebody at the desk. */
export function buildPerson(over: Partial<DeskPerson> = {}): DeskPerson {
  return { id: 'ana', name: 'Ana', email: null, roles: ['agent'], areas: [], posts: [], ...over };
}

/** What quality works with, beside its store: all that is told and recorded can be read. */
export function buildQualityBase(policy: Policy, people: readonly DeskPerson[], at: Date) {
  const clock = buildClock(at);
  const told: Notice[] = [];
  const recorded: AuditRecord[] = [];
  const shown: LiveEvent[] = [];
  const jobs = new HandJobs();
  const calendars = createCalendars(policy);
  const notifications = {
    async notify(notice: Notice) {
      if (told.some(({ id }) => id === notice.id)) return false;
      told.push(notice);
      return true;
    },
  };
  return {
    ...{
      clock,
      told,
      recorded,
      shown,
      jobs,
      logger: buildLogger(),
      redactor: createRedactor(),
      policyOf: () => policy,
    },
    live: { publish: (event: LiveEvent) => void shown.push(event) },
    calendarOf: () => calendars.get('default'),
    people: async () => people,
    notices: createQualityNotices({ notifications, people: async () => people, clock }),
    audit: { record: async (record: AuditRecord) => void recorded.push(record) },
  };
}
