/** More names in one note are a list, and nobody is told by it. */
const MAX_MENTIONS = 20;

/** Whom a note names with `@id`, each once, in small letters. Whether there is such a person is for the caller. */
export function mentionsIn(text: string): string[] {
  const named = [...text.matchAll(/(?<![\w@])@([a-z0-9][a-z0-9._-]*[a-z0-9])/giu)].map(([, id]) =>
    (id ?? '').toLowerCase(),
  );
  return [...new Set(named)].slice(0, MAX_MENTIONS);
}
