/** What parts the cells of a table: of comma, semicolon and tab the one that stands most often in its first line, outside quotes. */
export function delimiterOf(text: string): string {
  const [first = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1);
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** The line where a record begins: a parser tells where it ends, and its cells may have line ends. */
export function startLine(record: readonly string[], endLine: number): number {
  return endLine - record.reduce((lines, cell) => lines + cell.split('\n').length - 1, 0);
}
