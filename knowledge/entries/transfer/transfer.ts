import type { EntryState } from '../../../src/contracts/knowledge-entries.ts';
import type {
  EntryTransfer,
  ExportFormat,
  LineFate,
  TransferFile,
  TransferOptions,
  TransferReport,
} from '../../../src/contracts/knowledge-transfer.ts';
import { contentIn } from '../content.ts';
import { type ImportParts, storeWanted } from '../import-entries.ts';
import { type PlacedRow, planImport, rowId } from './plan.ts';
import { readFileRows } from './read-file.ts';
import { writeFiles } from './write-files.ts';

/** Entries stored at once: between two batches others get their turn, and progress is told. */
const BATCH = 200;

/** Files in and out of one organisation's knowledge base. */
export class StoredEntryTransfer implements EntryTransfer {
  readonly #parts: ImportParts;

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  async import(files: readonly TransferFile[], options: TransferOptions): Promise<TransferReport> {
    const rows: PlacedRow[] = [];
    for (const file of files) {
      for (const row of await readFileRows(file, options.format)) rows.push({ ...row, file: file.name });
    }
    const { lines, wanted } = await this.#plan(rows, options);
    const dryRun = options.dryRun ?? false;
    for (let from = 0; !dryRun && from < wanted.length; from += BATCH) {
      const batch = wanted.slice(from, from + BATCH);
      const { agentId: author } = options.by;
      await this.#parts.published.inTurn(() => storeWanted(batch, { author, how: 'import' }, this.#parts));
      options.onProgress?.(from + batch.length, wanted.length);
    }
    return { dryRun, counts: countsOf(lines), lines };
  }

  async export(format: ExportFormat, filter: { state?: EntryState } = {}): Promise<readonly TransferFile[]> {
    const docs = await this.#parts.repository.all(this.#parts.policy.organisation.code, filter.state);
    return writeFiles(
      docs.map((doc) => ({ id: doc.entry, state: doc.state, ...contentIn(doc) })),
      format,
    );
  }

  async #plan(rows: readonly PlacedRow[], options: TransferOptions) {
    const { repository, published, policy } = this.#parts;
    const found = await repository.findMany(policy.organisation.code, [...new Set(rows.map(rowId))]);
    const stored = new Map(found.map((doc) => [doc.entry, doc]));
    return planImport(rows, { ...this.#parts, duplicates: published.duplicates().copy(), stored, options });
  }
}

function countsOf(lines: readonly LineFate[]): Record<LineFate['fate'], number> {
  const counts = { create: 0, update: 0, same: 0, duplicate: 0, refused: 0 };
  for (const { fate } of lines) counts[fate] += 1;
  return counts;
}
