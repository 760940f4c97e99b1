import { createHash, createHmac } from 'node:crypto';
import type { AuditRecord } from '../contracts/audit.ts';
import type { AuditDoc } from '../storage/models/audit.ts';

/** What stands in `previous` of the first record. */
export const BEGINNING = '0'.repeat(64);

/** The end of a chain: where the next record goes, and what it is tied to. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Grows when the canonical text changes, so that old records are still verified as they were written. */
const FORMAT = 1;

/** The record that follows `head`, with its hash and seal. Pure. Throws on a fact that no store keeps as it is. */
export function nextRecord(record: AuditRecord, head: ChainHead, key: Uint8Array): AuditDoc {
  const seq = head.seq + 1;
  const body = {
    _id: auditIdOf(record.organisation, seq),
    org: record.organisation,
    seq,
    at: new Date(record.at.getTime()),
    actorKind: record.actor.kind,
    actorId: stored(record.actor.id),
    action: record.action,
    subjectKind: stored(record.subject.kind),
    subjectId: stored(record.subject.id),
    reason: record.reason ?? null,
    facts: factsOf(record.facts),
    previous: head.hash,
  };
  const hash = hashOf(body);
  return { ...body, hash, seal: sealOf(hash, key) };
}

/** `_id` of a record. */
export function auditIdOf(org: string, seq: number): string {
  return `${org}:${seq}`;
}

/** SHA-256 of the canonical text of a record, hex. */
export function hashOf(record: Omit<AuditDoc, 'hash' | 'seal'>): string {
  return createHash('sha256').update(canonicalText(record)).digest('hex');
}

/** HMAC-SHA-256 of a hash (or of another text), hex. */
export function sealOf(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** One text for one record: an array in a fixed order, facts by name. JSON escapes what could run together. */
function canonicalText(record: Omit<AuditDoc, 'hash' | 'seal'>): string {
  const facts = Object.entries(record.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    FORMAT,
    record._id,
    record.org,
    record.seq,
    record.at.toISOString(),
    record.actorKind,
    record.actorId,
    record.action,
    record.subjectKind,
    record.subjectId,
    record.reason,
    facts,
    record.previous,
  ]);
}

function factsOf(facts: AuditRecord['facts'] = {}): AuditDoc['facts'] {
  const entries = Object.entries(facts).map(([name, value]): [string, string | number | boolean] => {
    if (!/^[A-Za-z]\w*$/.test(name)) throw new TypeError(`An audit fact may not be called ${JSON.stringify(name)}`);
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new TypeError(`The audit fact ${name} is no number`);
    return [name, typeof value === 'string' ? stored(value) : value];
  });
  return Object.fromEntries(entries);
}

/** A text as it comes back from any store: a lone surrogate does not survive UTF-8, and would break the hash. */
function stored(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
