import type { Clock } from '../../contracts/clock.ts';
import type { Period } from '../../contracts/reports.ts';
import type { Sheet, SheetFile, SheetFormat } from '../../contracts/sheets.ts';
import { toCsv } from './csv.ts';
import { toPdf } from './pdf.ts';
import { toXlsx } from './xlsx.ts';

/** What the words of a file are made with. */
export interface SheetWords {
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  /** BCP 47 and IANA, as the policy has them now. */
  readonly place: () => { readonly locale: string; readonly timeZone: string };
  readonly clock: Clock;
}

const mediaTypes: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** Tables as one file. `name`: without its ending. */
export async function sheetFile(
  words: SheetWords,
  name: string,
  sheets: readonly Sheet[],
  format: SheetFormat,
): Promise<SheetFile> {
  return { name: `${name}.${format}`, mediaType: mediaTypes[format], body: await bodyOf(words, sheets, format) };
}

async function bodyOf(words: SheetWords, sheets: readonly Sheet[], format: SheetFormat): Promise<Buffer> {
  if (format === 'csv') return toCsv(sheets);
  return format === 'xlsx' ? toXlsx(sheets, words.place().timeZone) : toPdf(sheets, wordsOf(words));
}

function wordsOf({ t, place }: SheetWords) {
  const { locale, timeZone } = place();
  return {
    instant: (at: Date) => at.toLocaleString(locale, { timeZone, dateStyle: 'short', timeStyle: 'short' }),
    number: (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 2 }),
    page: (page: number, of: number) => t('reports.page', { page, of }),
  };
}

/** The lines under a table's title: its days, when it was made, and what figures are for (EXS-77). */
export function aboutOf(
  words: SheetWords,
  { firstDay: from, lastDay: to }: Pick<Period, 'firstDay' | 'lastDay'>,
): string[] {
  const at = wordsOf(words).instant(words.clock.now());
  return [words.t('reports.period', { from, to }), words.t('reports.asOf', { at }), words.t('reports.compass')];
}
