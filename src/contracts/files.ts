/** The content-addressed store of attachments. Text files are redacted before they are written (P4). */
export interface FileStore {
  /** Stores bytes and returns their address. The same bytes are stored once. Throws FILE_TOO_LARGE, FILE_TYPE_REFUSED. */
  put(content: Uint8Array, about: { name: string; mediaType: string }): Promise<StoredFile>;
  /** The bytes, or null when no such file is kept. */
  get(fileId: string): Promise<Uint8Array | null>;
}

/** What is known of a stored file. */
export interface StoredFile {
  /** SHA-256 of the stored bytes, hex. */
  readonly fileId: string;
  readonly mediaType: string;
  /** Size in bytes of what is stored. */
  readonly size: number;
}
