import type { AuditActor } from './audit.ts';
import type { Redacted } from './redacted.ts';

/** What has a date (EXS-54). */
export const courseKinds = ['course', 'workshop', 'webinar'] as const;
/** One of them. */
export type CourseKind = (typeof courseKinds)[number];

/** A date as somebody enters it; the title is raw. */
export interface CourseDraft {
  readonly kind: CourseKind;
  readonly title: string;
  readonly startsAt: Date;
  readonly url: string;
}

/** A date that the bot may give. */
export interface Course extends CourseDraft {
  readonly id: string;
  readonly title: Redacted;
}

/** What is to come, read without waiting. */
export interface CourseBoard {
  /** Soonest first, never a past one, only links of hosts that the policy allows (P8). Null: the policy gives no dates. */
  coming(at: Date): readonly Course[] | null;
}

/** Dates of courses, workshops and webinars of one organisation. Deeds stand in the audit trail before they are done. */
export interface CourseDates {
  /** The latest first, past ones too. */
  list(): Promise<readonly Course[]>;
  /** `key`: the same twice is one. Throws COURSE_REFUSED: no title, a host that is not allowed, an instant that is past. */
  add(draft: CourseDraft, about: { key: string; by: AuditActor }): Promise<Course>;
  /** What is not there is no error. */
  remove(id: string, by: AuditActor): Promise<void>;
}
