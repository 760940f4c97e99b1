import type { EntryActor, EntryContent, EntryState, EntryType } from './knowledge-entries.ts';
import type { Audience } from './search.ts';

/** What files entries come from. `sitemap` and `youtube` (a channel's Atom feed) only ever make drafts. */
export const importFormats = ['json', 'csv', 'xlsx', 'md', 'sitemap', 'youtube'] as const;
/** One of them. */
export type ImportFormat = (typeof importFormats)[number];

/** What files entries are written to; each is read again without loss. */
export const exportFormats = ['json', 'csv', 'xlsx', 'md'] as const;
/** One of them. */
export type ExportFormat = (typeof exportFormats)[number];

/** A file in memory. */
export interface TransferFile {
  /** Without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What becomes, or would become, of one line of a file. */
export interface LineFate {
  readonly file: string;
  /** Line of the text, row of the sheet, or place in the list; from 1. */
  readonly line: number;
  readonly fate: 'create' | 'update' | 'same' | 'duplicate' | 'refused';
  /** Null when the line is too wrong to have one. */
  readonly id: string | null;
  /** `duplicate`: which entry it repeats. */
  readonly of?: string;
  readonly why?: 'title' | 'link' | 'text';
  /** `update`: the fields that change, or `state`. */
  readonly changes?: readonly (keyof EntryContent | 'state')[];
  /** `refused`: the code of the error, and what to do. */
  readonly code?: string;
  readonly problem?: string;
  /** Not wrong, but it could be better. */
  readonly hint?: string;
}

/** How entries arrive. */
export interface TransferOptions {
  readonly format: ImportFormat;
  readonly by: EntryActor;
  /** State of new entries that do not say theirs. Default `draft`. */
  readonly state?: EntryState;
  /** For lines that do not say theirs. */
  readonly audience?: Audience;
  readonly type?: EntryType;
  /** Only say what would happen. */
  readonly dryRun?: boolean;
  /** Near-duplicates are wanted. */
  readonly confirmDuplicates?: boolean;
  /** Called after every batch that is stored. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What an import did, or would do. */
export interface TransferReport {
  readonly dryRun: boolean;
  readonly counts: Readonly<Record<LineFate['fate'], number>>;
  readonly lines: readonly LineFate[];
}

/** Entries into files and out of files. */
export interface EntryTransfer {
  /** Good lines are stored, others are told. Again with the same file changes nothing. Throws IMPORT_UNREADABLE. */
  import(files: readonly TransferFile[], options: TransferOptions): Promise<TransferReport>;
  /** Every entry, or those in one state, in the order of their ids. */
  export(format: ExportFormat, filter?: { state?: EntryState }): Promise<readonly TransferFile[]>;
}
