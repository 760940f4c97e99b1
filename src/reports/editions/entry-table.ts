import { periodOf } from '../../calendar/named-periods.ts';
import type { QuotaWeek, WeekItem } from '../../contracts/quota.ts';
import type { SheetCell } from '../../contracts/sheets.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { EditionTableDoc } from '../../storage/models/report-editions.ts';
import { aboutOf } from '../sheets/sheet-file.ts';
import type { TableDeps } from './deps.ts';
import type { TableScope } from './scope.ts';

const columns = ['agent', 'week', 'entry', 'kind', 'at', 'verified'];

/** What each agent wrote into the knowledge base, week by week (EXS-52). An agent who wrote nothing has a line that says so. */
export async function entryTable(deps: TableDeps, { period }: TableScope): Promise<EditionTableDoc> {
  const { t } = deps;
  const weeks = await weeksOf(deps, period);
  return {
    title: t('reports.knowledge.title'),
    about: aboutOf(deps, period),
    columns: columns.map((column) => t(`reports.column.${column}`)),
    rows: weeks.flatMap(({ week, agents }) =>
      agents.flatMap(({ name, items }) => linesOf(deps, items).map((line) => [name, week, ...line])),
    ),
  };
}

function linesOf({ t }: TableDeps, items: readonly WeekItem[]): SheetCell[][] {
  if (items.length === 0) return [[t('reports.knowledge.none'), null, null, null]];
  return items.map(({ title, kind, at, state }) => [
    ...[title, t(`reports.knowledge.${kind}`), at, t(`reports.knowledge.${state}`)],
  ]);
}

/** The weeks that begin in the period; one week's report is about that week. */
async function weeksOf({ quota, place }: TableDeps, { from, to }: TableScope['period']): Promise<QuotaWeek[]> {
  const weeks: QuotaWeek[] = [];
  const { timeZone } = place();
  let week = periodOf('week', from, timeZone);
  if (week.from < from) week = periodOf('week', week.to, timeZone);
  for (; week.from < to; week = periodOf('week', week.to, timeZone)) {
    try {
      weeks.push(await quota.week(week.code));
    } catch (error) {
      // An organisation without a quota keeps no such list.
      if (!isAppError(error, 'QUOTA_NOT_SET')) throw error;
    }
  }
  return weeks;
}
