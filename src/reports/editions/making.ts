import { DateTime } from 'luxon';
import { type Period as NamedPeriod, periodBefore, periodOf } from '../../calendar/named-periods.ts';
import type { ReportRule } from '../../contracts/report-editions.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { ReportEditionDoc } from '../../storage/models/report-editions.ts';
import type { EditionDeps, ReportCompany } from './deps.ts';
import { isPerCompany, recipientsOf } from './recipients.ts';
import { recordDeed, reportsActor } from './recording.ts';
import type { TableScope } from './scope.ts';
import { tablesOf } from './tables.ts';
import { tellLeads } from './telling.ts';

/** A gateway that stood still for long catches up with so many periods of a report. */
const MOST_MISSED = 12;

/** Days of a report with the name that they are kept under. */
export type EditionPeriod = TableScope['period'] & { readonly code: string };

/**
 * Makes what the calendar asks for and is not there yet, each once, whatever restarts (P5). Gives the rules that failed:
 * they hold up no other.
 */
export async function makeDue(deps: EditionDeps): Promise<ReportRule[]> {
  const failed: ReportRule[] = [];
  for (const rule of deps.policy.reports) {
    try {
      await makeRule(deps, rule);
    } catch (err) {
      failed.push(rule);
      deps.logger.error({ err, organisation: deps.organisation, report: rule.name }, 'a report was not made');
    }
  }
  return failed;
}

/** What the calendar asks for by one rule. */
export async function makeRule(deps: EditionDeps, rule: ReportRule): Promise<void> {
  for (const period of await periodsDue(deps, rule))
    for (const company of await companiesOf(deps, rule)) await makeOnce(deps, { rule, period, company });
}

/** The instant at which the next report is due; null: the policy names none that come by themselves. */
export function nextDue({ policy, clock, place }: EditionDeps): Date | null {
  const ends = policy.reports.flatMap(({ every }) =>
    every === null ? [] : [periodOf(every, clock.now(), place().timeZone).to.getTime()],
  );
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

/** For each of whom an edition is made; `null`: one for all. */
export async function companiesOf(deps: EditionDeps, rule: ReportRule): Promise<readonly (ReportCompany | null)[]> {
  return isPerCompany(rule) ? deps.companies() : [null];
}

/** A period as an edition keeps it. */
export function editionPeriod({ code, from, to }: NamedPeriod, timeZone: string): EditionPeriod {
  const day = (at: Date) => DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd');
  return { code, from, to, firstDay: day(from), lastDay: day(new Date(to.getTime() - 1)) };
}

async function periodsDue(deps: EditionDeps, rule: ReportRule): Promise<EditionPeriod[]> {
  const { repository, organisation, clock, place } = deps;
  if (rule.every === null) return [];
  const { timeZone } = place();
  const now = clock.now();
  const last = periodBefore(rule.every, now, timeZone);
  const made = await repository.lastMade(organisation, rule.name);
  if (made === null) {
    // A desk that began this week has nothing to tell of the one before.
    const lines = await deps.figures.between(organisation, last.from, last.to);
    return lines.length === 0 ? [] : [editionPeriod(last, timeZone)];
  }
  const due: EditionPeriod[] = [];
  for (
    let period = last;
    period.to > made && due.length < MOST_MISSED;
    period = periodBefore(rule.every, period.from, timeZone)
  )
    due.unshift(editionPeriod(period, timeZone));
  return due;
}

interface Asked {
  readonly rule: ReportRule;
  readonly period: EditionPeriod;
  readonly company: ReportCompany | null;
}

/** Id of the edition of a report, period and customer. */
export function editionIdOf(organisation: string, { rule, period, company }: Asked): string {
  return effectIdOf('edition', organisation, `${rule.name}:${period.code}:${company?.id ?? ''}`);
}

async function makeOnce(deps: EditionDeps, asked: Asked): Promise<void> {
  if ((await deps.repository.find(editionIdOf(deps.organisation, asked))) !== null) return;
  const doc = await newEdition(deps, asked, 'system');
  if (asked.rule.accept) {
    await recordDeed(deps, doc, reportsActor, { action: 'report.make' });
    await deps.repository.add(doc);
    return tellLeads(deps, doc, 'report.toAccept');
  }
  const out = await deliveriesOf(deps, asked.rule, doc);
  const facts = { recipients: out.deliveries.length };
  await recordDeed(deps, doc, reportsActor, { action: 'report.make', facts });
  await deps.repository.add({ ...doc, ...out });
  if (out.deliveries.length === 0) await tellLeads(deps, doc, 'report.undelivered');
}

/** An edition as it is made, to be sent to nobody yet. */
export async function newEdition(deps: EditionDeps, asked: Asked, by: string): Promise<ReportEditionDoc> {
  const { rule, period, company } = asked;
  const id = editionIdOf(deps.organisation, asked);
  const madeAt = deps.clock.now();
  const { code, from, to, firstDay, lastDay } = period;
  return {
    ...{ _id: id, org: deps.organisation, report: rule.name, label: rule.label, period: code, from, to },
    ...{ firstDay, lastDay, company: company?.id ?? null, companyName: company?.name ?? null },
    ...{ madeAt, madeBy: by, issue: 1, state: 'made', needsAccepting: rule.accept, remarks: [] },
    tables: await tablesOf(deps, asked),
    ...{ deliveries: [], nextAt: null, version: 1, order: `${madeAt.toISOString()}:${id}` },
  };
}

/** Its recipients, of whom those who have this issue already are left as they are. */
export async function deliveriesOf(
  deps: Pick<EditionDeps, 'people' | 'companies' | 'clock'>,
  rule: ReportRule,
  doc: ReportEditionDoc,
): Promise<Pick<ReportEditionDoc, 'deliveries' | 'nextAt'>> {
  const company = (await deps.companies()).find(({ id }) => id === doc.company) ?? null;
  const had = new Map(doc.deliveries.filter(({ state }) => state === 'sent').map((one) => [one.to, one]));
  const now = deps.clock.now();
  const deliveries = recipientsOf(rule, company, await deps.people()).map(
    ({ to }) => had.get(to) ?? { to, state: 'waiting' as const, tries: 0, at: null, code: null },
  );
  return { deliveries, nextAt: deliveries.some(({ state }) => state === 'waiting') ? now : null };
}
