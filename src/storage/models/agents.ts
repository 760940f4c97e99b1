import { type Connection, type Model, Schema } from 'mongoose';
import type { DeskRole, Presence } from '../../contracts/desk.ts';
import type { LinkKind } from '../../contracts/sign-in.ts';

/** A person at the desk. */
export interface AgentDoc {
  _id: string;
  org: string;
  name: string;
  email: string | null;
  roles: DeskRole[];
  /** Areas of the policy that they work for, roles of it that they fill, and what they know; absent: none. */
  areas?: string[];
  posts?: string[];
  skills?: string[];
  /** When the assignment last gave them a ticket. */
  lastGivenAt?: Date;
  presence: Presence;
  presenceSince: Date | null;
  /** Who set the presence: what a person chose, a connection never overrides. */
  presenceCause: 'person' | 'connection';
  createdAt: Date;
}

/** A link into the console: only the digest of its token is kept. */
export interface SignInLinkDoc {
  /** SHA-256 of the token, hex. */
  _id: string;
  /** Empty: nobody yet (`setup`). */
  agent: string;
  /** Absent: `signIn`. */
  kind?: LinkKind;
  /** The organisation whose first administrator it makes. */
  org?: string;
  expiresAt: Date;
}

/** A console session: only the digest of its token is kept. */
export interface SessionDoc {
  /** Random; safe to log. */
  _id: string;
  /** SHA-256 of the token, hex. */
  token: string;
  agent: string;
  createdAt: Date;
  expiresAt: Date;
  /** Browser and system in words; absent: not told. */
  device?: string;
  /** When it was last used, to the minute; absent: never after it was opened. */
  lastSeenAt?: Date;
  /** Whether a second factor was shown. */
  secondFactor?: boolean;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

/** Defines the collection `agents`. */
export function defineAgents(connection: Connection): Model<AgentDoc> {
  const schema = new Schema<AgentDoc>(
    {
      _id: text,
      org: text,
      name: text,
      email: { type: String, default: null },
      roles: { type: Schema.Types.Mixed, required: true },
      areas: Schema.Types.Mixed,
      posts: Schema.Types.Mixed,
      skills: Schema.Types.Mixed,
      lastGivenAt: Date,
      presence: text,
      presenceSince: { type: Date, default: null },
      presenceCause: text,
      createdAt: date,
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, name: 1 }, { name: 'org_name' });
  return connection.model<AgentDoc>('agents', schema, 'agents');
}

/** Defines the collection `signInLinks`. */
export function defineSignInLinks(connection: Connection): Model<SignInLinkDoc> {
  const schema = new Schema<SignInLinkDoc>(
    { _id: text, agent: { type: String, default: '' }, kind: String, org: String, expiresAt: date },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ expiresAt: 1 }, { name: 'expiresAt' });
  return connection.model<SignInLinkDoc>('signInLinks', schema, 'signInLinks');
}

/** Defines the collection `sessions`. */
export function defineSessions(connection: Connection): Model<SessionDoc> {
  const schema = new Schema<SessionDoc>(
    {
      ...{ _id: text, token: text, agent: text, createdAt: date, expiresAt: date },
      ...{ device: String, lastSeenAt: Date, secondFactor: Boolean },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ token: 1 }, { unique: true, name: 'token' });
  schema.index({ agent: 1 }, { name: 'agent' });
  schema.index({ expiresAt: 1 }, { name: 'expiresAt' });
  return connection.model<SessionDoc>('sessions', schema, 'sessions');
}
