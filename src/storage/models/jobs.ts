import { type Connection, type Model, Schema } from 'mongoose';
import type { JobRequest } from '../../contracts/jobs.ts';

/** A job that waits in the embedded queue. `_id` is the job's key. */
export interface JobDoc {
  _id: string;
  type: string;
  runAt: Date;
  data: JobRequest['data'];
  /** Failed tries so far. */
  failures: number;
}

/** Defines the collection `jobs`. */
export function defineJobs(connection: Connection): Model<JobDoc> {
  const schema = new Schema<JobDoc>(
    {
      _id: { type: String, required: true },
      type: { type: String, required: true },
      runAt: { type: Date, required: true },
      data: Schema.Types.Mixed,
      failures: { type: Number, required: true },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ runAt: 1 }, { name: 'runAt' });
  return connection.model<JobDoc>('jobs', schema, 'jobs');
}
