import type { Model } from 'mongoose';
import type { CourseDoc } from '../models/courses.ts';
import { insertOnce } from './insert-once.ts';

/** More dates than a desk looks at. */
const MOST = 200;

/** Dates of courses. */
export class CourseRepository {
  readonly #courses: Model<CourseDoc>;

  constructor(courses: Model<CourseDoc>) {
    this.#courses = courses;
  }

  /** Stores it unless its id is there. */
  add(doc: CourseDoc): Promise<boolean> {
    return insertOnce(this.#courses, doc);
  }

  find(org: string, id: string): Promise<CourseDoc | null> {
    return this.#courses.findOne({ _id: id, org }).lean<CourseDoc | null>().exec();
  }

  /** The latest first. */
  list(org: string): Promise<CourseDoc[]> {
    return this.#courses.find({ org }).sort({ startsAt: -1 }).limit(MOST).lean<CourseDoc[]>().exec();
  }

  async remove(org: string, id: string): Promise<void> {
    await this.#courses.deleteOne({ _id: id, org });
  }
}
