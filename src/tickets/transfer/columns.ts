import { AppError } from '../../errors/app-error.ts';

/** Columns that an import takes in. `field.<name>` and `fact.<name>` besides. */
export const importColumns = [
  'row',
  'subject',
  'description',
  'area',
  'subarea',
  'company',
  'openedAt',
  'state',
  'note',
  'solutionType',
  'closingCode',
  'closedAt',
] as const;
/** One of them. */
export type ImportColumn = (typeof importColumns)[number];

/** Columns that an export writes and an import only tells of: they follow from the others. */
export const toldColumns = ['stateLabel', 'phase', 'priority', 'assignee', 'updatedAt', 'dueAt', 'references'] as const;

/** What people call the columns, without case and accents. */
const names: Readonly<Record<ImportColumn, readonly string[]>> = {
  row: ['id', 'folio', 'clave', 'numero', 'numero de caso', 'caso', 'radicado', 'ticket'],
  subject: ['asunto', 'titulo', 'resumen'],
  description: ['descripcion', 'detalle', 'texto'],
  area: [],
  subarea: ['subarea', 'sub area'],
  company: ['empresa', 'cliente', 'organizacion', 'compania'],
  openedAt: ['opened at', 'fecha', 'fecha de apertura', 'apertura', 'abierto', 'registrado'],
  state: ['estado', 'estatus', 'status'],
  note: ['nota', 'solucion', 'comentario'],
  solutionType: ['tipo de solucion'],
  closingCode: ['codigo de cierre'],
  closedAt: ['closed at', 'fecha de cierre', 'cierre', 'cerrado'],
};

const known = new Map(
  importColumns.flatMap((column) => [column, ...names[column]].map((name) => [plain(name), column] as const)),
);
const told = new Set<string>(toldColumns.map(plain));

/** What the columns of a file are, by place. Null: told only. */
export interface Headings {
  readonly columns: readonly (string | null)[];
  readonly ignored: readonly string[];
}

/** Reads the first line of a table. Throws IMPORT_UNREADABLE for a column that nobody knows: nothing is lost quietly. */
export function readHeadings(cells: readonly string[], file: string): Headings {
  const columns = cells.map((cell, at) => columnOf(cell.trim(), at, file));
  const taken = columns.filter((column) => column !== null);
  const twice = taken.find((column, at) => taken.indexOf(column) !== at);
  if (twice !== undefined) throw unreadable(file, `it has two columns for ${twice}`);
  for (const needed of ['row', 'subject'] as const) {
    if (!taken.includes(needed)) throw unreadable(file, `it has no column ${needed} (${names[needed].join(', ')})`);
  }
  const ignored = toldColumns.filter((column) => cells.some((cell) => plain(cell) === plain(column)));
  return { columns, ignored };
}

function columnOf(heading: string, at: number, file: string): string | null {
  if (told.has(plain(heading))) return null;
  const extra = /^(field|fact)\.([A-Za-z][A-Za-z0-9_]{0,63})$/.exec(heading);
  const column = extra ? heading : known.get(plain(heading));
  if (column !== undefined) return column;
  const all = [...importColumns, 'field.<name>', 'fact.<name>'].join(', ');
  throw unreadable(file, `column ${at + 1} has an unknown heading. Known: ${all}`);
}

function unreadable(file: string, problem: string): AppError {
  return new AppError('IMPORT_UNREADABLE', { file, problem });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').trim().toLowerCase();
}
