import type { Cue } from '../../lexicon/cues.ts';
import type { Rule } from '../../rule.ts';
import { shapeOf } from '../../text/shape.ts';
import { lineEnd } from '../../text/tokens.ts';
import type { Range, View } from '../../text/view.ts';
import { sensedCues } from './cue-sense.ts';

const SEPARATORS = ['\t', '|', ';', ','] as const;
/** Longest line of a table, and the most lines that are read below a header. */
const LONGEST_LINE = 400;
const MOST_LINES = 200;
const HEADING = /^[\s"']{0,9}[a-z][a-z .()/_-]{0,40}["'\s]{0,9}$/;

interface Header {
  readonly separator: string;
  readonly column: number;
  readonly columns: number;
  readonly end: number;
}

/** The header of a table in which the cue names a column, when a line of as many cells follows. */
export function headerAt(view: View, cue: Cue): Header | undefined {
  const start = lineStart(view.lower, cue.start);
  const end = lineEnd(view.lower, cue.start, LONGEST_LINE);
  const line = view.lower.slice(start, end);
  for (const separator of SEPARATORS) {
    if (!line.includes(separator)) continue;
    const cells = line.split(separator);
    if (separator === ',' && line.includes(', ') && cells.length < 3) return undefined;
    const named = cells.filter((cell) => cell.trim() !== '');
    if (named.length < 2 || !named.every((cell) => HEADING.test(cell))) return undefined;
    const column = line.slice(0, cue.start - start).split(separator).length - 1;
    const header = { separator, column, columns: cells.length, end };
    return cellsBelow(view, header).length > 0 ? header : undefined;
  }
  return undefined;
}

function lineStart(text: string, at: number): number {
  return Math.max(at - LONGEST_LINE, text.lastIndexOf('\n', at - 1) + 1);
}

/** The cells of the column that hold a value, not a mark. */
function rowsBelow(view: View, header: Header): Range[] {
  return cellsBelow(view, header).filter(({ start, end }) => shapeOf(view.text.slice(start, end)) !== 'mask');
}

/** The cell of the column in each line below; a rule of dashes is passed over. */
function cellsBelow(view: View, { separator, column, columns, end }: Header): Range[] {
  const found: Range[] = [];
  let at = end;
  for (let row = 0; row < MOST_LINES && at < view.text.length; row++) {
    const gap = /^[\r\n]{1,6}/.exec(view.text.slice(at, at + 6))?.[0].length ?? 0;
    const start = at + gap;
    const stop = lineEnd(view.text, start, LONGEST_LINE);
    const cells = view.text.slice(start, stop).split(separator);
    if (gap === 0 || cells.length !== columns) return found;
    at = stop;
    const before = cells.slice(0, column).join(separator).length + (column > 0 ? 1 : 0);
    const cell = cells[column] ?? '';
    if (/^[\s:=-]*$/.test(cell)) continue;
    const value = cell.trim().replace(/^["'`*]{1,3}|["'`*]{1,3}$/g, '');
    const from = start + before + cell.indexOf(value);
    found.push({ start: from, end: from + value.length });
  }
  return found;
}

/** The column of passwords in a table: CSV, markdown, columns by tabs. */
export const tabledPassword: Rule = {
  id: 'password.table',
  kind: 'password',
  hint: /[\t|;,]/,
  examples: {
    hit: ['usuario,contraseña,rol\nana,⟦canela⟧,ventas', '| usuario | clave |\n|---|---|\n| ana | ⟦luna_22⟧ |'],
    miss: ['clave,descripción\nTOR-22,tornillo', 'usuario, contraseña y correo\ngracias, ana'],
  },
  find: (view) =>
    sensedCues(view).flatMap((cue) => {
      if (
        cue.sense === 'none' ||
        (cue.strength !== 'strong' && !/(?:usuario|user|login|correo)/.test(lineOf(view, cue)))
      )
        return [];
      const header = headerAt(view, cue);
      return header === undefined ? [] : rowsBelow(view, header);
    }),
};

function lineOf(view: View, cue: Cue): string {
  return view.lower.slice(lineStart(view.lower, cue.start), lineEnd(view.lower, cue.start, LONGEST_LINE));
}
