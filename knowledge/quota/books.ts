import type { AuditPort } from '../../src/contracts/audit.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { Absence, EntryVerification, QuotaCorrection, QuotaPort, QuotaWriter } from '../../src/contracts/quota.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { AbsenceDoc, QuotaCorrectionDoc, VerificationDoc } from '../../src/storage/models/quota.ts';
import type { QuotaRepository } from '../../src/storage/repositories/quota.ts';
import type { LocalDays } from './local-days.ts';

/** What the books need. */
export interface BookParts {
  readonly organisation: string;
  readonly repository: QuotaRepository;
  readonly audit: AuditPort;
  readonly clock: Clock;
  readonly days: LocalDays;
  /** Throws AGENT_NOT_FOUND. */
  readonly requireAgent: (id: string) => Promise<void>;
  /** Throws ENTRY_NOT_FOUND for an entry that was never published. */
  readonly requirePublished: (entryId: string) => Promise<void>;
}

/** The part of the quota that people write. */
export type QuotaBooks = Pick<
  QuotaPort,
  'absences' | 'addAbsence' | 'withdrawAbsence' | 'correct' | 'corrections' | 'verify'
>;

/**
 * Absences, corrections and verifications: append-only, each with who, when and why, each in the audit trail BEFORE it
 * is stored, so that nothing is done unseen. A crash in between leaves a record of a deed that the repeat then does.
 */
export function createBooks(parts: BookParts): QuotaBooks {
  return { ...absenceBook(parts), ...correctionBook(parts), ...verificationBook(parts) };
}

function absenceBook(parts: BookParts): Pick<QuotaBooks, 'absences' | 'addAbsence' | 'withdrawAbsence'> {
  const { organisation: org, repository, clock, days } = parts;
  return {
    absences: async (filter) => (await repository.absences(org, filter)).map(viewAbsence),
    async addAbsence({ id, agentId, from, to, reason }, by) {
      const known = await repository.findAbsence(org, id);
      if (known) return viewAbsence(known);
      days.day(from);
      days.day(to);
      if (to < from) throw new AppError('INPUT_INVALID', { path: 'to', problem: 'it must not be before from' });
      await parts.requireAgent(agentId);
      await record(parts, by, {
        action: 'quota.absence',
        subject: { kind: 'agent', id: agentId },
        reason,
        facts: { from, to },
      });
      const at = clock.now();
      const absence = { org, key: id, agent: agentId, from, to, reason, by: by.id, at };
      return viewAbsence(await repository.addAbsence({ ...absence, withdrawnBy: null, withdrawnAt: null }));
    },
    async withdrawAbsence(id, by) {
      const known = await repository.findAbsence(org, id);
      if (!known) throw new AppError('ABSENCE_NOT_FOUND');
      if (known.withdrawnAt) return viewAbsence(known);
      const { agent, from, to } = known;
      await record(parts, by, {
        action: 'quota.withdrawAbsence',
        subject: { kind: 'agent', id: agent },
        facts: { from, to },
      });
      return viewAbsence((await repository.withdrawAbsence(org, id, { by: by.id, at: clock.now() })) ?? known);
    },
  };
}

function correctionBook(parts: BookParts): Pick<QuotaBooks, 'correct' | 'corrections'> {
  const { organisation: org, repository, clock, days } = parts;
  return {
    async correct({ id, agentId, day, amount, reason }, by) {
      const known = await repository.findCorrection(org, id);
      if (known) return viewCorrection(known);
      days.day(day);
      await parts.requireAgent(agentId);
      await record(parts, by, {
        action: 'quota.correct',
        subject: { kind: 'agent', id: agentId },
        reason,
        facts: { day, amount },
      });
      const correction = { org, key: id, agent: agentId, day, amount, reason, by: by.id, at: clock.now() };
      return viewCorrection(await repository.addCorrection(correction));
    },
    async corrections(month) {
      const ofMonth = days.ofMonth(month);
      const [from = '', to = ''] = [ofMonth[0]?.date, ofMonth.at(-1)?.date];
      return (await repository.corrections(org, { from, to })).map(viewCorrection);
    },
  };
}

function verificationBook(parts: BookParts): Pick<QuotaBooks, 'verify'> {
  const { organisation: org, repository, clock } = parts;
  return {
    async verify({ id, entryId, verdict, reason }, by) {
      const known = await repository.findVerification(org, id);
      if (known) return viewVerification(known);
      if (verdict === 'rejected' && reason === null) {
        throw new AppError('INPUT_INVALID', { path: 'reason', problem: 'say why the entry is rejected' });
      }
      await parts.requirePublished(entryId);
      const why = reason === null ? {} : { reason };
      await record(parts, by, {
        action: 'quota.verify',
        subject: { kind: 'entry', id: entryId },
        ...why,
        facts: { verdict },
      });
      const verification = { org, key: id, entry: entryId, verdict, reason, by: by.id, at: clock.now() };
      return viewVerification(await repository.addVerification(verification));
    },
  };
}

type Deed = Omit<Parameters<AuditPort['record']>[0], 'organisation' | 'at' | 'actor'>;

function record({ audit, organisation, clock }: BookParts, actor: QuotaWriter, deed: Deed): Promise<void> {
  return audit.record({ organisation, at: clock.now(), actor, ...deed });
}

/** An absence as everybody reads it. */
export function viewAbsence(doc: AbsenceDoc): Absence {
  const { key: id, agent: agentId, from, to, reason, by, at, withdrawnBy, withdrawnAt } = doc;
  const withdrawn = withdrawnBy !== null && withdrawnAt !== null ? { by: withdrawnBy, at: withdrawnAt } : null;
  return { id, agentId, from, to, reason, by, at, withdrawn };
}

/** A correction as everybody reads it. */
export function viewCorrection({
  key: id,
  agent: agentId,
  day,
  amount,
  reason,
  by,
  at,
}: QuotaCorrectionDoc): QuotaCorrection {
  return { id, agentId, day, amount, reason, by, at };
}

/** A verification as everybody reads it. */
export function viewVerification({
  key: id,
  entry: entryId,
  verdict,
  reason,
  by,
  at,
}: VerificationDoc): EntryVerification {
  return { id, entryId, verdict, reason, by, at };
}
