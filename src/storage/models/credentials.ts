import { type Connection, type Model, Schema } from 'mongoose';

/** How a person of the desk proves who they are. Nothing in here opens anything without the key beside the database. */
export interface CredentialsDoc {
  /** The agent's id. */
  _id: string;
  org: string;
  /** What they sign in with, in small letters: their mail address, else their id. */
  login: string;
  /** scrypt with its parameters and salt; null: no password yet. */
  password: string | null;
  passwordAt: Date | null;
  /** Secret of the second factor, sealed; null: none. */
  totp: string | null;
  totpAt: Date | null;
  /** A secret that was begun and is not confirmed, sealed. */
  totpBegun: string | null;
  /** The last half-minute whose code was taken: it is not taken again. */
  totpStep: number;
  /** Recovery codes that were not used, each as a digest under the key. */
  recovery: string[];
}

const text = { type: String, required: true } as const;
const noText = { type: String, default: null } as const;
const noDate = { type: Date, default: null } as const;

/** Defines the collection `credentials`. */
export function defineCredentials(connection: Connection): Model<CredentialsDoc> {
  const schema = new Schema<CredentialsDoc>(
    {
      ...{ _id: text, org: text, login: text, password: noText, passwordAt: noDate },
      ...{ totp: noText, totpAt: noDate, totpBegun: noText, totpStep: { type: Number, default: 0 } },
      recovery: { type: [String], default: [] },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ login: 1 }, { unique: true, name: 'login' });
  schema.index({ org: 1 }, { name: 'org' });
  return connection.model<CredentialsDoc>('credentials', schema, 'credentials');
}
