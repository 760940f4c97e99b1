import { z } from 'zod';

/** An id in an address. */
export const idField = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.:@~|-]+$/, 'write an id as the list gives it');

/** An instant, ISO 8601 in UTC. */
export const instantField = z.iso.datetime().describe('ISO 8601, UTC');

/** Page of a list: `limit` 1..200 (default 50), `after` = `next` of the page before. */
export const pageFields = {
  after: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** A page of items. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

const DAY_MS = 86_400_000;
/** Longest span that figures are made of, days. */
const MAX_DAYS = 366;
/** Local days are an hour longer where the clocks change. */
const CLOCKS_MS = 3_600_000;

/** A query about a span of time, with what else it takes: a longer one would read years of answers at once. */
export function spanQueryOf<Fields extends z.ZodRawShape>(fields: Fields) {
  const span = { since: instantField, until: instantField.describe(`Not in it any more; at most ${MAX_DAYS} days on`) };
  const lengthOf = (query: object) => {
    const { since, until } = query as { since: string; until: string };
    return new Date(until).getTime() - new Date(since).getTime();
  };
  return z
    .strictObject({ ...span, ...fields })
    .refine((query) => lengthOf(query) >= 0, { path: ['until'], message: 'it comes before `since`' })
    .refine((query) => lengthOf(query) <= MAX_DAYS * DAY_MS + CLOCKS_MS, {
      path: ['until'],
      message: `ask for at most ${MAX_DAYS} days`,
    });
}

/** What a person typed: no control characters but line breaks and tabs, no lone surrogates. */
export function typedText(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => !hasControls(text), 'has control characters')
    .refine((text) => !/\p{Surrogate}/u.test(text), 'is not well-formed Unicode');
}

function hasControls(text: string): boolean {
  for (const char of text) {
    const code = char.charCodeAt(0);
    if ((code < 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d) || code === 0x7f) return true;
  }
  return false;
}
