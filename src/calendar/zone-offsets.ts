import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const DAY = 86_400_000;
// About 30 years of days.
const KEPT_DAYS = 11_000;

/** Offset from UTC in ms at an instant (ms), east positive. */
export type Offsets = (at: number) => number;

/** The offsets of a zone. A UTC day whose ends agree is remembered: asking the platform costs microseconds each time. */
export function createOffsets(timeZone: string): Offsets {
  const zone = IANAZone.create(timeZone);
  const ask: Offsets = (at) => Math.round(zone.offset(at) * MINUTE);
  const days = new Map<number, number | null>();
  return (at) => {
    const day = Math.floor(at / DAY);
    const known = days.get(day);
    if (known === null) return ask(at);
    if (known !== undefined) return known;
    const offset = ask(day * DAY);
    if (days.size >= KEPT_DAYS) days.clear();
    days.set(day, offset === ask((day + 1) * DAY) ? offset : null);
    return ask(at);
  };
}

/** What the clock on the wall shows, as if it were UTC (ms). */
export function wallOf(offsets: Offsets, at: number): number {
  return at + offsets(at);
}

/** The instant of a wall time: the first of two when clocks go back; moved past the gap when they skip it. */
export function instantOf(offsets: Offsets, wall: number): number {
  const before = wall - offsets(wall - DAY);
  if (wallOf(offsets, before) === wall) return before;
  const after = wall - offsets(wall + DAY);
  return wallOf(offsets, after) === wall ? after : before;
}
