import { type Period, periodOf } from '../../calendar/named-periods.ts';
import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { RoutineRule } from '../../contracts/routines.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { RoutineItemDoc, RoutineRunDoc } from '../../storage/models/routines.ts';
import { holdersOf } from '../notices.ts';

const MINUTE = 60_000;
/** What belongs to the start of the day is done within so many open minutes. */
const START_MINUTES = 120;

/** What a checklist is planned from. */
export interface PlanDeps {
  readonly organisation: string;
  readonly zone: string;
  readonly calendar: BusinessCalendar;
  readonly people: readonly DeskPerson[];
  readonly now: Date;
}

/** The checklists of a routine for the period in which `now` lies: none on a day on which nobody works (EXS-31, P6). */
export function runsOf(rule: RoutineRule, plan: PlanDeps): RoutineRunDoc[] {
  const period = periodOf(rule.every, plan.now, plan.zone);
  const due = dueAt(rule, period, plan.calendar);
  if (due === null) return [];
  const owners = rule.each === 'role' ? [null] : holdersOf(rule.roles, plan.people).map(({ id }) => id);
  const remindAt = new Date(Math.max(due.getTime() - rule.remindMinutes * MINUTE, period.from.getTime()));
  return owners.map((owner) => ({
    _id: effectIdOf('routine', plan.organisation, `${rule.name}:${period.code}:${owner ?? ''}`),
    ...{ org: plan.organisation, routine: rule.name, label: rule.label, every: rule.every, moment: rule.moment },
    ...{
      period: period.code,
      owner,
      roles: [...rule.roles],
      from: period.from,
      remindAt,
      dueAt: due,
      nextAt: remindAt,
    },
    ...{ items: itemsOf(rule), version: 1, signedBy: null, signedAt: null, note: null },
  }));
}

/** The desk's last closing in the period; what belongs to the start of a day is due early. Null: a day without work. */
function dueAt({ every, moment }: RoutineRule, { from, to }: Period, calendar: BusinessCalendar): Date | null {
  const open = calendar.workingMinutesBetween(from, to);
  if (open <= 0) return every === 'day' ? null : to;
  return calendar.addWorkingMinutes(from, moment === 'start' ? Math.min(START_MINUTES, open) : open);
}

function itemsOf({ items, name, label }: RoutineRule): RoutineItemDoc[] {
  const listed =
    items.length > 0 ? items : [{ code: name, label, list: null, area: null, evidence: false, count: false }];
  return listed.map(({ code, label: text, list, area, evidence, count }) => ({
    ...{ code, label: text, list, area, needsEvidence: evidence, done: false, by: null, at: null },
    ...{ needsCount: count, count: null, evidence: [], lines: null },
  }));
}
