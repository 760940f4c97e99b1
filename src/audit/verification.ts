import type { AuditProblem, AuditReport } from '../contracts/audit.ts';
import type { AuditDoc } from '../storage/models/audit.ts';
import type { AuditRepository } from '../storage/repositories/audit.ts';
import { auditIdOf, BEGINNING, type ChainHead, hashOf, sealOf } from './chain.ts';
import { type CheckpointFiles, isEqual } from './checkpoint.ts';

const PAGE = 500;
const fields = new Set([
  '_id',
  'org',
  'seq',
  'at',
  'actorKind',
  'actorId',
  'action',
  'subjectKind',
  'subjectId',
  'reason',
  'facts',
  'previous',
  'hash',
  'seal',
]);

/** Walks an organisation's whole chain and says the first broken place. Reads only. */
export async function verifyTrail(
  organisation: string,
  parts: { repository: AuditRepository; checkpoints: CheckpointFiles; key: Uint8Array },
): Promise<AuditReport> {
  // Read first: what is written meanwhile only makes the chain longer than the checkpoint.
  const reading = await parts.checkpoints.read(organisation);
  const seen = reading.state === 'valid' ? reading.checkpoint : null;
  let head: ChainHead = { seq: 0, hash: BEGINNING };
  const report = (kind: AuditProblem | null, seq: number): AuditReport => ({
    ok: kind === null,
    organisation,
    records: head.seq,
    problem: kind === null ? null : { kind, seq },
    head: head.seq === 0 ? null : head,
    witnessedFrom: seen?.from ?? null,
  });
  for (;;) {
    const page = await parts.repository.after(organisation, head.seq, PAGE);
    for (const record of page) {
      const kind = problemOf(record, { organisation, head, key: parts.key });
      if (kind !== null) return report(kind, head.seq + 1);
      if (seen?.seq === record.seq && seen.hash !== record.hash) return report('rewritten', record.seq);
      head = { seq: record.seq, hash: record.hash };
    }
    if (page.length < PAGE) break;
  }
  if (seen !== null && seen.seq > head.seq) return report('cut', head.seq + 1);
  if (reading.state === 'forged') return report('checkpoint_forged', head.seq);
  if (reading.state === 'missing' && head.seq > 0) return report('checkpoint_missing', head.seq);
  return report(null, head.seq);
}

function problemOf(
  record: AuditDoc,
  { organisation, head, key }: { organisation: string; head: ChainHead; key: Uint8Array },
): AuditProblem | null {
  const seq = head.seq + 1;
  if (record.seq !== seq) return 'missing';
  if (record._id !== auditIdOf(organisation, seq)) return 'reordered';
  if (!isAsWritten(record)) return 'altered';
  if (record.previous !== head.hash) return 'reordered';
  return isEqual(record.seal, sealOf(record.hash, key)) ? null : 'forged';
}

/** Whether the record has the fields that we write and no other, and its hash is theirs. A wrong type is an alteration. */
function isAsWritten(record: AuditDoc): boolean {
  const names = Object.keys(record);
  if (names.length !== fields.size || !names.every((name) => fields.has(name))) return false;
  const { at, facts, seal, hash } = record;
  if (!(at instanceof Date) || Number.isNaN(at.getTime())) return false;
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts) || typeof seal !== 'string') return false;
  return hashOf(record) === hash;
}
