/** What happens to a knowledge entry. `selfRevert` is a `restore` or `archive` by the author that undoes the author's own deed. */
export type EntryDeed = 'create' | 'edit' | 'publish' | 'archive' | 'restore' | 'review' | 'linkBroken' | 'linkMended';

/**
 * One line of the knowledge base's event log, the only source of quota figures (EXS-39..EXS-41, AMB-09): append-only,
 * gap-free per organisation, so that every figure can be derived again.
 */
export interface EntryEvent {
  readonly organisation: string;
  /** 1, 2, 3 … per organisation. */
  readonly seq: number;
  readonly at: Date;
  readonly entryId: string;
  /** Version of the entry after the deed, 1, 2, 3 … */
  readonly version: number;
  readonly deed: EntryDeed;
  /** Who did it; `system` for jobs, `import` rows carry the person who imported. */
  readonly agentId: string;
  readonly how: 'console' | 'api' | 'cli' | 'import' | 'job' | 'seed';
  /** SHA-256 of the normalised content (title, links, body): equal content has an equal hash. */
  readonly contentHash: string;
  /** The published entry that this one repeats, when the near-duplicate check says so at publishing. */
  readonly duplicateOf: string | null;
}

/** Reads the log in order, `after` exclusive. */
export interface EntryEventReader {
  events(filter: {
    organisation: string;
    after?: number;
    from?: Date;
    to?: Date;
    limit: number;
  }): Promise<readonly EntryEvent[]>;
}
