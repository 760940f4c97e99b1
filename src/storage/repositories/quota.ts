import type { Model } from 'mongoose';
import { effectIdOf } from '../ids.ts';
import type { AbsenceDoc, QuotaCorrectionDoc, VerificationDoc } from '../models/quota.ts';
import { insertOnce } from './insert-once.ts';

/** The collections of the quota's books. */
export interface QuotaModels {
  readonly absences: Model<AbsenceDoc>;
  readonly corrections: Model<QuotaCorrectionDoc>;
  readonly verifications: Model<VerificationDoc>;
}

type Kind = 'absence' | 'correction' | 'verification';

/** Absences, corrections and verifications of one organisation's quotas. Nothing is ever deleted. */
export class QuotaRepository {
  readonly #models: QuotaModels;

  constructor(models: QuotaModels) {
    this.#models = models;
  }

  /** The `_id` of what a client calls `key`. */
  idOf(kind: Kind, org: string, key: string): string {
    return effectIdOf(kind, org, key);
  }

  async findAbsence(org: string, key: string): Promise<AbsenceDoc | null> {
    return this.#models.absences.findById(this.idOf('absence', org, key)).lean<AbsenceDoc>();
  }

  async findCorrection(org: string, key: string): Promise<QuotaCorrectionDoc | null> {
    return this.#models.corrections.findById(this.idOf('correction', org, key)).lean<QuotaCorrectionDoc>();
  }

  async findVerification(org: string, key: string): Promise<VerificationDoc | null> {
    return this.#models.verifications.findById(this.idOf('verification', org, key)).lean<VerificationDoc>();
  }

  /** Stores once per key; what is stored under the key then. */
  async addAbsence(absence: Omit<AbsenceDoc, '_id'>): Promise<AbsenceDoc> {
    const doc = { _id: this.idOf('absence', absence.org, absence.key), ...absence };
    if (await insertOnce(this.#models.absences, doc)) return doc;
    return (await this.findAbsence(absence.org, absence.key)) ?? doc;
  }

  /** Withdraws an absence unless it is; the absence as it is now, or null. */
  async withdrawAbsence(org: string, key: string, change: { by: string; at: Date }): Promise<AbsenceDoc | null> {
    const id = this.idOf('absence', org, key);
    const set = { withdrawnBy: change.by, withdrawnAt: change.at };
    await this.#models.absences.updateOne({ _id: id, withdrawnAt: null }, { $set: set });
    return this.#models.absences.findById(id).lean<AbsenceDoc>();
  }

  /** Absences that touch the days from..to, by their last day. */
  async absences(org: string, { from, to }: { from?: string; to?: string } = {}): Promise<AbsenceDoc[]> {
    const filter = { org, ...(from === undefined ? {} : { to: { $gte: from } }) };
    const found = await this.#models.absences.find(filter).sort({ to: 1, _id: 1 }).lean<AbsenceDoc[]>();
    return to === undefined ? found : found.filter((absence) => absence.from <= to);
  }

  /** Stores once per key. */
  async addCorrection(correction: Omit<QuotaCorrectionDoc, '_id'>): Promise<QuotaCorrectionDoc> {
    const doc = { _id: this.idOf('correction', correction.org, correction.key), ...correction };
    if (await insertOnce(this.#models.corrections, doc)) return doc;
    return (await this.findCorrection(correction.org, correction.key)) ?? doc;
  }

  /** Corrections of the days from..to. */
  async corrections(org: string, { from, to }: { from: string; to: string }): Promise<QuotaCorrectionDoc[]> {
    return this.#models.corrections
      .find({ org, day: { $gte: from, $lte: to } })
      .sort({ day: 1, _id: 1 })
      .lean<QuotaCorrectionDoc[]>();
  }

  /** Stores once per key. */
  async addVerification(verification: Omit<VerificationDoc, '_id'>): Promise<VerificationDoc> {
    const doc = { _id: this.idOf('verification', verification.org, verification.key), ...verification };
    if (await insertOnce(this.#models.verifications, doc)) return doc;
    return (await this.findVerification(verification.org, verification.key)) ?? doc;
  }

  /** All verifications, oldest first. */
  async verifications(org: string): Promise<VerificationDoc[]> {
    return this.#models.verifications.find({ org }).sort({ at: 1, _id: 1 }).lean<VerificationDoc[]>();
  }
}
