import { type Connection, type Model, Schema } from 'mongoose';

/** The highest number that a sequence ever gave; `_id` names the sequence, e.g. `ticket:exsim`. */
export interface CounterDoc {
  _id: string;
  value: number;
}

/** Defines the collection `counters`. */
export function defineCounters(connection: Connection): Model<CounterDoc> {
  const schema = new Schema<CounterDoc>(
    { _id: { type: String, required: true }, value: { type: Number, required: true } },
    { versionKey: false, strict: 'throw' },
  );
  return connection.model<CounterDoc>('counters', schema, 'counters');
}
