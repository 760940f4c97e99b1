import { type Connection, type Model, Schema } from 'mongoose';
import type { PrivacyRequestKind, PrivacyRequestState } from '../../contracts/privacy.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** A line of the register of people's requests. It names nobody: the contact's id is a digest. */
export interface PrivacyRequestDoc {
  _id: string;
  org: string;
  kind: PrivacyRequestKind;
  contact: string;
  /** An erasure: every contact that was joined with it when the request came; absent: it alone. */
  contacts?: string[];
  state: PrivacyRequestState;
  reason: Redacted;
  /** Who took it in. */
  by: string;
  receivedAt: Date;
  dueAt: Date;
  doneAt: Date | null;
  /** What an erasure may do besides: close open conversations and tickets. */
  closeOpen: boolean;
  /** What was given out or erased, by collection. */
  counts: Record<string, number>;
}

/** Defines the collection `privacy_requests`. */
export function definePrivacyRequests(connection: Connection): Model<PrivacyRequestDoc> {
  const text = { type: String, required: true } as const;
  const date = { type: Date, required: true } as const;
  const schema = new Schema<PrivacyRequestDoc>(
    {
      _id: text,
      org: text,
      kind: text,
      contact: text,
      contacts: { type: [String], default: undefined },
      state: text,
      reason: { type: String, default: '' },
      by: text,
      receivedAt: date,
      dueAt: date,
      doneAt: { type: Date, default: null },
      closeOpen: { type: Boolean, required: true },
      counts: { type: Schema.Types.Mixed, required: true },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, receivedAt: -1 }, { name: 'org_receivedAt' });
  schema.index({ state: 1 }, { name: 'state' });
  return connection.model<PrivacyRequestDoc>('privacy_requests', schema, 'privacy_requests');
}

/** How far a retention run has come; `_id` is the organisation. */
export interface RetentionRunDoc {
  _id: string;
  /** When the run began: all its limits count from here. */
  startedAt: Date;
  /** Null while it runs. */
  finishedAt: Date | null;
  step: string;
  /** The last id that was looked at in this step. */
  after: string;
  counts: Record<string, number>;
}

/** Defines the collection `retention_runs`. */
export function defineRetentionRuns(connection: Connection): Model<RetentionRunDoc> {
  const schema = new Schema<RetentionRunDoc>(
    {
      _id: { type: String, required: true },
      startedAt: { type: Date, required: true },
      finishedAt: { type: Date, default: null },
      step: { type: String, required: true },
      after: { type: String, default: '' },
      counts: { type: Schema.Types.Mixed, required: true },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  return connection.model<RetentionRunDoc>('retention_runs', schema, 'retention_runs');
}
