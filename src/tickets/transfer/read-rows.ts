import { parse } from 'csv-parse';
import { AppError } from '../../errors/app-error.ts';
import { unescapeCell } from '../../tables/cells.ts';
import { delimiterOf, startLine } from '../../tables/delimiter.ts';
import { type Headings, readHeadings } from './columns.ts';

/** A line of the file: its cells under our names; empty ones are left out. */
export interface ImportRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** More cells than headings: something would be lost. */
  readonly isTooLong: boolean;
}

/** How a file begins, and its lines as they come. */
export interface ImportFile {
  readonly headings: Headings;
  readonly rows: AsyncIterable<ImportRow>;
}

/** Longest record, so that a quote that is never closed does not fill the memory. */
const MAX_RECORD = 256 * 1024;
const FILE = 'csv';

/** Reads a table as a stream: `,` `;` or tabs; UTF-8, or what Excel in Spanish writes. Throws IMPORT_UNREADABLE. */
export async function readRows(bytes: AsyncIterable<Uint8Array>): Promise<ImportFile> {
  const records = recordsOf(bytes)[Symbol.asyncIterator]();
  const first = await records.next();
  if (first.done) throw new AppError('IMPORT_UNREADABLE', { file: FILE, problem: 'it is empty' });
  const headings = readHeadings(first.value.record, FILE);
  return { headings, rows: rowsOf(records, headings) };
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

async function* rowsOf(records: AsyncIterator<Parsed>, { columns }: Headings): AsyncGenerator<ImportRow> {
  for (let next = await records.next(); !next.done; next = await records.next()) {
    const { record, info } = next.value;
    const cells: Record<string, string> = {};
    for (const [at, column] of columns.entries()) {
      const text = unescapeCell(record[at] ?? '').trim();
      if (column !== null && text !== '') cells[column] = text;
    }
    const isTooLong = record.slice(columns.length).some((cell) => cell.trim() !== '');
    yield { line: startLine(record, info.lines), cells, isTooLong };
  }
}

async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Parsed> {
  const texts = textOf(bytes);
  const first = await texts.next();
  const beginning = first.done ? '' : first.value;
  const parser = parse({
    delimiter: delimiterOf(beginning),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const feeding = feed(parser, beginning, texts);
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) yield parsed;
    await feeding;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? Number(cause.lines) : 1;
    const problem = `line ${line}: a quote is not closed or stands wrong`;
    throw new AppError('IMPORT_UNREADABLE', { file: FILE, problem }, { cause });
  } finally {
    parser.destroy();
    await feeding.catch(() => undefined);
  }
}

/** Writes as fast as the parser takes it. A file that cannot be read ends the parser with its error. */
async function feed(parser: ReturnType<typeof parse>, beginning: string, texts: AsyncIterable<string>): Promise<void> {
  try {
    parser.write(beginning);
    for await (const text of texts) {
      if (parser.destroyed) return;
      if (!parser.write(text)) await new Promise<void>((done) => parser.once('drain', done).once('close', done));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error('the file broke off'));
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

/** UTF-8, or Windows-1252 when the beginning is not. What breaks later is told, not guessed. */
async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: Decoder | null = null;
  for await (const part of bytes) {
    decoder ??= decoderFor(part);
    yield decode(decoder, part);
  }
  if (decoder) yield decode(decoder);
}

function decoderFor(beginning: Uint8Array): Decoder {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return new TextDecoder('utf-16le');
  try {
    // The last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return new TextDecoder('utf-8', { fatal: true });
  } catch {
    return new TextDecoder('windows-1252');
  }
}

function decode(decoder: Decoder, part?: Uint8Array): string {
  try {
    return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true });
  } catch (cause) {
    const problem = 'it is not UTF-8 throughout; save it as "CSV UTF-8"';
    throw new AppError('IMPORT_UNREADABLE', { file: FILE, problem }, { cause });
  }
}
