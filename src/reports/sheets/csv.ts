import { stringify } from 'csv-stringify/sync';
import type { Sheet, SheetCell } from '../../contracts/sheets.ts';
import { escapeCell } from '../../tables/cells.ts';

/** Tables as CSV (RFC 4180), UTF-8 with its mark for Excel, one after the other; no cell that runs as a formula. */
export function toCsv(sheets: readonly Sheet[]): Buffer {
  const blocks = sheets.map(({ title, columns, rows }) => {
    const head = sheets.length > 1 ? [[escapeCell(title)]] : [];
    return stringify([...head, columns.map(escapeCell), ...rows.map((row) => row.map(textOf))], {
      record_delimiter: 'windows',
    });
  });
  return Buffer.from(`\uFEFF${blocks.join('\r\n')}`);
}

function textOf(cell: SheetCell): string {
  if (cell instanceof Date) return cell.toISOString();
  // A number is no formula, whatever its sign.
  return typeof cell === 'number' ? String(cell) : escapeCell(cell ?? '');
}
