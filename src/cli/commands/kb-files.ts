import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import type { EntryState, EntryType } from '../../contracts/knowledge-entries.ts';
import {
  type ExportFormat,
  type ImportFormat,
  importFormats,
  type TransferFile,
  type TransferOptions,
} from '../../contracts/knowledge-transfer.ts';
import type { Audience } from '../../contracts/search.ts';
import { AppError } from '../../errors/app-error.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

/** Options of `ventanilla kb import`. */
export interface KbImportOptions {
  readonly format?: ImportFormat;
  readonly state?: EntryState;
  readonly audience?: Audience;
  readonly type?: EntryType;
  readonly dryRun?: boolean;
  readonly confirmDuplicates?: boolean;
  readonly json?: boolean;
}

const line = z.object({
  file: z.string(),
  line: z.number(),
  fate: z.string(),
  id: z.string().nullable(),
  of: z.string().optional(),
  why: z.string().optional(),
  changes: z.array(z.string()).readonly().optional(),
  code: z.string().optional(),
  problem: z.string().optional(),
  hint: z.string().optional(),
});
const report = z.object({
  dryRun: z.boolean(),
  counts: z.record(z.string(), z.number()),
  lines: z.array(line).readonly(),
});
const exported = z.object({ files: z.array(z.object({ name: z.string(), base64: z.base64() })) });

/** `ventanilla kb import`: good lines are stored, each line's fate is told; exit code 1 when a line was refused. */
export async function kbImport(io: CliIo, paths: readonly string[], options: KbImportOptions): Promise<ExitCode> {
  const { json, format = formatOf(paths[0] ?? ''), ...said } = options;
  const files = (await Promise.all(paths.map((path) => filesAt(path, format)))).flat();
  // Files hold what somebody means to have; what comes from feeds is looked at first.
  const given = { state: 'published' as const, ...said, format };
  const config = readConfig(io.env);
  const done = parseInput(
    report,
    await onStoreOrGateway<unknown>(config, {
      store: () =>
        withGateway(io, config, ({ knowledge }) => knowledge.transfer.import(files, withProgress(io, given))),
      gateway: () => gatewayApi(config).post('/api/knowledge/import', { ...given, files: files.map(encoded) }),
    }),
  );
  if (json) await writeJson(io.stdout, done);
  else {
    for (const one of done.lines) await writeLine(io.stdout, fateOf(one));
    const counts = Object.entries(done.counts).map(([fate, count]) => `${count} ${fate}`);
    await writeLine(io.stdout, `${counts.join(', ')}${done.dryRun ? ' (dry run: nothing is stored)' : ''}`);
  }
  return (done.counts.refused ?? 0) > 0 ? 1 : 0;
}

/** `ventanilla kb export`: into a file, or a folder for Markdown. */
export async function kbExport(
  io: CliIo,
  path: string,
  { format, state, json }: { format?: ExportFormat; state?: EntryState; json?: boolean },
): Promise<ExitCode> {
  const wanted = format ?? exportFormatOf(path);
  const config = readConfig(io.env);
  const query = new URLSearchParams({ format: wanted, ...(state ? { state } : {}) });
  const files = await onStoreOrGateway<readonly TransferFile[]>(config, {
    store: () => withGateway(io, config, ({ knowledge }) => knowledge.transfer.export(wanted, state ? { state } : {})),
    gateway: async () =>
      parseInput(exported, await gatewayApi(config).get(`/api/knowledge/export?${query}`)).files.map(
        ({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }),
      ),
  });
  if (wanted === 'md') await mkdir(path, { recursive: true });
  // Names of files are entry ids: no folders in them.
  for (const { name, bytes } of files) await writeFile(wanted === 'md' ? join(path, basename(name)) : path, bytes);
  if (json) await writeJson(io.stdout, { format: wanted, files: files.length });
  else await writeLine(io.stdout, wanted === 'md' ? `${files.length} files in ${path}` : path);
  return 0;
}

function withProgress(io: CliIo, given: Omit<TransferOptions, 'by' | 'onProgress'>): TransferOptions {
  return {
    ...given,
    by: { agentId: 'operator', how: 'import' },
    onProgress: (done, total) => void io.stderr.write(`${done} of ${total} stored\n`),
  };
}

async function filesAt(path: string, format: ImportFormat): Promise<TransferFile[]> {
  const unreadable = (cause: unknown) =>
    new AppError('IMPORT_UNREADABLE', { file: path, problem: 'it is not there or may not be read' }, { cause });
  try {
    if (!(await stat(path)).isDirectory()) return [{ name: basename(path), bytes: await readFile(path) }];
    const names = (await readdir(path)).filter((name) => formatOfName(name) === format).sort();
    return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(path, name)) })));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function formatOf(path: string): ImportFormat {
  const format = formatOfName(path);
  if (format !== null) return format;
  throw new UsageError(`Say what it is: --format ${importFormats.join('|')}.`);
}

/** XML may be a sitemap or a feed: that has to be said. A name without ending is a folder of Markdown. */
function formatOfName(name: string): ImportFormat | null {
  const ending = extname(name).toLowerCase();
  if (ending === '' || ending === '.markdown') return 'md';
  return importFormats.find((format) => `.${format}` === ending) ?? null;
}

function exportFormatOf(path: string): ExportFormat {
  const format = formatOfName(path);
  if (format === 'json' || format === 'csv' || format === 'xlsx' || format === 'md') return format;
  throw new UsageError('Say what to write: --format json|csv|xlsx|md.');
}

function encoded({ name, bytes }: TransferFile): { name: string; base64: string } {
  return { name, base64: Buffer.from(bytes).toString('base64') };
}

function fateOf(one: z.output<typeof line>): string {
  const what = one.fate === 'duplicate' ? `duplicate of ${one.of} (${one.why})` : one.fate;
  const more = one.problem ? `${one.code}: ${one.problem}` : (one.changes?.join(', ') ?? one.hint ?? '');
  return `${one.file}:${one.line}  ${what}  ${one.id ?? ''}${more === '' ? '' : `  ${more}`}`;
}
