import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import {
  type EntryActor,
  type EntryChange,
  type EntryDraft,
  type EntryService,
  entryFields,
} from '../../contracts/knowledge-entries.ts';
import { type CliIo, type ExitCode, textFrom, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

interface Json {
  readonly json?: boolean;
}

/** Who the log names for deeds of the command line. */
const operator: EntryActor = { agentId: 'operator', how: 'cli' };
const LIMIT = 200;

const entry = z.looseObject({
  id: z.string(),
  title: z.string(),
  state: z.string(),
  version: z.number(),
  url: z.string().nullable(),
  reviewOn: z.string().nullable(),
  link: z.looseObject({ state: z.string(), problem: z.string().nullable() }),
});
const entryList = z.object({ items: z.array(entry) });
const version = z.looseObject({ version: z.number(), at: z.string(), deed: z.string(), agentId: z.string() });
const versionList = z.object({ items: z.array(version) });
const diffList = z.object({
  items: z.array(
    z.object({
      field: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      patch: z.string().nullable(),
    }),
  ),
});

/** `ventanilla kb show`: all that an entry says. */
export function kbShow(io: CliIo, id: string, options: Json): Promise<ExitCode> {
  return one(io, options, { path: `/${encodeURIComponent(id)}`, store: (entries) => entries.get(id), whole: true });
}

/** `ventanilla kb add`: a draft from a JSON object on standard input or as an argument. Throws ENTRY_INVALID, ENTRY_EXISTS. */
export async function kbAdd(io: CliIo, words: readonly string[], options: Json): Promise<ExitCode> {
  const draft = readObject(await textFrom(io, words)) as EntryDraft;
  return one(io, options, { path: '', body: draft, store: (entries) => entries.create(draft, operator) });
}

/** `ventanilla kb edit`: fields of a JSON object get new values. */
export async function kbEdit(io: CliIo, id: string, words: readonly string[], options: Json): Promise<ExitCode> {
  const change = readObject(await textFrom(io, words)) as EntryChange;
  return act(io, options, {
    id,
    deed: 'edit',
    body: { change },
    store: (entries) => entries.edit(id, change, operator),
  });
}

/** `ventanilla kb publish`. Throws ENTRY_DUPLICATE unless confirmed. */
export function kbPublish(io: CliIo, id: string, options: Json & { confirmDuplicates?: boolean }): Promise<ExitCode> {
  const body = { confirmDuplicates: options.confirmDuplicates ?? false };
  return act(io, options, { id, deed: 'publish', body, store: (entries) => entries.publish(id, operator, body) });
}

/** `ventanilla kb archive`. */
export function kbArchive(io: CliIo, id: string, options: Json): Promise<ExitCode> {
  return act(io, options, { id, deed: 'archive', body: {}, store: (entries) => entries.archive(id, operator) });
}

/** `ventanilla kb restore`: an older version becomes a new one. */
export function kbRestore(io: CliIo, id: string, number: string, options: Json): Promise<ExitCode> {
  const to = versionOf(number);
  return act(io, options, { id, deed: 'restore', body: { to }, store: (entries) => entries.restore(id, to, operator) });
}

/** `ventanilla kb review`: what is due, or with an id and a day: it still holds, look again then. */
export function kbReview(io: CliIo, id: string | undefined, day: string | undefined, options: Json): Promise<ExitCode> {
  if (id === undefined)
    return listing(io, options, { path: '/reviews', store: (entries) => entries.dueForReview(LIMIT) });
  if (day === undefined || !entryFields.reviewOn.safeParse(day).success)
    throw new UsageError('Give a day: YYYY-MM-DD.');
  const body = { reviewOn: day };
  return act(io, options, { id, deed: 'review', body, store: (entries) => entries.review(id, day, operator) });
}

/** `ventanilla kb links`: published entries that are not sent because their link does not work; exit code 1 when there are. */
export async function kbLinks(io: CliIo, options: Json): Promise<ExitCode> {
  return listing(io, options, { path: '/links', store: (entries) => entries.brokenLinks(LIMIT), isProblem: true });
}

/** `ventanilla kb history`: every version with who made it. */
export async function kbHistory(io: CliIo, id: string, { json }: Json): Promise<ExitCode> {
  const path = `/api/knowledge/entries/${encodeURIComponent(id)}/history`;
  const store = async (entries: EntryService) => ({ items: await entries.history(id) });
  const found = parseInput(versionList, await read(io, path, store));
  if (json) await writeJson(io.stdout, found);
  else
    for (const line of found.items)
      await writeLine(io.stdout, `${line.version}  ${line.at}  ${line.deed}  ${line.agentId}`);
  return 0;
}

/** `ventanilla kb diff`: what changed between two versions. */
export async function kbDiff(io: CliIo, id: string, from: string, to: string, { json }: Json): Promise<ExitCode> {
  const [before, after] = [versionOf(from), versionOf(to)];
  const path = `/api/knowledge/entries/${encodeURIComponent(id)}/diff?from=${before}&to=${after}`;
  const found = parseInput(
    diffList,
    await read(io, path, async (entries) => ({ items: await entries.diff(id, before, after) })),
  );
  if (json) await writeJson(io.stdout, found);
  else
    for (const { field, patch, ...one } of found.items) {
      const short = `- ${one.before ?? '(nothing)'}\n+ ${one.after ?? '(nothing)'}`;
      await writeLine(io.stdout, `${field}:\n${patch ?? short}`);
    }
  return 0;
}

interface OneWay {
  readonly path: string;
  readonly body?: object;
  readonly store: (entries: EntryService) => Promise<unknown>;
  readonly whole?: boolean;
}

function act(
  io: CliIo,
  options: Json,
  { id, deed, ...way }: { id: string; deed: string; body: object; store: OneWay['store'] },
): Promise<ExitCode> {
  return one(io, options, { ...way, path: `/${encodeURIComponent(id)}/${deed}` });
}

async function one(io: CliIo, { json }: Json, { path, body, store, whole }: OneWay): Promise<ExitCode> {
  const found = parseInput(entry, await read(io, `/api/knowledge/entries${path}`, store, body));
  if (json || whole) await writeJson(io.stdout, found);
  else await writeLine(io.stdout, `${found.id}  ${found.state}  version ${found.version}  ${found.title}`);
  return 0;
}

async function listing(
  io: CliIo,
  { json }: Json,
  { path, store, isProblem = false }: OneWay & { isProblem?: boolean },
): Promise<ExitCode> {
  const address = `/api/knowledge${path}?limit=${LIMIT}`;
  const found = parseInput(entryList, await read(io, address, async (entries) => ({ items: await store(entries) })));
  if (json) await writeJson(io.stdout, found);
  else
    for (const { id, title, url, link, reviewOn } of found.items) {
      const about = isProblem ? `${link.state} (${link.problem ?? '?'})  ${url ?? ''}` : `review due ${reviewOn ?? ''}`;
      await writeLine(io.stdout, `${id}  ${title}\n    ${about}`);
    }
  return isProblem && found.items.length > 0 ? 1 : 0;
}

/** On the store, or on the gateway that has it; in both cases as JSON holds it. */
function read(io: CliIo, path: string, store: OneWay['store'], body?: object): Promise<unknown> {
  const config = readConfig(io.env);
  return onStoreOrGateway(config, {
    store: async () => plain(await withGateway(io, config, ({ knowledge }) => store(knowledge.entries))),
    gateway: () => (body === undefined ? gatewayApi(config).get(path) : gatewayApi(config).post(path, body)),
  });
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function readObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below: the text itself must not come back in an error.
  }
  throw new UsageError('Give a JSON object, e.g. {"title": "…", "audience": "support", "type": "solucion"}.');
}

function versionOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError('Give a version number: 1, 2, 3 …');
}
