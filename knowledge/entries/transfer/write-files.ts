import type { EntryContent, EntryState } from '../../../src/contracts/knowledge-entries.ts';
import type { ExportFormat, TransferFile } from '../../../src/contracts/knowledge-transfer.ts';
import { writeCsv } from './csv.ts';
import { writeMarkdown } from './markdown.ts';
import { writeXlsx } from './xlsx.ts';

/** An entry as files hold it. */
export interface EntryRecord extends EntryContent {
  readonly id: string;
  readonly state: EntryState;
}

/** Entries as files: one file, or one for each entry (Markdown). */
export async function writeFiles(records: readonly EntryRecord[], format: ExportFormat): Promise<TransferFile[]> {
  const rows = records.map((record) => ({ ...record }));
  const one = (bytes: Uint8Array) => [{ name: `knowledge.${format}`, bytes }];
  switch (format) {
    case 'csv':
      return one(writeCsv(rows));
    case 'xlsx':
      return one(await writeXlsx(rows));
    case 'json':
      return one(Buffer.from(`${JSON.stringify(rows, null, 2)}\n`));
    case 'md':
      return rows.map((row) => ({ name: `${row.id}.md`, bytes: writeMarkdown(row) }));
  }
}
