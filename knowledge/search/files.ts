import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AnswerBand } from '../../src/contracts/knowledge.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { createSearchIndex } from './search-index.ts';

const entriesSchema = z.array(
  z.object({
    id: z.string().min(1),
    title: z.string().default(''),
    tags: z.array(z.string()).default([]),
    body: z.string().optional(),
    /** Entries of the product call their body a summary. */
    summary: z.string().optional(),
    examples: z.array(z.string()).default([]),
    url: z.string().optional(),
    audience: z.enum(['support', 'sales']).optional(),
    module: z.string().nullish(),
  }),
);

const queriesSchema = z.array(z.object({ id: z.string(), q: z.string() }));

/** One line of `ventanilla kb search`. Results are ranked even when the band is none. */
export interface SearchLine {
  readonly id: string;
  readonly band: AnswerBand;
  readonly results: readonly { readonly id: string; readonly score: number }[];
}

/**
 * Searches each query of a file among the entries of another, in order: the JSON lines of `ventanilla kb search`.
 * Both files are JSON arrays. Throws INPUT_INVALID with the file and the place.
 */
export async function searchFiles(entriesFile: string, queriesFile: string): Promise<Iterable<SearchLine>> {
  const entries = await readJson(entriesFile, entriesSchema);
  const queries = await readJson(queriesFile, queriesSchema);
  const index = createSearchIndex(
    entries.map(({ summary, body, audience, module, ...entry }) => ({
      ...entry,
      body: body ?? summary ?? '',
      ...(audience === undefined ? {} : { audience }),
      module: module ?? null,
    })),
  );
  return lines(index, queries);
}

function* lines(
  index: ReturnType<typeof createSearchIndex>,
  queries: z.infer<typeof queriesSchema>,
): Generator<SearchLine> {
  for (const { id, q } of queries) {
    const { band, results } = index.search(q, { limit: 10 });
    yield { id, band, results };
  }
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new AppError('INPUT_INVALID', { path: file, problem: 'it cannot be read as JSON' }, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('INPUT_INVALID', {
    path: `${file}: ${issue?.path.join('.') ?? ''}`,
    problem: issue?.message ?? 'unknown',
  });
}
