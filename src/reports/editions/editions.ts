import type { AuditActor } from '../../contracts/audit.ts';
import type { ReportEdition, ReportEditions, ReportRule } from '../../contracts/report-editions.ts';
import type { PeriodAsked } from '../../contracts/reports.ts';
import { AppError } from '../../errors/app-error.ts';
import type { EditionDeliveryDoc, ReportEditionDoc } from '../../storage/models/report-editions.ts';
import { Periods } from '../periods.ts';
import { sheetFile } from '../sheets/sheet-file.ts';
import type { EditionDeps, ReportCompany } from './deps.ts';
import { fileNameOf, sendDue } from './mailing.ts';
import { deliveriesOf, type EditionPeriod, editionIdOf, makeDue, makeRule, newEdition, nextDue } from './making.ts';
import { isPerCompany, recipientsOf } from './recipients.ts';
import { recordDeed } from './recording.ts';
import { tablesOf } from './tables.ts';
import { withSubjects } from './ticket-tables.ts';

/** Reports that come by themselves. */
export interface ReportEditionBook extends ReportEditions {
  /** Makes what is due, sends what waits, plans the next look (P5). */
  run(): Promise<void>;
  /** Leaves that to the queue: neither a month's figures nor a slow mail server holds up a start. */
  recover(): Promise<void>;
}

const JOB = 'reports.editions';
/** One rule that failed: the queue tries it again, ever later, and shows it to administrators. */
const RULE_JOB = 'reports.rule';

const AGAIN_MS = 60_000;

/** Reports as they are handed in: made by the calendar or on demand, accepted where the policy asks for it, mailed. */
export function createReportEditions(deps: EditionDeps): ReportEditionBook {
  const { repository, jobs } = deps;
  const run = () => runAll(deps);
  jobs.handle(JOB, run);
  jobs.handle(RULE_JOB, ({ data }) => runRule(deps, String(data.report)));
  const view = async (doc: ReportEditionDoc) => viewEdition(doc, await namesOf(deps));

  async function own(id: string): Promise<ReportEditionDoc> {
    const found = await repository.find(id);
    if (found === null || found.org !== deps.organisation) throw new AppError('REPORT_EDITION_NOT_FOUND');
    return found;
  }

  async function change(doc: ReportEditionDoc, set: Partial<ReportEditionDoc>): Promise<ReportEdition> {
    const done = await repository.change(doc, set);
    if (done === null) throw refused('somebody changed it meanwhile; open it again');
    // Away from the request: the mail server may be slow, and the queue tries again.
    if (done.nextAt !== null) await plan(deps, done.nextAt);
    return view(done);
  }

  async function remade(doc: ReportEditionDoc, by: AuditActor): Promise<ReportEdition> {
    if (doc.state === 'accepted') throw refused('it was accepted; its figures stand');
    const rule = ruleOf(deps, doc.report);
    const company = await companyOf(deps, doc.company);
    const period = { ...doc, code: doc.period };
    const tables = await tablesOf(deps, { rule, period, company });
    const issue = doc.issue + 1;
    await recordDeed(deps, { ...doc, issue }, by, { action: 'report.make' });
    const made = { tables, madeAt: deps.clock.now(), madeBy: by.id, issue, state: 'made' as const };
    return change(doc, { ...made, deliveries: [], nextAt: null });
  }

  return {
    run,
    recover: () => plan(deps, deps.clock.now()),
    offers: () => offersOf(deps),
    async list(page) {
      const docs = await repository.list(deps.organisation, page);
      const names = await namesOf(deps);
      const next = docs.length < page.limit ? null : (docs.at(-1)?.order ?? null);
      return { items: docs.map((doc) => viewEdition(doc, names)), next };
    },
    get: async (id) => view(await own(id)),
    sheets: async (id) => sheetsOf(deps, await own(id)),
    async file(id, format) {
      const doc = await own(id);
      return sheetFile(deps, fileNameOf(doc), await sheetsOf(deps, doc), format);
    },
    async make({ report, period: days, company: named }, by) {
      const rule = ruleOf(deps, report);
      const asked = { rule, period: periodAsked(deps, days), company: await companyNamed(deps, rule, named) };
      const known = await repository.find(editionIdOf(deps.organisation, asked));
      if (known !== null) return remade(known, by);
      const doc = await newEdition(deps, asked, by.id);
      await recordDeed(deps, doc, by, { action: 'report.make' });
      await repository.add(doc);
      return view(await own(doc._id));
    },
    remake: async (id, by) => remade(await own(id), by),
    async decide(id, decision, by) {
      const doc = await own(id);
      return change(doc, await decided(deps, doc, decision, by));
    },
    async send(id, by) {
      const doc = await own(id);
      if (doc.needsAccepting && doc.state !== 'accepted') throw refused('it has to be accepted before it is sent');
      const out = await deliveriesOf(deps, ruleOf(deps, doc.report), doc);
      if (out.deliveries.length === 0)
        throw refused('nobody holds the post that it goes to, or the customer named nobody');
      await recordDeed(deps, doc, by, { action: 'report.send', facts: { recipients: out.deliveries.length } });
      return change(doc, out);
    },
  };
}

async function runAll(deps: EditionDeps): Promise<void> {
  for (const { name } of await makeDue(deps)) await tryAgain(deps, name);
  const sends = await sendDue(deps);
  const next = [nextDue(deps), sends].filter((at) => at !== null).map((at) => at.getTime());
  if (next.length > 0) await plan(deps, new Date(Math.min(...next)));
}

/** What accepting or returning changes; refused before the trail hears of it. */
async function decided(
  deps: EditionDeps,
  doc: ReportEditionDoc,
  { verdict, text }: Parameters<ReportEditions['decide']>[1],
  by: AuditActor,
): Promise<Partial<ReportEditionDoc>> {
  if (!doc.needsAccepting) throw refused('nobody has to accept it');
  if (doc.state !== 'made') throw refused('it was decided on already; make it again first');
  if (verdict === 'returned' && text.trim() === '') throw refused('say what is to be put right');
  const clean = text.trim() === '' ? null : deps.redactor.redact(text, { speaker: 'agent' }).text;
  const remarks = [...doc.remarks, { by: by.id, at: deps.clock.now(), verdict, text: clean }];
  if (verdict === 'returned') {
    await recordDeed(deps, doc, by, { action: 'report.return' });
    return { state: verdict, remarks };
  }
  const out = await deliveriesOf(deps, ruleOf(deps, doc.report), doc);
  await recordDeed(deps, doc, by, { action: 'report.accept', facts: { recipients: out.deliveries.length } });
  return { state: verdict, remarks, ...out };
}

/** Again what failed; a rule that the policy names no more is forgotten. */
async function runRule(deps: EditionDeps, name: string): Promise<void> {
  const rule = deps.policy.reports.find((one) => one.name === name);
  if (rule === undefined) return;
  await makeRule(deps, rule);
  await plan(deps, deps.clock.now());
}

function tryAgain({ jobs, organisation, clock }: EditionDeps, report: string): Promise<void> {
  const runAt = new Date(clock.now().getTime() + AGAIN_MS);
  return jobs.schedule({
    key: `${RULE_JOB}:${organisation}:${report}`,
    type: RULE_JOB,
    runAt,
    data: { organisation, report },
  });
}

function plan({ jobs, organisation }: EditionDeps, runAt: Date): Promise<void> {
  return jobs.schedule({ key: `${JOB}:${organisation}`, type: JOB, runAt, data: { organisation } });
}

function ruleOf({ policy }: EditionDeps, name: string): ReportRule {
  const rule = policy.reports.find((one) => one.name === name);
  if (rule === undefined) throw new AppError('REPORT_UNKNOWN');
  return rule;
}

async function companyOf({ companies }: EditionDeps, id: string | null): Promise<ReportCompany | null> {
  return (await companies()).find((one) => one.id === id) ?? null;
}

async function companyNamed(deps: EditionDeps, rule: ReportRule, name: string | null): Promise<ReportCompany | null> {
  if (!isPerCompany(rule)) return null;
  const found = (await deps.companies()).find((one) => one.name === name);
  if (found === undefined) throw refused('it is made for one customer; name one of the list');
  return found;
}

function periodAsked({ place, clock }: EditionDeps, asked: PeriodAsked): EditionPeriod {
  const { firstDay, lastDay, from, to } = new Periods(() => place().timeZone).of(asked, clock.now());
  return { code: `${firstDay}/${lastDay}`, from, to, firstDay, lastDay };
}

async function offersOf(deps: EditionDeps) {
  const people = await deps.people();
  const companies = (await deps.companies()).map(({ name }) => name);
  const reports = deps.policy.reports.map((rule) => {
    const { name, label, every, accept: needsAccepting } = rule;
    const recipients = recipientsOf(rule, null, people).map((one) => one.name);
    return { name, label, every, needsAccepting, perCompany: isPerCompany(rule), recipients };
  });
  return { reports, companies };
}

async function sheetsOf(deps: EditionDeps, { tables }: ReportEditionDoc) {
  const sheets = [];
  for (const table of tables) sheets.push(await withSubjects(deps, table));
  return sheets;
}

async function namesOf({ people, companies }: EditionDeps): Promise<ReadonlyMap<string, string>> {
  const desk = (await people()).map(({ id, name }) => [`agent:${id}`, name] as const);
  return new Map([...desk, ...(await companies()).map(({ id, name }) => [`company:${id}`, name] as const)]);
}

function viewEdition(doc: ReportEditionDoc, names: ReadonlyMap<string, string>): ReportEdition {
  const { _id: id, org: organisation, report, label, period, firstDay, lastDay, companyName: company } = doc;
  const { madeAt, madeBy, issue, state, needsAccepting, remarks } = doc;
  const delivery = ({ to, state: how, at, code }: EditionDeliveryDoc) => {
    return { to, name: names.get(to) ?? null, state: how, at, code };
  };
  return {
    ...{ id, organisation, report, label, period, firstDay, lastDay, company, madeAt },
    madeBy: names.get(`agent:${madeBy}`) ?? madeBy,
    ...{ issue, state, needsAccepting },
    remarks: remarks.map((one) => ({ ...one, by: names.get(`agent:${one.by}`) ?? one.by })),
    deliveries: doc.deliveries.map(delivery),
    tables: doc.tables.map(({ title, rows }) => ({ title, rows: rows.length })),
  };
}

function refused(problem: string): AppError {
  return new AppError('REPORT_EDITION_REFUSED', { problem });
}
