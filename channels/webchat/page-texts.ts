import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Languages of the page; the first is the default. */
export const PAGE_LANGUAGES = ['es', 'en'] as const;
/** One of them. */
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];
/** The page's texts in one language, by key. */
export type PageTexts = Readonly<Record<string, string>>;

const textsSchema = z.record(z.string(), z.string());

/** Reads `texts/<language>.json`. */
export async function readPageTexts(directory: string, language: PageLanguage): Promise<PageTexts> {
  return textsSchema.parse(JSON.parse(await readFile(join(directory, 'texts', `${language}.json`), 'utf8')));
}

/** The language asked for by name, else the one that the site's bot speaks: a page in one language and a bot in another help nobody. */
export function pageLanguage(asked: unknown, spoken: PageLanguage = PAGE_LANGUAGES[0]): PageLanguage {
  const wanted = typeof asked === 'string' ? asked.toLowerCase() : spoken;
  return PAGE_LANGUAGES.find((language) => wanted.startsWith(language)) ?? spoken;
}
