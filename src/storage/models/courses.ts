import { type Connection, type Model, Schema } from 'mongoose';
import type { CourseKind } from '../../contracts/courses.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** A date of a course, workshop or webinar (EXS-54). */
export interface CourseDoc {
  _id: string;
  org: string;
  kind: CourseKind;
  title: Redacted;
  startsAt: Date;
  url: string;
  createdAt: Date;
  createdBy: string;
}

/** Defines the collection `course_dates`. */
export function defineCourses(connection: Connection): Model<CourseDoc> {
  const text = { type: String, required: true } as const;
  const date = { type: Date, required: true } as const;
  const schema = new Schema<CourseDoc>(
    { _id: text, org: text, kind: text, title: text, startsAt: date, url: text, createdAt: date, createdBy: text },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, startsAt: -1 }, { name: 'org_startsAt' });
  return connection.model<CourseDoc>('course_dates', schema, 'course_dates');
}
