import { type Connection, type Model, Schema } from 'mongoose';

/** A request under an idempotency key; `_id` is a digest of caller and key. */
export interface ApiRepeatDoc {
  _id: string;
  /** Keyed digest of what was asked. */
  print: string;
  at: Date;
}

/** Defines the collection `api_repeats`. */
export function defineApiRepeats(connection: Connection): Model<ApiRepeatDoc> {
  const schema = new Schema<ApiRepeatDoc>(
    {
      _id: { type: String, required: true },
      print: { type: String, required: true },
      at: { type: Date, required: true },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ at: 1 }, { name: 'at' });
  return connection.model<ApiRepeatDoc>('api_repeats', schema, 'api_repeats');
}
