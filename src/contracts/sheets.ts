import type { PeriodAsked } from './reports.ts';

/** Formats of an export. */
export const sheetFormats = ['csv', 'xlsx', 'pdf'] as const;
/** One of the formats. */
export type SheetFormat = (typeof sheetFormats)[number];

/** A cell: text, a number as the screen shows it, an instant, or nothing. */
export type SheetCell = string | number | Date | null;

/** A table as the screen shows it: the same figures, filters and order. */
export interface Sheet {
  readonly title: string;
  /** Lines under the title: period, filters, when it was made. */
  readonly about: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** A line through time for the PDF; values may be missing. */
  readonly chart?: { readonly title: string; readonly points: readonly { label: string; value: number | null }[] };
}

/** A file that is made. */
export interface SheetFile {
  readonly name: string;
  readonly mediaType: string;
  readonly body: Buffer;
}

/** What may be exported. `cases` needs the name of a figure. */
export interface ExportAsked {
  readonly what: 'figures' | 'cases' | 'agents';
  readonly period: PeriodAsked;
  readonly name?: string;
  readonly group?: string;
  /** Only what is this agent's own. */
  readonly agent?: string;
}

/** Exports of one organisation's figures. Throws FIGURE_UNKNOWN, INPUT_INVALID. */
export interface ExportPort {
  sheets(asked: ExportAsked): Promise<readonly Sheet[]>;
  file(asked: ExportAsked, format: SheetFormat): Promise<SheetFile>;
}
