import type { Redacted } from './redacted.ts';
import type { Actor, TicketFilter } from './ticket.ts';

/** What may become of a line. `same`: it was imported before. */
export const importFates = ['create', 'same', 'refused'] as const;
/** One of the fates. */
export type ImportFate = (typeof importFates)[number];

/** What is wrong with a line; never a text of the file. */
export interface ImportProblem {
  readonly line: number;
  /** Our name of the column; null: the line as a whole. */
  readonly column: string | null;
  readonly problem: string;
}

/** What an import did, or would do. Every line that is not empty is in exactly one count. */
export interface TicketImportReport {
  readonly dryRun: boolean;
  readonly counts: Readonly<Record<ImportFate, number>>;
  /** The first thousand. */
  readonly problems: readonly ImportProblem[];
  readonly moreProblems: number;
  /** Headings of an export that only tell, and are not taken in. */
  readonly ignoredColumns: readonly string[];
}

/** How to import. */
export interface TicketImportOptions {
  readonly organisation: string;
  /** Code of the system that the file comes from. With the row's id it is the key: twice is once. */
  readonly source: string;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** Tickets from a table and into one, read and written as a stream. */
export interface TicketTransfer {
  /** Throws IMPORT_UNREADABLE when it is no table, or has a column that nobody knows. */
  import(bytes: AsyncIterable<Uint8Array>, options: TicketImportOptions): Promise<TicketImportReport>;
  /** Parts of a CSV, newest tickets first. */
  export(
    filter: Pick<TicketFilter, 'state' | 'area' | 'open'> & { readonly organisation: string },
  ): AsyncIterable<string>;
}

/** Makes a text safe to keep (P4). */
export type RedactText = (text: string) => Redacted;
