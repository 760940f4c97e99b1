import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { holidayCountries } from './holiday-countries.ts';

type Calendar = Policy['calendar'];

/** Hours are in order, holidays exist, and no calendar takes a name that is already given. */
export function checkCalendars({ calendar, calendars }: Policy): PolicyFinding[] {
  return [
    ...checkCalendar(calendar, ['calendar']),
    ...Object.entries(calendars).flatMap(([name, own]) => [
      ...(name === 'natural' || name === 'default'
        ? [{ path: ['calendars', name], onKey: true, message: `"${name}" is always there; give yours another name` }]
        : []),
      ...checkCalendar(own, ['calendars', name]),
    ]),
  ];
}

/** The names that clocks may use. */
export function calendarNames({ calendars }: Policy): string[] {
  return ['natural', 'default', ...Object.keys(calendars)];
}

function checkCalendar(calendar: Calendar, path: PolicyPath): PolicyFinding[] {
  return [...checkPeriods(calendar, path), ...checkHolidays(calendar, path)];
}

function checkPeriods(calendar: Calendar, base: PolicyPath): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const perDay = new Map<string, { from: string; to: string }[]>();
  for (const [index, period] of calendar.open.entries()) {
    const path = [...base, 'open', index];
    if (period.from >= period.to) {
      findings.push({
        path: [...path, 'to'],
        message: `closes at ${period.to}, not after it opens at ${period.from}; put the later time in "to", and split a night at 24:00`,
      });
      continue;
    }
    for (const day of period.days) {
      const others = perDay.get(day) ?? [];
      if (others.some((other) => period.from < other.to && other.from < period.to)) {
        findings.push({ path, message: `overlaps another period of ${day}; join the two` });
      }
      perDay.set(day, [...others, period]);
    }
  }
  return findings;
}

function checkHolidays({ holidays }: Calendar, base: PolicyPath): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const { country } = holidays;
  if (country !== null && !holidayCountries.has(country)) {
    findings.push({
      path: [...base, 'holidays', 'country'],
      message: `"${country}" has no known holidays; use an ISO 3166 code such as MX, or null and list the days in extra`,
    });
  }
  for (const [index, date] of holidays.removed.entries()) {
    if (holidays.extra.includes(date)) {
      findings.push({
        path: [...base, 'holidays', 'removed', index],
        message: `${date} is both extra and removed; keep one`,
      });
    }
  }
  return findings;
}
