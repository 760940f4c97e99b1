import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';

/** What keeps nothing from running, and what somebody should look at. */
export function warningsOf(policy: Policy): PolicyFinding[] {
  return [...withoutHolidays(policy), ...withoutLegalLimit(policy), ...withoutGoal(policy)];
}

/** AMB-55: a calendar of working days that knows no holiday promises answers on days when nobody works. */
function withoutHolidays({ calendar, calendars }: Policy): PolicyFinding[] {
  const all = [['calendar'], ...Object.keys(calendars).map((name) => ['calendars', name])] as const;
  return all.flatMap((path) => {
    const one = path.length === 1 ? calendar : calendars[path[1] ?? ''];
    if (one === undefined || isRoundTheClock(one)) return [];
    const { country, extra } = one.holidays;
    if (country !== null || extra.length > 0) return [];
    return [
      { path: [...path, 'holidays'], message: 'has no holiday at all; name the country, or list the days in "extra"' },
    ];
  });
}

/** AMB-45: the law's term is the customer's lawyers' to give; without it the clock does not run. */
function withoutLegalLimit({ clocks }: Policy): PolicyFinding[] {
  return clocks.flatMap(({ legal, limits }, at) =>
    legal && limits.length === 0
      ? [
          {
            path: ['clocks', at, 'limits'],
            message: "is empty: this clock does not run until the customer's lawyers give its term; write it here",
          },
        ]
      : [],
  );
}

function withoutGoal({ kpis }: Policy): PolicyFinding[] {
  return kpis.flatMap(({ goal }, at) =>
    goal === null
      ? [{ path: ['kpis', at, 'goal'], message: 'is null: the figure is shown without a goal; write one' }]
      : [],
  );
}

function isRoundTheClock({ open }: Policy['calendar']): boolean {
  const days = open.filter(({ from, to }) => from === '00:00' && to === '24:00').flatMap((period) => period.days);
  return new Set(days).size === 7;
}
