import { parse } from 'csv-parse/sync';
import { AppError } from '../errors/app-error.ts';
import { foldName } from '../policy/addresses.ts';

/** A line of a table: its number in the file (headings are line 1) and its cells by column. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Columns by their headings, folded: `correo electronico` → `mail`. */
export type Headings = Readonly<Record<string, string>>;

/**
 * Reads a table with headings, its cells parted by `,` `;` or tabs. Throws IMPORT_UNREADABLE, also for a heading that
 * nobody knows: a column that is left out in silence would be missed too late.
 */
export function readTable(csv: string, headings: Headings): TableRow[] {
  const text = csv.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/i, '');
  const options = { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, trim: true };
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, { ...options, info: true }) as unknown as typeof records;
  } catch (cause) {
    throw unreadable('a quote is not closed or stands wrong', cause);
  }
  const [first, ...rest] = records;
  if (first === undefined) throw unreadable('it is empty');
  const columns = first.record.map((heading) => headings[foldName(heading)]);
  const stranger = columns.indexOf(undefined);
  if (stranger !== -1)
    throw unreadable(`the heading of column ${stranger + 1} is not one of: ${Object.keys(headings).join(', ')}`);
  return rest.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(columns.map((column, place) => [column ?? '', record[place] ?? ''])),
  }));
}

/** The one that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1);
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function unreadable(problem: string, cause?: unknown): AppError {
  return new AppError('IMPORT_UNREADABLE', { file: 'the table', problem }, { cause });
}
