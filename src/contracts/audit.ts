import type { Redacted } from './redacted.ts';

/** Who did something: a person at the desk, a person served, the operator, a program with a token, or the product itself. */
export interface AuditActor {
  readonly kind: 'agent' | 'contact' | 'operator' | 'token' | 'system';
  readonly id: string;
}

/** One deed worth an auditor's question. Never holds a customer's text or a secret (P4): ids, enums and numbers only. */
export interface AuditRecord {
  readonly organisation: string;
  readonly at: Date;
  readonly actor: AuditActor;
  /** `area.deed`, e.g. `vault.reveal`, `privacy.erase`, `quota.correct`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** What the actor gave as the reason, where the deed asks for one. */
  readonly reason?: Redacted;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** The append-only trail with a hash chain. A record that cannot be written makes the deed fail: nothing is done unseen. */
export interface AuditPort {
  record(record: AuditRecord): Promise<void>;
}

/** A record as it stands in the trail: its place in the organisation's chain, and what ties it to the one before. */
export interface AuditEntry extends AuditRecord {
  /** 1, 2, 3 … per organisation, without gaps. */
  readonly seq: number;
  /** SHA-256 of every field and of the hash before, hex. */
  readonly hash: string;
}

/** Reads the trail, newest first; `after` is the `next` of the page before. */
export interface AuditReader {
  list(filter: {
    readonly organisation: string;
    /** Only what was done to this. */
    readonly subject?: string;
    readonly after?: string;
    readonly limit: number;
  }): Promise<{ readonly items: readonly AuditEntry[]; readonly next: string | null }>;
}

/**
 * What can be wrong with a trail: a record is not as it was written · a place is empty · a record stands in another's
 * place, or follows one that it was not tied to · the hashes fit and the seal does not (written without the key, or the
 * key was replaced) · records are gone from the end · the chain is not the one that the checkpoint saw · the checkpoint is
 * gone although there are records · the checkpoint was written without the key.
 */
export const auditProblems = [
  'altered',
  'missing',
  'reordered',
  'forged',
  'cut',
  'rewritten',
  'checkpoint_missing',
  'checkpoint_forged',
] as const;
/** One of the problems. */
export type AuditProblem = (typeof auditProblems)[number];

/** The answer of a verification. `head` is what an auditor writes down to compare next time. */
export interface AuditReport {
  readonly ok: boolean;
  readonly organisation: string;
  readonly records: number;
  /** The first place that is wrong, or null. */
  readonly problem: { readonly kind: AuditProblem; readonly seq: number } | null;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** The first record that the checkpoint file saw: a cut before it was made could not be found. */
  readonly witnessedFrom: number | null;
}

/** Walks an organisation's whole chain and says the first broken place. */
export interface AuditVerifier {
  verify(organisation: string): Promise<AuditReport>;
}
