import { AppError } from '../../../src/errors/app-error.ts';
import { escapeCell, unescapeCell } from '../../../src/tables/cells.ts';
import { contentFields, normalised } from '../content.ts';

/** A line of a file: its fields under our names, not checked yet. */
export interface Row {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Columns of tables and keys of front matter, in order. */
export const columns = ['id', 'state', ...contentFields] as const;

const lists = new Set(['tags', 'examples']);
/** An empty cell means null here; elsewhere it means "not said". */
const nullable = new Set(['module', 'salesKind', 'url', 'reviewOn']);

/** What people call the columns, without case and accents. */
const names: Readonly<Record<string, readonly string[]>> = {
  id: ['clave', 'identificador'],
  state: ['estado'],
  title: ['titulo', 'tema'],
  summary: ['resumen', 'descripcion'],
  body: ['contenido', 'cuerpo', 'texto', 'notas'],
  tags: ['etiquetas', 'palabras clave'],
  module: ['modulo'],
  audience: ['audiencia', 'publico', 'para'],
  type: ['tipo', 'tipo de entrada'],
  salesKind: ['sales kind', 'tipo de venta', 'material de venta'],
  url: ['liga', 'enlace', 'link', 'direccion'],
  examples: ['ejemplos', 'preguntas', 'preguntas de ejemplo'],
  language: ['idioma', 'lengua'],
  reviewOn: ['review on', 'revisar', 'revisar el', 'revision', 'fecha de revision'],
};

/** What people call the values. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  audience: { soporte: 'support', ventas: 'sales', venta: 'sales' },
  language: { espanol: 'es', ingles: 'en', english: 'en' },
  state: {
    ...{ borrador: 'draft', publicado: 'published', publicada: 'published' },
    ...{ archivado: 'archived', archivada: 'archived' },
  },
};

const byName = new Map(
  columns.flatMap((column) => [column, ...(names[column] ?? [])].map((name) => [normalised(name), column] as const)),
);

/** Our name of a column, or null. */
export function columnOf(heading: string): string | null {
  return byName.get(normalised(heading)) ?? null;
}

/** A row of a table as fields; cells that say nothing are left out. */
export function fieldsOf(headings: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [at, column] of headings.entries()) {
    const text = unescapeCell(cells[at] ?? '').trim();
    if (text === '') {
      if (nullable.has(column)) fields[column] = null;
      else if (lists.has(column)) fields[column] = [];
      else if (column === 'summary' || column === 'body') fields[column] = '';
      continue;
    }
    fields[column] = lists.has(column) ? splitList(text, cells[at] ?? '') : wordOf(column, text);
  }
  return fields;
}

/** A word of ours for a word of theirs: `Ventas` → `sales`, `Caso de uso` → `caso_de_uso`. */
export function wordOf(column: string, text: string): string {
  const plain = normalised(text);
  const known = values[column]?.[plain];
  if (known !== undefined) return known;
  return column === 'type' || column === 'salesKind' || column === 'module' ? plain.replaceAll(' ', '_') : text;
}

/** A value as a cell of a table. */
export function cellOf(value: unknown): string {
  return escapeCell(Array.isArray(value) ? joinList(value.map(String)) : String(value ?? ''));
}

/** One item a line. A single item that looks like several gets a line end, so that it is not taken apart. */
function joinList(items: readonly string[]): string {
  const [only] = items;
  return items.length === 1 && only !== undefined && /[;|]/.test(only) ? `${only}\n` : items.join('\n');
}

/** Lines; in one line, what stands between `;` or `|`. */
function splitList(text: string, whole: string): string[] {
  const parts = whole.includes('\n') ? text.split('\n') : text.split(/[;|]/);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The headings of a table under our names. Throws IMPORT_UNREADABLE. */
export function headingsOf(cells: readonly string[], file: string): string[] {
  return cells.map((cell, at) => {
    const column = columnOf(cell);
    if (column !== null) return column;
    const known = columns.join(', ');
    throw new AppError('IMPORT_UNREADABLE', {
      file,
      problem: `column ${at + 1} has an unknown heading. Known: ${known}`,
    });
  });
}
