/** Documents whose text is read before they are stored. */
export type DocumentFormat = 'pdf' | 'office';

/** Why a document's text could not be read. */
export type Unreadable = 'encrypted' | 'too-large' | 'too-slow' | 'malformed' | 'no-reader';

/** What a reader says of a document. */
export type DocumentText =
  | {
      readonly status: 'read';
      /** Everything that can be read in it, in reading order, metadata too. */
      readonly text: string;
      /** It holds parts that no text can be read from (embedded files, programs). */
      readonly hasHiddenParts: boolean;
      /** It holds pictures, or pages without any text. */
      readonly hasPictures: boolean;
    }
  | { readonly status: 'unreadable'; readonly why: Unreadable };

/** Reads the text of documents that strangers send. Never throws. */
export interface DocumentReader {
  read(content: Uint8Array, format: DocumentFormat): Promise<DocumentText>;
}

/** Limits inside the reader. */
export const documentLimits = {
  /** Bytes of all parts of a package together, unpacked. */
  unpackedBytes: 24 * 1024 * 1024,
  parts: 2_000,
  pages: 300,
  /** UTF-16 code units of text. */
  text: 1024 * 1024,
};
