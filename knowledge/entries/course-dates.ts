import type { AuditActor, AuditPort } from '../../src/contracts/audit.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { Course, CourseBoard, CourseDates } from '../../src/contracts/courses.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Redactor } from '../../src/contracts/redacted.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { effectIdOf } from '../../src/storage/ids.ts';
import type { CourseDoc } from '../../src/storage/models/courses.ts';
import type { CourseRepository } from '../../src/storage/repositories/courses.ts';
import { isAllowedLink } from './links.ts';

/** What other processes entered is seen within so many milliseconds. */
const FRESH_MS = 15_000;

/** What dates of courses work with. */
export interface CourseDeps {
  readonly organisation: string;
  readonly policy: { readonly knowledge: Pick<Policy['knowledge'], 'allowedHosts' | 'courseDates'> };
  readonly repository: Pick<CourseRepository, 'add' | 'find' | 'list' | 'remove'>;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Dates, what of them is to come, and how that is brought up to date. */
export interface CourseService extends CourseDates, CourseBoard {
  refresh(): Promise<void>;
}

/** Dates of courses that a lead enters and the bot gives by link (EXS-54, P8). */
export function createCourseDates(deps: CourseDeps): CourseService {
  const { organisation, policy, repository, clock } = deps;
  let known: readonly Course[] = [];
  let readAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    readAt = clock.now().getTime();
    known = (await repository.list(organisation)).map(viewCourse);
  }

  const notRead = (err: unknown) => deps.logger.warn({ err, organisation }, 'dates of courses were not read anew');
  return {
    refresh,
    coming(at) {
      const { courseDates, allowedHosts } = policy.knowledge;
      if (!courseDates) return null;
      // The next question finds what this one asked for; a store that is away keeps what is known.
      if (clock.now().getTime() - readAt > FRESH_MS) refresh().catch(notRead);
      return known
        .filter(({ startsAt, url }) => startsAt > at && isAllowedLink(url, allowedHosts))
        .sort((one, other) => +one.startsAt - +other.startsAt);
    },
    list: async () => (await repository.list(organisation)).map(viewCourse),
    async add({ kind, title: raw, startsAt, url }, { key, by }) {
      const title = deps.redactor.redact(raw.trim(), { speaker: 'agent' }).text;
      if (title === '') throw refused('title', 'it needs a title');
      if (!isAllowedLink(url, policy.knowledge.allowedHosts))
        throw refused('host', 'its link must be https on a site of knowledge.allowedHosts');
      const id = effectIdOf('course', organisation, `${by.id}:${key}`);
      const before = await repository.find(organisation, id);
      if (before !== null) return viewCourse(before);
      if (startsAt <= clock.now()) throw refused('past', 'its date is past');
      const doc: CourseDoc = {
        ...{ _id: id, org: organisation, kind, title, startsAt, url },
        ...{ createdAt: clock.now(), createdBy: by.id },
      };
      await record(deps, 'course.add', id, by);
      await repository.add(doc);
      await refresh();
      return viewCourse(doc);
    },
    async remove(id, by) {
      if ((await repository.find(organisation, id)) === null) return;
      await record(deps, 'course.remove', id, by);
      await repository.remove(organisation, id);
      await refresh();
    },
  };
}

function record({ audit, clock, organisation }: CourseDeps, action: string, id: string, actor: AuditActor) {
  const subject = { kind: 'course', id };
  return audit.record({ organisation, at: clock.now(), actor, action, subject, facts: {} });
}

function viewCourse({ _id: id, kind, title, startsAt, url }: CourseDoc): Course {
  return { id, kind, title, startsAt, url };
}

function refused(reason: string, problem: string): AppError {
  return new AppError('COURSE_REFUSED', { reason, problem });
}
