import { DateTime } from 'luxon';

/** How often something comes round. */
export type Every = 'day' | 'week' | 'month' | 'quarter' | 'halfYear' | 'year';

/** A stretch of local time with a name: `2026-11-29`, `2026-W48`, `2026-11`, `2026-Q4`, `2026-S2`, `2026`. */
export interface Period {
  readonly code: string;
  readonly from: Date;
  /** Not in it any more. */
  readonly to: Date;
}

/** How long each of them lasts, as luxon takes it. */
export const periodLengths = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  halfYear: { months: 6 },
  year: { years: 1 },
} as const;

/** The period in which an instant lies, as the organisation's people live it (P6). */
export function periodOf(every: Every, at: Date, zone: string): Period {
  return periodFrom(every, startOf(every, DateTime.fromJSDate(at, { zone })));
}

/** The last period that was over at an instant. */
export function periodBefore(every: Every, at: Date, zone: string): Period {
  const { from } = periodOf(every, at, zone);
  return periodFrom(every, DateTime.fromJSDate(from, { zone }).minus(periodLengths[every]));
}

/** The last periods that were over at an instant, the oldest first. */
export function periodsBefore(every: Every, at: Date, zone: string, count: number): Period[] {
  const found: Period[] = [];
  for (let before = at; found.length < count; before = found[0]?.from ?? at) {
    found.unshift(periodBefore(every, before, zone));
  }
  return found;
}

function periodFrom(every: Every, start: DateTime): Period {
  return { code: codeOf(every, start), from: start.toJSDate(), to: start.plus(periodLengths[every]).toJSDate() };
}

function startOf(every: Every, at: DateTime): DateTime {
  if (every !== 'halfYear') return at.startOf(every);
  return at.startOf('year').plus({ months: at.month > 6 ? 6 : 0 });
}

function codeOf(every: Every, start: DateTime): string {
  switch (every) {
    case 'day':
      return start.toFormat('yyyy-MM-dd');
    case 'week':
      return start.toFormat("kkkk-'W'WW");
    case 'month':
      return start.toFormat('yyyy-MM');
    case 'quarter':
      return start.toFormat("yyyy-'Q'q");
    case 'halfYear':
      return `${start.year}-S${start.month > 6 ? 2 : 1}`;
    case 'year':
      return String(start.year);
  }
}
