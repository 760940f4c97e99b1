import { serverError } from './engine-errors.ts';
import type { Update } from './update.ts';
import { type Doc, isSameValue } from './values.ts';

/** An update that puts another document in the place of the old one, keeping its `_id`. */
export function compileReplacement(replacement: Doc): Update {
  for (const field in replacement) {
    if (field.charCodeAt(0) === 36) {
      throw serverError(9, 'Replacement document must not contain atomic operators');
    }
  }
  return {
    roots: null,
    apply: (doc) => {
      const next = { _id: doc._id, ...replacement };
      if (doc._id !== undefined && !isSameValue(next._id, doc._id)) {
        throw serverError(66, "After applying the update, the (immutable) field '_id' was found to have been altered");
      }
      const isChanged = !isSameValue(doc, next);
      for (const field of Object.keys(doc)) {
        delete doc[field];
      }
      Object.assign(doc, next);
      return isChanged;
    },
  };
}
