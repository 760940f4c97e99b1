import { hkdfSync, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../src/contracts/clock.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { WebchatLimits } from './options.ts';

/** Who holds a token: one user in one conversation of one site. The client cannot choose any of them. */
export interface Visitor {
  /** Direct Line user id, `dl_…`: the only `from.id` this token can write under. */
  readonly user: string;
  readonly conversation: string;
  readonly site: string;
  /** Name given by the site's own backend. */
  readonly name?: string;
  /** When the session began, seconds since 1970: refreshing does not make it live for ever. */
  readonly since: number;
}

/** What a stream address carries. */
export interface StreamTicket {
  readonly visitor: Visitor;
  /** The stream begins after this position. */
  readonly watermark: number;
  /** The gateway's address as this client sees it, for the file addresses sent on the stream. */
  readonly base: string;
  /** Opens one stream, once. */
  readonly once: string;
}

type Purpose = 'conversation' | 'resume' | 'stream';

/** Makes and reads the channel's tokens. Reading throws TOKEN_INVALID. */
export interface Tokens {
  conversation(visitor: Visitor): Promise<string>;
  readConversation(token: string): Promise<Visitor>;
  resume(visitor: Visitor): Promise<string>;
  readResume(token: string): Promise<Visitor>;
  stream(ticket: Omit<StreamTicket, 'once'>): Promise<string>;
  readStream(token: string): Promise<StreamTicket>;
}

/** A new visitor in a new conversation; both ids are 128 random bits. */
export function newVisitor(site: string, clock: Clock, known?: { user?: string; name?: string }): Visitor {
  return {
    user: known?.user ?? `dl_${randomBytes(16).toString('base64url')}`,
    conversation: randomBytes(16).toString('base64url'),
    site,
    ...(known?.name === undefined ? {} : { name: known.name }),
    since: seconds(clock.now()),
  };
}

/** Keys for different purposes are derived apart, so that no token can stand in for another. */
export function deriveKey(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `ventanilla/webchat/${purpose}`, 32));
}

/** HS256 tokens on keys derived from one secret. */
export function createTokens(secret: Uint8Array, clock: Clock, limits: WebchatLimits): Tokens {
  const keys: Record<Purpose, Uint8Array> = {
    conversation: deriveKey(secret, 'conversation'),
    resume: deriveKey(secret, 'resume'),
    stream: deriveKey(secret, 'stream'),
  };
  const sign = (purpose: Purpose, claims: Record<string, unknown>, life: number): Promise<string> => {
    const now = seconds(clock.now());
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(purpose)
      .setIssuedAt(now)
      .setExpirationTime(now + life)
      .sign(keys[purpose]);
  };
  const read = async (purpose: Purpose, token: string): Promise<Record<string, unknown>> => {
    try {
      const options = { algorithms: ['HS256'], audience: purpose, currentDate: clock.now() };
      return (await jwtVerify(token, keys[purpose], options)).payload;
    } catch (cause) {
      throw new AppError('TOKEN_INVALID', {}, { cause });
    }
  };
  return {
    conversation: (visitor) => sign('conversation', { ...visitor }, limits.tokenSeconds),
    readConversation: async (token) => visitorOf(await read('conversation', token)),
    // The way back lives from the session's beginning, not from the last visit.
    resume: (visitor) =>
      sign('resume', { ...visitor }, Math.max(1, visitor.since + limits.resumeSeconds - seconds(clock.now()))),
    readResume: async (token) => visitorOf(await read('resume', token)),
    stream: ({ visitor, watermark, base }) =>
      sign(
        'stream',
        { ...visitor, watermark, base, jti: randomBytes(16).toString('base64url') },
        limits.streamTokenSeconds,
      ),
    readStream: async (token) => ticketOf(await read('stream', token)),
  };
}

/** Whether a session is too old to be refreshed again. */
export function isSessionOver(visitor: Visitor, clock: Clock, limits: WebchatLimits): boolean {
  return seconds(clock.now()) >= visitor.since + limits.resumeSeconds;
}

function ticketOf(claims: Record<string, unknown>): StreamTicket {
  return {
    visitor: visitorOf(claims),
    watermark: numberOf(claims.watermark),
    base: stringOf(claims.base),
    once: stringOf(claims.jti),
  };
}

function visitorOf(claims: Record<string, unknown>): Visitor {
  return {
    user: stringOf(claims.user),
    conversation: stringOf(claims.conversation),
    site: stringOf(claims.site),
    ...(typeof claims.name === 'string' ? { name: claims.name } : {}),
    since: numberOf(claims.since),
  };
}

function stringOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new AppError('TOKEN_INVALID');
  return value;
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new AppError('TOKEN_INVALID');
  return value;
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
