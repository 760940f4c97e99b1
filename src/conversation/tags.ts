import type { Redacted, Redactor } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import type { TurnDraft } from './draft.ts';

/** Most tags of one conversation. */
export const MAX_TAGS = 20;

/** Puts tags on and takes others off; what is there already stays once. Redacted, as all that is typed (P4). */
export function changeTags(
  draft: TurnDraft,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  redactor: Redactor,
): null {
  const gone = new Set(remove.map(plain));
  const tags = draft.tags.filter((tag) => !gone.has(plain(tag)));
  for (const typed of add) {
    const tag = redactor.redact(typed.trim().replace(/\s+/g, ' '), { speaker: 'agent' }).text;
    if (!tags.some((known) => plain(known) === plain(tag))) tags.push(tag);
  }
  if (tags.length > MAX_TAGS) throw new AppError('TAGS_TOO_MANY', { max: MAX_TAGS });
  draft.tags = tags satisfies readonly Redacted[];
  draft.isQuiet = true;
  return null;
}

/** Two tags that differ in case or accents are one. */
export function plain(tag: string): string {
  return tag.trim().replace(/\s+/g, ' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
