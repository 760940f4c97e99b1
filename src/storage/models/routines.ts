import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';
import type { Evidence, RoutineLine, RoutineRule } from '../../contracts/routines.ts';

/** An item as it stands on a checklist. `lines`: the list as it was when it was ticked off. */
export interface RoutineItemDoc {
  code: string;
  label: string;
  list: RoutineRule['items'][number]['list'];
  area: string | null;
  needsEvidence: boolean;
  /** Absent on checklists of before. */
  needsCount?: boolean;
  count?: number | null;
  done: boolean;
  by: string | null;
  at: Date | null;
  evidence: readonly Evidence[];
  lines: readonly RoutineLine[] | null;
}

/** A routine of one period and owner. `_id` is a digest of the three: it is made once, whatever restarts (P5). */
export interface RoutineRunDoc {
  _id: string;
  org: string;
  routine: string;
  label: string;
  every: RoutineRule['every'];
  moment: RoutineRule['moment'];
  period: string;
  owner: string | null;
  roles: string[];
  from: Date;
  remindAt: Date;
  dueAt: Date;
  /** Of the next word about it; null: all was said. */
  nextAt: Date | null;
  items: RoutineItemDoc[];
  /** Grows with each change. */
  version: number;
  signedBy: string | null;
  signedAt: Date | null;
  note: Redacted | null;
}

/** Defines the collection `routine_runs`. */
export function defineRoutineRuns(connection: Connection): Model<RoutineRunDoc> {
  const text = { type: String, required: true } as const;
  const maybe = { type: String, default: null } as const;
  const date = { type: Date, required: true } as const;
  const maybeDate = { type: Date, default: null } as const;
  const schema = new Schema<RoutineRunDoc>(
    {
      ...{ _id: text, org: text, routine: text, label: text, every: text, moment: maybe, period: text, owner: maybe },
      ...{ roles: [String], from: date, remindAt: date, dueAt: date, nextAt: maybeDate },
      items: { type: Schema.Types.Mixed, default: [] },
      version: { type: Number, required: true },
      ...{ signedBy: maybe, signedAt: maybeDate, note: maybe },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, from: 1 }, { name: 'org_from' });
  schema.index({ org: 1, nextAt: 1 }, { name: 'org_nextAt' });
  return connection.model<RoutineRunDoc>('routine_runs', schema, 'routine_runs');
}
