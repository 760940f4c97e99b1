/** Most passwords that one rule may find in one text. */
const MOST_VALUES = 600;

/** Throws on more passwords than any message or log holds: the redactor then holds the whole part, at once. */
export function tooMany(found: readonly unknown[]): void {
  if (found.length > MOST_VALUES) throw new RangeError('too many passwords');
}
