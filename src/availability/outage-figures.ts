import type { OutageFigure } from '../contracts/availability-desk.ts';
import type { OutageDoc } from '../storage/models/availability.ts';

/** Figures of each service in a period, the one that was away the longest first. An event without an end lasts until now. Pure. */
export function outageFigures(
  outages: readonly Pick<OutageDoc, 'service' | 'startedAt' | 'endedAt'>[],
  { from, to, now }: { readonly from: Date; readonly to: Date; readonly now: Date },
): OutageFigure[] {
  const end = to < now ? to : now;
  const length = Math.max(1, end.getTime() - from.getTime());
  const services = [...new Set(outages.map(({ service }) => service))];
  const figures = services.map((service) => {
    const events = outages.filter((one) => one.service === service);
    const spans = events
      .map(({ startedAt, endedAt }): [number, number] => [
        Math.max(startedAt.getTime(), from.getTime()),
        Math.min((endedAt ?? now).getTime(), end.getTime()),
      ])
      .filter(([start, stop]) => stop > start);
    const downMs = unionOf(spans);
    const longestMs = Math.max(0, ...spans.map(([start, stop]) => stop - start));
    const availability = Math.round((1 - downMs / length) * 10_000) / 100;
    return { service, events: events.length, downMs, longestMs, availability };
  });
  return figures.sort((a, b) => b.downMs - a.downMs || a.service.localeCompare(b.service));
}

function unionOf(spans: readonly [number, number][]): number {
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, stop] of [...spans].sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, stop - Math.max(start, reached));
    reached = Math.max(reached, stop);
  }
  return sum;
}
