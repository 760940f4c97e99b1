import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditRecord } from '../../contracts/audit.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** A record of the audit trail. Written once: nothing in the product changes or deletes one. */
export interface AuditDoc {
  /** Organisation and seq, joined by `:`. */
  _id: string;
  org: string;
  seq: number;
  at: Date;
  actorKind: AuditRecord['actor']['kind'];
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  reason: Redacted | null;
  facts: Record<string, string | number | boolean>;
  /** `hash` of the record before; of the first record, zeros. */
  previous: string;
  /** SHA-256, hex, of the canonical text of all fields above. */
  hash: string;
  /** HMAC of `hash` under a key that is not in the database: whoever can write here cannot make a new chain. */
  seal: string;
}

/** Defines the collection `audit`. */
export function defineAudit(connection: Connection): Model<AuditDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<AuditDoc>(
    {
      _id: text,
      org: text,
      seq: { type: Number, required: true },
      at: { type: Date, required: true },
      actorKind: text,
      actorId: text,
      action: text,
      subjectKind: text,
      subjectId: text,
      reason: { type: String, default: null },
      facts: { type: Schema.Types.Mixed, required: true },
      previous: text,
      hash: text,
      seal: text,
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, seq: 1 }, { unique: true, name: 'org_seq' });
  schema.index({ org: 1, subjectId: 1, seq: 1 }, { name: 'org_subject_seq' });
  return connection.model<AuditDoc>('audit', schema, 'audit');
}
