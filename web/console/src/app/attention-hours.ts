import type { PolicyView } from '../../../shared/wire/policy.ts';

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Whether an instant lies inside the attention hours (EXS-04), by the clock of the organisation. */
export function isAttended({ hours, organisation }: PolicyView, at: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: organisation.timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = part('weekday').slice(0, 3).toLowerCase();
  const clock = `${part('hour')}:${part('minute')}`;
  return hours.some(({ days, from, to }) => days.includes(day) && clock >= from && clock < to);
}

/** The attention hours as people say them: "lun–vie 09:00–18:00". */
export function hoursText({ hours }: PolicyView, locale: string): string {
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 2026-01-04 was a Sunday.
  const nameOf = (day: string) =>
    dayName.format(new Date(Date.UTC(2026, 0, 4 + Math.max(0, names.indexOf(day as never)))));
  return hours.map(({ days, from, to }) => `${daysText(days, nameOf)} ${from}–${to}`).join(', ');
}

function daysText(days: readonly string[], nameOf: (day: string) => string): string {
  const places = days.map((day) => names.indexOf(day as never));
  const isRow = places.length > 2 && places.every((place, at) => at === 0 || place === (places[at - 1] ?? 0) + 1);
  const [first, last] = [days[0], days.at(-1)];
  if (isRow && first && last) return `${nameOf(first)}–${nameOf(last)}`;
  return days.map(nameOf).join(', ');
}
