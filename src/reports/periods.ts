import { DateTime } from 'luxon';
import type { LocalDate } from '../contracts/quota.ts';
import type { Period, PeriodAsked } from '../contracts/reports.ts';
import { AppError } from '../errors/app-error.ts';

const format = 'yyyy-MM-dd';
/** How many periods a trend shows, this one included. */
const trendLength = { day: 14, week: 8, month: 6, custom: 0 } as const;
/** Longest span that may be asked for, days. */
const MAX_DAYS = 366;

/** Days, weeks and months as the organisation's people live them (P6). */
export class Periods {
  readonly #zone: () => string;

  /** `zone`: IANA name, asked at each use. */
  constructor(zone: () => string) {
    this.#zone = zone;
  }

  /** The period that is asked for; without days, the one that `now` is in. Throws INPUT_INVALID. */
  of({ kind, from, to }: PeriodAsked, now: Date): Period {
    const first = from === undefined ? DateTime.fromJSDate(now, { zone: this.#zone() }) : this.#parse(from);
    if (kind !== 'custom') return this.#make(kind, first.startOf(kind), first.endOf(kind));
    if (from === undefined || to === undefined) throw invalid('a span of days needs its first and its last day');
    const last = this.#parse(to);
    if (last < first) throw invalid('the last day comes before the first');
    if (last.diff(first, 'days').days >= MAX_DAYS) throw invalid(`at most ${MAX_DAYS} days`);
    return this.#make(kind, first, last);
  }

  /** The periods of the same kind that lead to this one, oldest first, this one last. */
  trend(period: Period): Period[] {
    const { kind } = period;
    if (kind === 'custom') return [];
    const start = this.#parse(period.firstDay);
    return Array.from({ length: trendLength[kind] }, (_, at) => {
      const first = start.minus({ [kind]: trendLength[kind] - 1 - at });
      return this.#make(kind, first, first.endOf(kind));
    });
  }

  /** Its days, in order. */
  days(period: Period): Period[] {
    const days: Period[] = [];
    for (let day = this.#parse(period.firstDay); day.toJSDate() < period.to; day = day.plus({ days: 1 }))
      days.push(this.#make('day', day, day));
    return days;
  }

  /** The local date of an instant. */
  dateOf(at: Date): LocalDate {
    return DateTime.fromJSDate(at, { zone: this.#zone() }).toFormat(format);
  }

  /** The months that a period touches, `YYYY-MM`. */
  months(period: Period): string[] {
    return [...new Set(this.days(period).map(({ firstDay }) => firstDay.slice(0, 7)))];
  }

  #make(kind: Period['kind'], first: DateTime, last: DateTime): Period {
    const from = first.startOf('day');
    const to = last.startOf('day').plus({ days: 1 });
    return {
      ...{ kind, firstDay: from.toFormat(format), lastDay: last.toFormat(format) },
      ...{ from: from.toJSDate(), to: to.toJSDate() },
    };
  }

  #parse(date: LocalDate): DateTime {
    const parsed = DateTime.fromFormat(date, format, { zone: this.#zone() });
    if (!parsed.isValid) throw invalid('write a day as YYYY-MM-DD');
    return parsed.startOf('day');
  }
}

function invalid(problem: string): AppError {
  return new AppError('INPUT_INVALID', { path: 'period', problem });
}
