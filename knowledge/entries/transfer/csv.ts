import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { AppError } from '../../../src/errors/app-error.ts';
import { delimiterOf, startLine } from '../../../src/tables/delimiter.ts';
import { decode } from './decode.ts';
import { cellOf, columns, fieldsOf, headingsOf, type Row } from './record.ts';

/** Reads a table: `,` `;` or tabs, with headings in English or Spanish. Throws IMPORT_UNREADABLE. */
export function readCsv(bytes: Uint8Array, file: string): Row[] {
  const text = decode(bytes).replace(/^sep=.\r?\n/i, '');
  const options = { delimiter: delimiterOf(text), bom: true, relax_column_count: true, skip_empty_lines: true };
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, { ...options, info: true }) as unknown as typeof records;
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? Number(cause.lines) : 1;
    throw new AppError(
      'IMPORT_UNREADABLE',
      { file, problem: `line ${line}: a quote is not closed or stands wrong` },
      { cause },
    );
  }
  const [first, ...rest] = records;
  if (first === undefined) throw new AppError('IMPORT_UNREADABLE', { file, problem: 'it is empty' });
  const headings = headingsOf(first.record, file);
  return rest.map(({ record, info }) => ({ line: startLine(record, info.lines), fields: fieldsOf(headings, record) }));
}

/** Writes a table that a spreadsheet opens as it is: UTF-8 with its mark, no cell that runs as a formula. */
export function writeCsv(records: readonly Readonly<Record<string, unknown>>[]): Uint8Array {
  const rows = records.map((record) => columns.map((column) => cellOf(record[column])));
  return Buffer.from(stringify([[...columns], ...rows], { bom: true, record_delimiter: 'windows' }));
}
