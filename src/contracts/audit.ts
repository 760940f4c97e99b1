import type { Redacted } from './redacted.ts';

/** Who did something: a person at the desk, a person served, the operator's command line, or the product itself. */
export interface AuditActor {
  readonly kind: 'agent' | 'contact' | 'operator' | 'system';
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
