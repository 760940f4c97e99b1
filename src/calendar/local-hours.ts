import type { Span, Week } from './week.ts';
import type { Offsets } from './zone-offsets.ts';

/** Lists the open spans inside [from, to), in order, touching ones joined. */
export type OpenSpans = (from: number, to: number) => Span[];

const DAY = 86_400_000;

/**
 * Opening hours as the clock on the wall shows them: an instant is open when its local weekday and time lie in a
 * period and its local date is no holiday. So an hour that daylight saving skips is not counted, and one that it
 * repeats is counted twice.
 */
export function createOpenSpans(offsets: Offsets, week: Week): OpenSpans {
  return (from, to) => {
    const spans: Span[] = [];
    for (const stretch of steadyStretches(offsets, from, to)) {
      const firstDay = Math.floor((stretch.from + stretch.offset) / DAY);
      const lastDay = Math.floor((stretch.to + stretch.offset - 1) / DAY);
      for (let day = firstDay; day <= lastDay; day += 1) {
        for (const period of week.periodsOf(day)) {
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

/** Cuts a span where the zone's offset changes. Offsets in ms, east positive. */
function steadyStretches(offsets: Offsets, from: number, to: number): (Span & { readonly offset: number })[] {
  const stretches: (Span & { readonly offset: number })[] = [];
  let start = from;
  let offset = offsets(from);
  // Day by day: two changes inside one month (Morocco's Ramadan) would hide from a look at both ends.
  for (let at = from; at < to; at += DAY) {
    const next = Math.min(at + DAY, to);
    const after = offsets(next);
    if (after === offset) continue;
    const change = findChange(offsets, at, next);
    stretches.push({ from: start, to: change, offset });
    start = change;
    offset = after;
  }
  stretches.push({ from: start, to, offset });
  return stretches.filter((stretch) => stretch.from < stretch.to);
}

/** First ms in (low, high] that has the offset of `high`. */
function findChange(offsets: Offsets, low: number, high: number): number {
  const before = offsets(low);
  let [known, changed] = [low, high];
  while (changed - known > 1) {
    const middle = Math.floor((known + changed) / 2);
    if (offsets(middle) === before) known = middle;
    else changed = middle;
  }
  return changed;
}

function pushJoined(spans: Span[], span: Span): void {
  if (span.from >= span.to) return;
  const last = spans.at(-1);
  if (last !== undefined && last.to >= span.from)
    spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  else spans.push(span);
}
