import type { Advice, CandidatePort } from '../../src/contracts/advice.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { JobQueue } from '../../src/contracts/jobs.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { Redactor } from '../../src/contracts/redacted.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';
import { type VectorRepository, vectorIdOf } from '../../src/storage/repositories/vectors.ts';
import { Matrix } from './matrix.ts';
import type { Model } from './model.ts';

/** What the index is made from. */
export interface MeaningParts {
  readonly organisation: string;
  readonly model: Model;
  readonly candidates: CandidatePort;
  readonly vectors: VectorRepository;
  readonly jobs: JobQueue;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Texts of one request: small enough to be done within its deadline, large enough to be cheap. */
const BATCH = 32;
const BATCH_TIMEOUT_MS = 30_000;
const MAX_TEXT = 2_000;
const DAY_MS = 86_400_000;
/** An entry that is archived and comes back within this time costs nothing. */
const KEPT_DAYS = 60;

/**
 * The published entries by meaning: one vector for title, tags and body, one for each example. Vectors are looked for in
 * the database by content; what is missing is made by a job, batch by batch, so that a crash costs one batch.
 */
export class MeaningIndex {
  readonly #parts: MeaningParts;
  #matrix = Matrix.empty;
  #revision: number | null = null;
  #reading: Promise<void> | null = null;

  constructor(parts: MeaningParts) {
    this.#parts = parts;
    parts.jobs.handle(jobTypeOf(parts.organisation), () => this.embedMissing());
  }

  /** The most alike published entries, best first. Ids of what left publication since may be among them. */
  similar(vector: Float32Array, limit: number): Advice['similar'] {
    this.#refreshLater();
    if (this.#matrix.width > 0 && this.#matrix.width !== vector.length) this.#startAnew();
    return this.#matrix.nearest(vector, limit);
  }

  /** Reads what is stored, and has the job make what is missing. */
  async refresh(): Promise<void> {
    const missing = await this.#read();
    if (missing.size > 0) await this.#scheduleJob();
  }

  /** The job: embeds what has no vector yet. Rejects when the model does not answer; what is done stays done. */
  async embedMissing(): Promise<void> {
    const { model, vectors, clock } = this.#parts;
    const name = model.settings.embeddingModel ?? '';
    const missing = [...(await this.#read())];
    for (let from = 0; from < missing.length; from += BATCH) {
      const batch = missing.slice(from, from + BATCH);
      const made = await model.embed(
        batch.map(([, text]) => text),
        BATCH_TIMEOUT_MS,
      );
      const saved = new Map(batch.map(([id], place) => [id, made[place] ?? new Float32Array()]));
      await vectors.save(name, saved, dayOf(clock.now()));
    }
    if (missing.length > 0) await this.#read();
    await vectors.sweep(dayOf(new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS)));
  }

  /** Rebuilds the matrix from the store; the texts that have no vector, by id. */
  async #read(): Promise<Map<string, string>> {
    const { candidates, vectors, clock } = this.#parts;
    const revision = candidates.revision();
    const rows = candidates.published().flatMap((entry) => this.#rowsOf(entry));
    const found = await vectors.find([...new Set(rows.map(({ id }) => id))], dayOf(clock.now()));
    this.#matrix = Matrix.of(
      rows.flatMap(({ id, entry }) => {
        const vector = found.get(id);
        return vector ? [{ entry, vector }] : [];
      }),
    );
    this.#revision = revision;
    return new Map(rows.filter(({ id }) => !found.has(id)).map(({ id, text }) => [id, text]));
  }

  #rowsOf(entry: SearchableEntry): { id: string; entry: string; text: string }[] {
    const { embeddingModel, dimensions } = this.#parts.model.settings;
    const whole = [entry.title, (entry.tags ?? []).join(', '), entry.body].filter(Boolean).join('\n');
    return [whole, ...(entry.examples ?? [])].map((plain) => {
      // Entries were redacted when they were written; nothing leaves without going through it once more (P4).
      const text: string = this.#parts.redactor.redact(plain.slice(0, MAX_TEXT)).text;
      return { id: vectorIdOf(embeddingModel ?? '', dimensions, text), entry: entry.id, text };
    });
  }

  /** No message waits for it: until it is done the index is as it was. */
  #refreshLater(): void {
    if (this.#reading || this.#revision === this.#parts.candidates.revision()) return;
    this.#reading = this.refresh()
      .catch((err: unknown) => this.#parts.logger.error({ err }, 'the index by meaning was not read again'))
      .finally(() => {
        this.#reading = null;
      });
  }

  /** The same model name makes other vectors now: what is stored says nothing about them. */
  #startAnew(): void {
    const { vectors, model, logger } = this.#parts;
    this.#matrix = Matrix.empty;
    logger.warn({ model: model.settings.embeddingModel }, 'the embedding model changed its dimensions; made again');
    vectors
      .forget(model.settings.embeddingModel ?? '')
      .then(() => this.refresh())
      .catch((err: unknown) => logger.error({ err }, 'the old embeddings were not forgotten'));
  }

  #scheduleJob(): Promise<void> {
    const type = jobTypeOf(this.#parts.organisation);
    return this.#parts.jobs.schedule({ key: type, type, runAt: this.#parts.clock.now(), data: {} });
  }
}

function jobTypeOf(organisation: string): string {
  return `knowledge.embed:${organisation}`;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
