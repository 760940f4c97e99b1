import { phases } from '../../contracts/policy/tickets.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { calendarNames } from './calendars.ts';
import { doubles, unknownName } from './findings.ts';

/** Clocks use calendars, states and clocks that exist, and the last limit is for all that is left. */
export function checkClocks(policy: Policy): PolicyFinding[] {
  const names = policy.clocks.map(({ name }) => name);
  return [
    ...doubles(names, (index) => ['clocks', index, 'name']),
    ...policy.clocks.flatMap((_, index) => checkClock(policy, index)),
    ...policy.reminders.flatMap(({ clock }, index) =>
      names.includes(clock) ? [] : [unknownName(['reminders', index, 'clock'], clock, names)],
    ),
  ];
}

function checkClock(policy: Policy, index: number): PolicyFinding[] {
  const clock = policy.clocks[index];
  if (clock === undefined) return [];
  const path = ['clocks', index];
  const calendars = calendarNames(policy);
  const calendar = (name: string | undefined, at: PolicyPath) =>
    name === undefined || calendars.includes(name) ? [] : [unknownName(at, name, calendars)];
  const others = policy.clocks.map(({ name }) => name).filter((name) => name !== clock.name);
  return [
    ...(clock.limits.length === 0 && !clock.legal
      ? [
          {
            path: [...path, 'limits'],
            message: 'is empty; write at least one limit, or legal: true if the law sets it',
          },
        ]
      : []),
    ...calendar(clock.calendar, [...path, 'calendar']),
    ...clock.startsIn.flatMap((rule, place) => calendar(rule.calendar, [...path, 'startsIn', place, 'calendar'])),
    ...clock.limits.flatMap((limit, place) => calendar(limit.calendar, [...path, 'limits', place, 'calendar'])),
    ...clock.limits.flatMap((limit, place) =>
      limit.unit.toLowerCase().includes('days') && !Number.isInteger(limit.amount)
        ? [{ path: [...path, 'limits', place, 'amount'], message: 'days must be whole; use hours for a part of a day' }]
        : [],
    ),
    ...clock.limits.slice(0, -1).flatMap((limit, place) =>
      limit.when === undefined
        ? [
            {
              path: [...path, 'limits', place],
              message: 'hides the limits after it; give it a "when" or put it last',
            },
          ]
        : [],
    ),
    ...(clock.notAfter !== null && !others.includes(clock.notAfter)
      ? [unknownName([...path, 'notAfter'], clock.notAfter, others)]
      : []),
    ...triggersOf(clock).flatMap(([text, place]) => checkTrigger(policy, text, [...path, ...place])),
  ];
}

function triggersOf(clock: Policy['clocks'][number]): [text: string, place: PolicyPath][] {
  return [
    [clock.start, ['start']],
    ...clock.stop.map((text, index): [string, PolicyPath] => [text, ['stop', index]]),
    ...clock.pause.map((text, index): [string, PolicyPath] => [text, ['pause', index]]),
  ];
}

function checkTrigger(policy: Policy, text: string, path: PolicyPath): PolicyFinding[] {
  const [kind, name = ''] = text.split(':');
  const known: Readonly<Record<string, readonly string[]>> = {
    phase: phases,
    state: policy.tickets.states.map(({ code }) => code),
    area: policy.areas.map(({ code }) => code),
  };
  const names = known[kind ?? ''];
  return names === undefined || names.includes(name) ? [] : [unknownName(path, name, names)];
}
