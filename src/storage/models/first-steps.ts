import { type Connection, type Model, Schema } from 'mongoose';
import type { FirstStepsProgress } from '../../contracts/first-steps.ts';

/** How far an organisation is with its first hour; `_id` is its code. */
export interface FirstStepsDoc {
  _id: string;
  marks: FirstStepsProgress['marks'];
  closed: boolean;
}

/** Defines the collection `first_steps`. */
export function defineFirstSteps(connection: Connection): Model<FirstStepsDoc> {
  const schema = new Schema<FirstStepsDoc>(
    {
      _id: { type: String, required: true },
      marks: { type: Schema.Types.Mixed, default: {} },
      closed: { type: Boolean, default: false },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  return connection.model<FirstStepsDoc>('first_steps', schema, 'first_steps');
}
