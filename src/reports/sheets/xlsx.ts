import type { Sheet, SheetCell } from '../../contracts/sheets.ts';

/** Longest name of a sheet, and what it may not have. */
const NAME = 31;
const REFUSED = /[\\/?*[\]:]/g;

/** Tables as an Excel file, a sheet each. Texts are texts: nothing in them runs. */
export async function toXlsx(sheets: readonly Sheet[], timeZone: string): Promise<Buffer> {
  // Loaded when it is needed: nobody writes a spreadsheet at a start.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const file = writeXlsxFile(
    sheets.map(({ title, about, columns, rows }, at) => ({
      sheet: `${at + 1} ${title.replace(REFUSED, ' ')}`.slice(0, NAME),
      columns: columns.map((_, column) => ({ width: column === 0 ? 34 : 18 })),
      data: [
        [{ value: title, type: String, fontWeight: 'bold' as const }],
        ...about.map((line) => [{ value: line, type: String }]),
        [],
        columns.map((column) => ({ value: column, type: String, fontWeight: 'bold' as const })),
        ...rows.map((row) => row.map((cell) => cellOf(cell, timeZone))),
      ],
    })),
  );
  return file.toBuffer();
}

function cellOf(cell: SheetCell, timeZone: string) {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell, type: String };
  return { value: localAsUtc(cell, timeZone), type: Date, format: 'yyyy-mm-dd hh:mm' };
}

/** Excel knows no zones: the instant is written as the organisation's clock shows it. */
function localAsUtc(at: Date, timeZone: string): Date {
  return new Date(`${at.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);
}
