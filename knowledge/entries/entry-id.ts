import { AppError } from '../../src/errors/app-error.ts';

const LONGEST = 60;
const BATCH = 20;
const MOST = 1_000;

/** An id from a title: `¿Cómo timbro una nómina?` → `como-timbro-una-nomina`. */
export function slugOf(title: string): string {
  const bare = title.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const slug = bare.replace(/[^a-z0-9]+/g, '-').replace(/^-+/, '');
  // Cut between words where there is a place near the end.
  const short = slug.length <= LONGEST ? slug : slug.slice(0, LONGEST).replace(/-[^-]{0,20}$/, '');
  return short.replace(/-+$/, '') || 'entrada';
}

/** The title's id, or the first of `…-2`, `…-3` that is not taken. Throws ENTRY_EXISTS after a thousand. */
export async function freeId(title: string, taken: (ids: readonly string[]) => Promise<Set<string>>): Promise<string> {
  const slug = slugOf(title);
  for (let from = 1; from < MOST; from += BATCH) {
    const ids = Array.from({ length: BATCH }, (_, at) => (from + at === 1 ? slug : `${slug}-${from + at}`));
    const used = await taken(ids);
    const free = ids.find((id) => !used.has(id));
    if (free !== undefined) return free;
  }
  throw new AppError('ENTRY_EXISTS', { id: slug });
}
