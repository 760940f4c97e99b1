/** Whether a write failed because a document with the same unique key exists, and on which index fields. */
export function duplicateKeyOf(error: unknown): readonly string[] | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, keyPattern, message } = error as { code?: unknown; keyPattern?: object; message?: string };
  if (code !== 11000) return null;
  if (keyPattern) return Object.keys(keyPattern);
  const index = /index: (\S+)/.exec(message ?? '')?.[1];
  // FerretDB names neither fields nor index: an unknown key.
  if (index === undefined) return [];
  return [index === '_id_' ? '_id' : index];
}

/**
 * Whether a write failed because its `_id` exists: the document is there already. A server that does not name the key is
 * taken to mean it; where another key can be taken too, look for the document.
 */
export function isDuplicateId(error: unknown): boolean {
  const fields = duplicateKeyOf(error);
  return fields !== null && (fields.length === 0 || (fields.length === 1 && fields[0] === '_id'));
}
