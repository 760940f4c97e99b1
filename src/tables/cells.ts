/** A spreadsheet runs cells that begin like this as formulas; an apostrophe in front makes them text. */
const RUNS = /^'*[=+\-@\t\r＝＋－＠]/;

/** A text as a cell that no spreadsheet runs. */
export function escapeCell(text: string): string {
  return RUNS.test(text) ? `'${text}` : text;
}

/** The text of a cell that `escapeCell` wrote. */
export function unescapeCell(text: string): string {
  return text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text;
}
