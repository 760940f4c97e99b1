import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { AppError } from '../../../src/errors/app-error.ts';
import { cellOf, columns, fieldsOf, headingsOf, type Row } from './record.ts';

/** Reads the first sheet of a workbook. Throws IMPORT_UNREADABLE. */
export async function readXlsx(bytes: Uint8Array, file: string): Promise<Row[]> {
  const unreadable = (problem: string, cause?: unknown) =>
    new AppError('IMPORT_UNREADABLE', { file, problem }, { cause });
  let rows: unknown[][];
  try {
    rows = await readSheet(Buffer.from(bytes), { trim: false });
  } catch (cause) {
    throw unreadable('it is not an XLSX workbook', cause);
  }
  const [first, ...rest] = rows.map((cells) => cells.map(textOf));
  if (first === undefined) throw unreadable('its first sheet is empty');
  const headings = headingsOf(first.slice(0, lastFilled(first)), file);
  return rest
    .map((cells, at) => ({ line: at + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => ({ line, fields: fieldsOf(headings, cells) }));
}

/** Writes a workbook of one sheet; every cell is text. */
export async function writeXlsx(records: readonly Readonly<Record<string, unknown>>[]): Promise<Uint8Array> {
  const heading = columns.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const rows = records.map((record) =>
    columns.map((column) => ({ value: literal(cellOf(record[column])), type: String, wrap: true })),
  );
  return writeExcelFile([heading, ...rows], { stickyRowsCount: 1, sheet: 'Conocimiento' }).toBuffer();
}

/** A workbook writes characters as `_x0041_`; a text that looks like one has to be told from it. */
function literal(text: string): string {
  const told = text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  // The writer keeps its texts in a plain object: a cell that says `valueOf` would find the method of that name.
  return told in Object.prototype ? `_x${told.charCodeAt(0).toString(16).padStart(4, '0')}_${told.slice(1)}` : told;
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? '' : String(cell);
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}
