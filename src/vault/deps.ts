import type { AuditActor, AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { VaultNotices } from '../contracts/vault.ts';
import type { VaultDoc } from '../storage/models/vault.ts';
import type { VaultRepository } from '../storage/repositories/vault.ts';
import type { Keyring } from './keyring.ts';

/** What the parts of the vault work with. */
export interface VaultDeps {
  readonly items: VaultRepository;
  readonly keyring: Keyring;
  readonly linkKey: Buffer;
  readonly audit: AuditPort;
  readonly tickets: Pick<TicketPort, 'list' | 'get'>;
  readonly notices: VaultNotices;
  readonly jobs: JobQueue;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Throws for an organisation that the gateway does not run. */
  readonly policyOf: (organisation: string) => Policy;
  /** Whether somebody serves the page now; without it nothing is offered. */
  readonly isServed: () => boolean;
}

/** What the trail keeps of the vault. `refuse` = somebody tried and got nothing. */
export type VaultDeed = 'offer' | 'deposit' | 'reveal' | 'refuse' | 'erase' | 'expire' | 'changed';

/** Writes a deed into the trail; nothing is done before it stands there. Ids and enums only (P4). */
export function recordDeed(
  { audit, clock }: Pick<VaultDeps, 'audit' | 'clock'>,
  deed: VaultDeed,
  doc: VaultDoc,
  about: { actor: AuditActor; reason?: Redacted; facts?: Readonly<Record<string, string | number | boolean>> },
): Promise<void> {
  const { actor, reason, facts } = about;
  return audit.record({
    organisation: doc.org,
    at: clock.now(),
    actor,
    action: `vault.${deed}`,
    subject: { kind: 'vaultItem', id: doc._id },
    ...(reason === undefined ? {} : { reason }),
    facts: { kind: doc.kind, conversation: doc.conversation, ...(doc.folio ? { folio: doc.folio } : {}), ...facts },
  });
}

/** The product itself, by the part of it that acted. */
export const vaultActor: AuditActor = { kind: 'system', id: 'vault' };
