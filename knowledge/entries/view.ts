import type { EntryView } from '../../src/contracts/knowledge-entries.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import { contentIn } from './content.ts';

/** A stored entry as the API shows it. */
export function viewOf(doc: EntryDoc): EntryView {
  const { entry: id, state, version, author, createdAt, updatedAt, link } = doc;
  return { id, ...contentIn(doc), state, version, author, createdAt, updatedAt, link };
}
