import type { Redacted } from '../../contracts/redacted.ts';
import { joinRedacted } from '../../contracts/redacted-text.ts';
import { AppError } from '../../errors/app-error.ts';
import { MAX_TAGS, plain } from '../tags.ts';
import type { Decide } from './deed.ts';

/** Words of the desk put on and taken off; the log says which ones. Throws TAGS_TOO_MANY. */
export const tag: Decide<'tag'> = ({ doc }, { add, remove }) => {
  const before = doc.tags ?? [];
  const gone = new Set(remove.map(plain));
  const kept = before.filter((one) => !gone.has(plain(one)));
  const tags: Redacted[] = [...kept];
  for (const one of add) {
    if (plain(one) !== '' && !tags.some((known) => plain(known) === plain(one))) tags.push(one);
  }
  if (tags.length > MAX_TAGS) throw new AppError('TAGS_TOO_MANY', { max: MAX_TAGS });
  const added = tags.slice(kept.length);
  const removed = before.filter((one) => gone.has(plain(one)) && !added.some((back) => plain(back) === plain(one)));
  if (added.length === 0 && removed.length === 0) return null;
  return {
    set: { tags },
    event: {
      type: 'tagged',
      facts: { added: added.length, removed: removed.length },
      // One a line, those that were put on first: a tag may hold spaces.
      note: joinRedacted([...added, ...removed], '\n'),
      internal: true,
    },
  };
};
