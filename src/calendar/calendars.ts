import type { BusinessCalendar, Calendars } from '../contracts/calendar.ts';
import type { Policy } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { createCalendar } from './calendar.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Round the clock, holidays included: natural time (AMB-05). */
const natural: Policy['calendar'] = {
  open: [{ days: [...everyDay], from: '00:00', to: '24:00' }],
  holidays: { country: null, extra: [], removed: [] },
  mealMinutes: 0,
};

/** The calendars of one policy, each made when it is first asked for (P6). */
export function createCalendars(policy: Pick<Policy, 'organisation' | 'calendar' | 'calendars'>): Calendars {
  const made = new Map<string, BusinessCalendar>();
  return {
    get(name) {
      const known = made.get(name);
      if (known) return known;
      const calendar = createCalendar(policy.organisation, definitionOf(policy, name));
      made.set(name, calendar);
      return calendar;
    },
  };
}

function definitionOf(policy: Pick<Policy, 'calendar' | 'calendars'>, name: string): Policy['calendar'] {
  if (name === 'default') return policy.calendar;
  // A calendar of the policy's own may not be called natural; the check refuses it.
  const own = name === 'natural' ? natural : policy.calendars[name];
  if (own === undefined) throw new AppError('CALENDAR_UNKNOWN', { name });
  return own;
}
