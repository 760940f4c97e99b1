import { IANAZone } from 'luxon';
import type { Policy } from '../contracts/policy.ts';
import { createHolidays } from './holidays.ts';

/** Half-open stretch of time in ms since the epoch, UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Lists the open spans inside [from, to), in order, touching ones joined. */
export type OpenSpans = (from: number, to: number) => Span[];

const DAY = 86_400_000;
const MINUTE = 60_000;
// Index = the day number since 1970-01-01 (a Thursday) modulo 7.
const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;

/**
 * Opening hours as the clock on the wall shows them: an instant is open when its local weekday and time lie in a
 * period and its local date is no holiday. So an hour that daylight saving skips is not counted, and one that it
 * repeats is counted twice.
 */
export function createOpenSpans(timeZone: string, calendar: Policy['calendar']): OpenSpans {
  const zone = IANAZone.create(timeZone);
  const isHoliday = createHolidays(calendar.holidays);
  const week = weekdays.map((day) => periodsOf(day, calendar.open));
  return (from, to) => {
    const spans: Span[] = [];
    for (const stretch of steadyStretches(zone, from, to)) {
      const firstDay = Math.floor((stretch.from + stretch.offset) / DAY);
      const lastDay = Math.floor((stretch.to + stretch.offset - 1) / DAY);
      for (let day = firstDay; day <= lastDay; day += 1) {
        if (isHoliday(day)) continue;
        for (const period of week[((day % 7) + 7) % 7] ?? []) {
          const midnight = day * DAY - stretch.offset;
          pushJoined(spans, {
            from: Math.max(midnight + period.from, stretch.from),
            to: Math.min(midnight + period.to, stretch.to),
          });
        }
      }
    }
    return spans;
  };
}

function periodsOf(day: (typeof weekdays)[number], open: Policy['calendar']['open']): Span[] {
  return open
    .filter((period) => period.days.includes(day))
    .map((period) => ({ from: timeOfDay(period.from), to: timeOfDay(period.to) }))
    .sort((a, b) => a.from - b.from);
}

function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

/** Cuts a span where the zone's offset changes. Offsets in ms, east positive. */
function steadyStretches(zone: IANAZone, from: number, to: number): (Span & { readonly offset: number })[] {
  const stretches: (Span & { readonly offset: number })[] = [];
  let start = from;
  let offset = offsetAt(zone, from);
  // Day by day: two changes inside one month (Morocco's Ramadan) would hide from a look at both ends.
  for (let at = from; at < to; at += DAY) {
    const next = Math.min(at + DAY, to);
    const after = offsetAt(zone, next);
    if (after === offset) continue;
    const change = findChange(zone, at, next);
    stretches.push({ from: start, to: change, offset });
    start = change;
    offset = after;
  }
  stretches.push({ from: start, to, offset });
  return stretches.filter((stretch) => stretch.from < stretch.to);
}

/** First ms in (low, high] that has the offset of `high`. */
function findChange(zone: IANAZone, low: number, high: number): number {
  const before = offsetAt(zone, low);
  let [known, changed] = [low, high];
  while (changed - known > 1) {
    const middle = Math.floor((known + changed) / 2);
    if (offsetAt(zone, middle) === before) known = middle;
    else changed = middle;
  }
  return changed;
}

function offsetAt(zone: IANAZone, at: number): number {
  return Math.round(zone.offset(at) * MINUTE);
}

function pushJoined(spans: Span[], span: Span): void {
  if (span.from >= span.to) return;
  const last = spans.at(-1);
  if (last !== undefined && last.to >= span.from)
    spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  else spans.push(span);
}
