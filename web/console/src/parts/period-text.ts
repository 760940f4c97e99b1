const DAY_MS = 86_400_000;

/**
 * A period's code (`2026-11-29`, `2026-W48`, `2026-11`, `2026-Q4`, `2026-S2`, `2026`) in words: "29 nov 2026",
 * "23–29 nov 2026", "noviembre de 2026", "oct–dic 2026". What is no such code stays as it is.
 */
export function periodText(code: string, locale: string): string {
  const [, year, kind, number] = /^(\d{4})-([WQS]?)(\d{1,2})(?!\d|-)/.exec(code) ?? [];
  const says = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  if (/^\d{4}-\d\d-\d\d$/.test(code)) return says(day).format(new Date(`${code}T00:00:00Z`));
  if (year === undefined) return code;
  const at = Number(number);
  if (kind === 'W') {
    const monday = mondayOf(Number(year), at);
    return says(day).formatRange(monday, new Date(monday.getTime() + 6 * DAY_MS));
  }
  if (kind === '') return says({ month: 'long', year: 'numeric' }).format(new Date(Date.UTC(Number(year), at - 1, 1)));
  const months = kind === 'Q' ? 3 : 6;
  const first = new Date(Date.UTC(Number(year), (at - 1) * months, 1));
  const last = new Date(Date.UTC(Number(year), at * months - 1, 1));
  return says({ month: 'short', year: 'numeric' }).formatRange(first, last);
}

/** The Monday of an ISO week: week 1 has the year's first Thursday, so 4 January is always in it. */
function mondayOf(year: number, week: number): Date {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const back = (fourth.getUTCDay() + 6) % 7;
  return new Date(fourth.getTime() + ((week - 1) * 7 - back) * DAY_MS);
}
