import { type Connection, type Model, Schema } from 'mongoose';
import type { ApiScope } from '../../contracts/api-tokens.ts';

/** A token of a program. The token itself is nowhere: `digest` is its SHA-256. */
export interface ApiTokenDoc {
  _id: string;
  org: string;
  name: string;
  digest: string;
  scopes: readonly ApiScope[];
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Defines the collection `api_tokens`. */
export function defineApiTokens(connection: Connection): Model<ApiTokenDoc> {
  const text = { type: String, required: true } as const;
  const date = { type: Date, default: null } as const;
  const schema = new Schema<ApiTokenDoc>(
    {
      _id: text,
      org: text,
      name: text,
      digest: text,
      scopes: { type: [String], required: true },
      createdAt: { type: Date, required: true },
      createdBy: text,
      expiresAt: date,
      lastUsedAt: date,
      revokedAt: date,
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ digest: 1 }, { unique: true, name: 'digest' });
  schema.index({ org: 1, createdAt: -1 }, { name: 'org_createdAt' });
  return connection.model<ApiTokenDoc>('api_tokens', schema, 'api_tokens');
}
