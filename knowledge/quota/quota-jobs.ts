import type { Clock } from '../../src/contracts/clock.ts';
import type { JobQueue } from '../../src/contracts/jobs.ts';
import type { NotificationPort } from '../../src/contracts/notifications.ts';
import type { LocalDate } from '../../src/contracts/quota.ts';
import { effectIdOf } from '../../src/storage/ids.ts';
import type { LocalDay } from './local-days.ts';
import type { Quota } from './quota.ts';
import { remindersOf } from './reminders.ts';
import type { QuotaRule } from './verdicts.ts';

/** What the jobs need. */
export interface QuotaJobParts {
  readonly organisation: string;
  readonly quota: Quota;
  readonly jobs: JobQueue;
  readonly notifications: NotificationPort;
  readonly clock: Clock;
}

/** The quota's own work by the clock. */
export interface QuotaJobs {
  /** Schedules what is due next; call at every start: the jobs are derived from the calendar, not kept (P5). */
  recover(): Promise<void>;
}

const REMIND = 'quota.remind';
const VERIFY = 'quota.verify';
const MINUTE = 60_000;
/** An agent at table is left in peace; looked again after this long. */
const MEAL_RETRY_MS = 5 * MINUTE;

/**
 * The word at the end of an agent's day (EXS-40, EXS-41) and the lead's weekly list (EXS-52). A notice's id is made of
 * agent and day, so whatever runs twice tells once; each run schedules the next.
 */
export function createQuotaJobs(parts: QuotaJobParts): QuotaJobs {
  const { jobs, quota } = parts;
  jobs.handle(REMIND, async ({ data }) => {
    if (quota.rule?.reminder) await remind(parts, quota.rule, String(data.date));
  });
  jobs.handle(VERIFY, async ({ data }) => {
    if (quota.rule?.verification) await remindOfVerification(parts, quota.rule, String(data.week));
  });
  return {
    async recover() {
      if (quota.rule?.reminder) await scheduleReminder(parts, quota.rule, today(parts));
      if (quota.rule?.verification) await scheduleVerification(parts, quota.rule);
    },
  };
}

function today({ quota, clock }: QuotaJobParts): LocalDate {
  return quota.days.dateOf(clock.now());
}

async function remind(parts: QuotaJobParts, rule: QuotaRule, date: LocalDate): Promise<void> {
  const { quota, clock, jobs, organisation } = parts;
  const day = quota.days.day(date);
  const now = clock.now();
  const isOver = day.closesAt === null || now >= day.to;
  const waiting = isOver ? 0 : await tellAgents(parts, rule, day);
  if (waiting > 0) {
    const runAt = new Date(now.getTime() + MEAL_RETRY_MS);
    if (runAt < day.to)
      await jobs.schedule({ key: `${REMIND}:${organisation}:meal`, type: REMIND, runAt, data: { date } });
  }
  // A job that was late by a day goes on with today, whose hour may be still to come.
  const next = isOver && date < today(parts) ? today(parts) : quota.days.next(date);
  await scheduleReminder(parts, rule, next);
}

/** Tells whoever owes something; returns how many are at table and have to be told later. */
async function tellAgents(
  { quota, clock, notifications, organisation }: QuotaJobParts,
  rule: QuotaRule,
  day: LocalDay,
): Promise<number> {
  const due = remindersOf(await quota.month(day.date.slice(0, 7)), day.date, rule);
  const presence = new Map((await quota.members()).map((member) => [member.id, member.presence]));
  let waiting = 0;
  for (const { agentId, date, missingToday, behindPace, total, target } of due) {
    if (presence.get(agentId) === 'meal') {
      waiting += 1;
      continue;
    }
    await notifications.notify({
      id: effectIdOf('notice', organisation, `${REMIND}:${agentId}:${date}`),
      organisation,
      agentId,
      kind: 'quota.reminder',
      at: clock.now(),
      facts: { date, missingToday, behindPace, total, target },
    });
  }
  return waiting;
}

async function scheduleReminder(
  { quota, clock, jobs, organisation }: QuotaJobParts,
  rule: QuotaRule,
  from: LocalDate,
): Promise<void> {
  const day = quota.days.workingDayFrom(from);
  if (!day?.closesAt || !rule.reminder) return;
  // Late for today: at once, as long as the day lasts.
  const wanted = day.closesAt.getTime() - rule.reminder.minutesBeforeClose * MINUTE;
  const runAt = new Date(
    Math.max(wanted, day.date === quota.days.dateOf(clock.now()) ? clock.now().getTime() : wanted),
  );
  await jobs.schedule({ key: `${REMIND}:${organisation}`, type: REMIND, runAt, data: { date: day.date } });
}

async function remindOfVerification(parts: QuotaJobParts, rule: QuotaRule, week: string): Promise<void> {
  const { quota, clock, notifications, organisation } = parts;
  const { pending, dueAt } = await quota.week(week);
  if (pending > 0 && dueAt !== null) {
    for (const { id: agentId, roles } of await quota.members()) {
      if (!roles.includes('lead')) continue;
      await notifications.notify({
        id: effectIdOf('notice', organisation, `${VERIFY}:${agentId}:${week}`),
        ...{ organisation, agentId, kind: 'quota.verification', at: clock.now() },
        facts: { week, pending, dueAt: dueAt.toISOString() },
      });
    }
  }
  await scheduleVerification(parts, rule, week);
}

/** The next week whose list falls due, at once when it fell due before; `after` = the week that was just told. */
async function scheduleVerification(
  { quota, clock, jobs, organisation }: QuotaJobParts,
  rule: QuotaRule,
  after?: string,
): Promise<void> {
  if (!rule.verification) return;
  const now = clock.now();
  for (const week of [quota.days.weekBefore(now), quota.days.weekOf(now)]) {
    const due = quota.days.dueDay(week, rule.verification.weekday);
    if (!due || (after !== undefined && week <= after)) continue;
    const opens = quota.days.opensAt(due);
    const runAt = new Date(Math.max(opens.getTime(), now.getTime()));
    await jobs.schedule({ key: `${VERIFY}:${organisation}`, type: VERIFY, runAt, data: { week } });
    return;
  }
}
