import type { FileReview } from './envelope.ts';
import type { SensitiveKind } from './redacted.ts';

/** The content-addressed store of attachments. What can be read in them is redacted before it is written (P4). */
export interface FileStore {
  /**
   * Stores what may be kept of a file and returns its address. The same bytes are stored once. The bytes given never reach
   * the disk when something sensitive is read in them. Throws FILE_TOO_LARGE, FILE_TYPE_REFUSED.
   */
  put(content: Uint8Array, about: { name: string; mediaType: string }): Promise<StoredFile>;
  /** The bytes, or null when no such file is kept. */
  get(fileId: string): Promise<Uint8Array | null>;
}

/** Takes files out of the store again. */
export interface FileEraser {
  /** Deletes the bytes for good. The caller knows that nothing refers to them. False: there was no such file. */
  remove(fileId: string): Promise<boolean>;
}

/** What is known of a stored file. */
export interface StoredFile {
  /** SHA-256 of the stored bytes, hex. */
  readonly fileId: string;
  /** The name that was given; `.txt` is added when the text stands in the document's place. */
  readonly name: string;
  readonly mediaType: string;
  /** Size in bytes of what is stored. */
  readonly size: number;
  readonly review: FileReview;
  /** Kinds that were taken out of it. */
  readonly removed?: SensitiveKind[];
}
