import { parse, stringify } from 'yaml';
import { AppError } from '../../../src/errors/app-error.ts';
import { decode } from './decode.ts';
import { columnOf, columns, type Row, wordOf } from './record.ts';

const FRONT = /^---[ \t]*\r?\n([\s\S]*?)\r?\n?^---[ \t]*(?:\r?\n|$)/m;

/** Reads one entry: front matter between `---` lines, the body below. Without `id` the file's name is it. Throws IMPORT_UNREADABLE. */
export function readMarkdown(bytes: Uint8Array, file: string): Row[] {
  const unreadable = (problem: string, cause?: unknown) =>
    new AppError('IMPORT_UNREADABLE', { file, problem }, { cause });
  const text = decode(bytes);
  const front = FRONT.exec(text);
  if (front === null || front.index !== 0)
    throw unreadable('it does not begin with front matter between two lines of ---');
  let matter: unknown;
  try {
    // No aliases: a few lines could stand for gigabytes.
    matter = parse(front[1] ?? '', { schema: 'core', maxAliasCount: 0 });
  } catch (cause) {
    throw unreadable('its front matter is not valid YAML', cause);
  }
  if (typeof matter !== 'object' || matter === null || Array.isArray(matter)) {
    throw unreadable('its front matter holds no keys');
  }
  const fields: Record<string, unknown> = { id: file.replace(/\.(md|markdown)$/i, '') };
  for (const [at, [key, value]] of Object.entries(matter).entries()) {
    const column = columnOf(key);
    if (column === null) throw unreadable(`key ${at + 1} of its front matter is unknown. Known: ${columns.join(', ')}`);
    fields[column] = readValue(column, value);
  }
  return [{ line: 1, fields: { ...fields, body: text.slice(front[0].length).trim() } }];
}

/** One entry as a file. */
export function writeMarkdown(record: Readonly<Record<string, unknown>>): Uint8Array {
  const { body, ...matter } = record;
  const said = Object.entries(matter).filter(([, value]) => value !== null && value !== '' && !isEmptyList(value));
  return Buffer.from(`---\n${stringify(Object.fromEntries(said), { lineWidth: 0 })}---\n\n${String(body)}\n`);
}

function readValue(column: string, value: unknown): unknown {
  if (typeof value === 'string') return wordOf(column, value.trim());
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map((item) => (typeof item === 'object' ? item : String(item))) : value;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
