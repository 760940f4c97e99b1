import type { AuditEntry, AuditPort, AuditReader, AuditRecord, AuditVerifier } from '../contracts/audit.ts';
import type { Logger } from '../contracts/logger.ts';
import { AppError } from '../errors/app-error.ts';
import { KeyedLock } from '../storage/keyed-lock.ts';
import type { AuditDoc } from '../storage/models/audit.ts';
import { AuditRepository } from '../storage/repositories/audit.ts';
import { BEGINNING, type ChainHead, nextRecord } from './chain.ts';
import { CheckpointFiles } from './checkpoint.ts';
import { verifyTrail } from './verification.ts';

/** What the trail works with. */
export interface AuditTrailDeps {
  readonly models: { readonly audit: ConstructorParameters<typeof AuditRepository>[0] };
  /** Folder of the checkpoint files; not in the database. */
  readonly directory: string;
  /** Seals records and checkpoints; not in the database. */
  readonly key: Uint8Array;
  readonly logger: Logger;
}

/** The audit trail. */
export interface AuditTrail extends AuditPort, AuditReader, AuditVerifier {
  /**
   * After a restore or a look into the matter: puts the checkpoint aside as evidence, records that and begins a new one.
   * What is wrong with the records themselves stays wrong.
   */
  accept(record: Omit<AuditRecord, 'action' | 'subject' | 'facts'>): Promise<void>;
}

/** Tries against other processes that take the same place of the chain. */
const MAX_RACES = 50;

/** Makes the trail of all organisations. Several processes may write one chain. */
export function createAuditTrail({ models, directory, key, logger }: AuditTrailDeps): AuditTrail {
  const repository = new AuditRepository(models.audit);
  const checkpoints = new CheckpointFiles({ directory, key });
  const lock = new KeyedLock();

  async function add(record: AuditRecord): Promise<AuditDoc> {
    for (let race = 0; race < MAX_RACES; race++) {
      const last = await repository.last(record.organisation);
      const made = nextRecord(record, last ?? { seq: 0, hash: BEGINNING }, key);
      if (await repository.add(made)) return made;
    }
    throw new AppError('AUDIT_BUSY');
  }

  /** The checkpoint follows only a chain that it knows: one that disagrees stays where it is, as evidence. */
  async function follow({ org, seq, hash, previous, at }: AuditDoc): Promise<void> {
    const reading = await checkpoints.read(org);
    if (reading.state === 'missing') return checkpoints.write(org, { from: seq, seq, hash, at });
    const seen = reading.state === 'valid' ? reading.checkpoint : null;
    // Another process of this folder was faster.
    if (seen !== null && seen.seq > seq && (await isKnown(org, seen))) return;
    if (seen !== null && ((seen.seq === seq - 1 && seen.hash === previous) || (await isKnown(org, seen))))
      return checkpoints.write(org, { from: seen.from, seq, hash, at });
    logger.error({ code: 'AUDIT_BROKEN', organisation: org }, new AppError('AUDIT_BROKEN').message);
  }

  async function isKnown(org: string, { seq, hash }: ChainHead): Promise<boolean> {
    return (await repository.at(org, seq))?.hash === hash;
  }

  const record = (given: AuditRecord) => lock.run(given.organisation, async () => follow(await add(given)));
  return {
    record,
    async list({ organisation, subject, after, limit }) {
      const seq = after === undefined ? {} : { seq: Number(after) };
      const of = subject === undefined ? {} : { subject };
      const found = await repository.before(organisation, { ...seq, ...of, limit: limit + 1 });
      const items = found.slice(0, limit).map(entryOf);
      return { items, next: found.length > limit ? String(items.at(-1)?.seq) : null };
    },
    verify: (organisation) => verifyTrail(organisation, { repository, checkpoints, key }),
    async accept(given) {
      const { organisation } = given;
      const { problem } = await verifyTrail(organisation, { repository, checkpoints, key });
      await lock.run(organisation, async () => void (await checkpoints.putAside(organisation, given.at)));
      const facts: AuditRecord['facts'] =
        problem === null ? { problem: 'none' } : { problem: problem.kind, seq: problem.seq };
      await record({ ...given, action: 'audit.accept', subject: { kind: 'organisation', id: organisation }, facts });
    },
  };
}

function entryOf({ org, actorKind, actorId, subjectKind, subjectId, reason, ...doc }: AuditDoc): AuditEntry {
  return {
    organisation: org,
    seq: doc.seq,
    at: doc.at,
    actor: { kind: actorKind, id: actorId },
    action: doc.action,
    subject: { kind: subjectKind, id: subjectId },
    ...(reason === null ? {} : { reason }),
    facts: doc.facts,
    hash: doc.hash,
  };
}
