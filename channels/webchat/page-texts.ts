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

/** The language asked for by name, else the browser's when it clearly prefers one of ours, else Spanish. */
export function pageLanguage(asked: unknown, accepted: string | undefined): PageLanguage {
  const wanted = typeof asked === 'string' ? asked : (accepted ?? '').split(',')[0]?.trim();
  return PAGE_LANGUAGES.find((language) => wanted?.toLowerCase().startsWith(language)) ?? PAGE_LANGUAGES[0];
}
