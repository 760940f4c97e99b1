import { z } from 'zod';
import { searchFiles } from '../../../knowledge/search/files.ts';
import { readConfig } from '../../config/config.ts';
import type { KnowledgeAdminPort, KnowledgeAnswer } from '../../contracts/knowledge.ts';
import { type CliIo, type ExitCode, textFrom, UsageError, write, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

/** Options of `ventanilla kb search`. */
export interface KbSearchOptions {
  readonly entries?: string;
  readonly queries?: string;
  readonly json?: boolean;
}

const PAGE = 200;
/** How much is written before a slow reader is waited for, characters. */
const CHUNK = 64 * 1024;

const answerSchema = z.object({
  band: z.enum(['send', 'ask', 'none']),
  links: z.array(z.object({ entryId: z.string(), title: z.string(), url: z.string() })),
});
const entrySchema = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  module: z.string().nullable(),
});
const questionSchema = z.object({ question: z.string(), times: z.number(), lastAt: z.coerce.date() });
const pageSchema = z.object({ items: z.array(z.unknown()), next: z.string().nullable() });

/** `ventanilla kb search`: a question on the stored knowledge, or a file of queries on a file of entries. */
export async function kbSearch(io: CliIo, words: readonly string[], options: KbSearchOptions): Promise<ExitCode> {
  const { entries, queries } = options;
  if ((entries === undefined) !== (queries === undefined)) throw new UsageError('Give both --entries and --queries.');
  if (entries !== undefined && queries !== undefined) return searchInFiles(io, { entries, queries });
  const question = await textFrom(io, words);
  const answer = await answerTo(io, question);
  if (options.json) await writeJson(io.stdout, answer);
  else await writeLine(io.stdout, renderAnswer(answer));
  return 0;
}

/** `ventanilla kb list`: the entries, newest first. */
export async function kbList(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const items = await allOf(io, 'list', entrySchema);
  if (json) await writeJson(io.stdout, { items });
  else
    for (const { id, title, url } of items)
      await writeLine(io.stdout, `${id}  ${title}\n    ${url ?? '(no link yet)'}`);
  return 0;
}

/** `ventanilla kb unanswered`: what was asked without a link for it, newest first (EXS-42). */
export async function kbUnanswered(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const items = await allOf(io, 'unanswered', questionSchema);
  if (json) await writeJson(io.stdout, { items });
  else
    for (const { question, times, lastAt } of items)
      await writeLine(io.stdout, `${lastAt.toISOString()}  ${times}×  ${question.replace(/\s+/g, ' ')}`);
  return 0;
}

async function searchInFiles(io: CliIo, files: { entries: string; queries: string }): Promise<ExitCode> {
  let lines = '';
  for (const line of await searchFiles(files.entries, files.queries)) {
    lines += `${JSON.stringify(line)}\n`;
    if (lines.length < CHUNK) continue;
    await write(io.stdout, lines);
    lines = '';
  }
  await write(io.stdout, lines);
  return 0;
}

function answerTo(io: CliIo, question: string): Promise<KnowledgeAnswer> {
  const config = readConfig(io.env);
  return onStoreOrGateway<KnowledgeAnswer>(config, {
    store: () => withGateway(io, config, async ({ knowledge }) => knowledge.answer(question)),
    gateway: async () => parseInput(answerSchema, await gatewayApi(config).post('/api/knowledge/search', { question })),
  });
}

function renderAnswer({ band, links }: KnowledgeAnswer): string {
  if (band === 'none') return 'none: the knowledge base has no link for this';
  return [`${band}:`, ...links.flatMap(({ entryId, title, url }) => [`  ${entryId}  ${title}`, `    ${url}`])].join(
    '\n',
  );
}

type ListName = keyof KnowledgeAdminPort;

async function allOf<T>(io: CliIo, name: ListName, schema: z.ZodType<T>): Promise<T[]> {
  const config = readConfig(io.env);
  const path = name === 'list' ? '/api/knowledge' : '/api/knowledge/unanswered';
  const items = await onStoreOrGateway(config, {
    store: () =>
      withGateway(io, config, ({ knowledge }) =>
        pages((after) => knowledge.admin[name]({ limit: PAGE, ...(after === null ? {} : { after }) })),
      ),
    gateway: () =>
      pages((after) => {
        const query = new URLSearchParams({ limit: String(PAGE), ...(after === null ? {} : { after }) });
        return gatewayApi(config).get(`${path}?${query}`);
      }),
  });
  return items.map((item) => parseInput(schema, item, path));
}

async function pages(read: (after: string | null) => Promise<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  let after: string | null = null;
  do {
    const page: z.infer<typeof pageSchema> = parseInput(pageSchema, await read(after));
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}
