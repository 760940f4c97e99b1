import { periodBefore } from '../../calendar/named-periods.ts';
import type { AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { Studies, StudyCase, StudyDraw, StudyReader, StudyResult, StudyRule } from '../../contracts/studies.ts';
import type { SurveyCase, SurveyDesk, SurveySpeech } from '../../contracts/surveys.ts';
import type { TicketPort, TicketView } from '../../contracts/ticket.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import { AppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { QualitySampleDoc } from '../../storage/models/quality.ts';
import type { SurveyDoc } from '../../storage/models/surveys.ts';
import type { QualityRepository } from '../../storage/repositories/quality.ts';
import type { SurveyRepository } from '../../storage/repositories/surveys.ts';
import { drawn } from '../lot.ts';
import { digestOf } from '../reviews/draw.ts';
import { isMeant } from '../surveys/asking.ts';
import { marginOf, sampleSize } from './sample-size.ts';

/** What studies work with. */
export interface StudyDeps {
  readonly samples: Pick<QualityRepository, 'keepSample' | 'sample' | 'studySamples'>;
  readonly answers: Pick<SurveyRepository, 'ofTickets'>;
  readonly surveys: Pick<SurveyDesk, 'ask' | 'record'>;
  readonly speech: () => SurveySpeech;
  readonly tickets: Pick<TicketPort, 'list' | 'get'>;
  readonly policyOf: (organisation: string) => Policy;
  readonly people: (organisation: string) => Promise<readonly DeskPerson[]>;
  readonly newSeed: () => string;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** Studies, and what an answer in a conversation leads to. */
export interface StudyBook extends Studies {
  /** The next question of the questionnaire is put once this one was answered. */
  answered(answer: Pick<SurveyDoc, 'org' | 'name' | 'ticket'>): Promise<void>;
}

/** Where draws of studies stand among those of audits. */
export const STUDY = 'study';
const JOB = 'quality.study';
const PAGE = 200;

/** Satisfaction measured by representative samples that anybody can draw again (CON-44 to CON-48). */
export function createStudies(deps: StudyDeps): StudyBook {
  const { samples, policyOf, jobs, clock, redactor } = deps;
  jobs.handle(JOB, ({ data }) => askNext(deps, String(data.organisation), String(data.study), String(data.ticket)));

  async function own(organisation: string, id: string): Promise<{ doc: QualitySampleDoc; rule: StudyRule }> {
    const doc = await samples.sample(id);
    const rule = policyOf(organisation).studies.find(({ name }) => name === doc?.audit);
    if (doc === null || doc.org !== organisation || doc.channel !== STUDY || rule === undefined)
      throw new AppError('STUDY_NOT_FOUND');
    return { doc, rule };
  }

  return {
    async list(organisation) {
      const docs = await samples.studySamples(organisation, STUDY);
      const ofStudy = (name: string) => docs.filter(({ audit }) => audit === name).map(viewDraw);
      return policyOf(organisation).studies.map((rule) => ({ rule, draws: ofStudy(rule.name) }));
    },
    async draw(reader, study) {
      const rule = policyOf(reader.organisation).studies.find(({ name }) => name === study);
      if (rule === undefined) throw new AppError('STUDY_NOT_FOUND');
      if (!reader.leads) throw new AppError('STUDY_REFUSED');
      const doc = await drawOnce(deps, reader, rule);
      for (const ticket of doc.items) await schedule(deps, doc.org, study, ticket);
      return viewDraw(doc);
    },
    async check(organisation, id) {
      const { doc, rule } = await own(organisation, id);
      const now = (await populationOf(deps, organisation, rule, doc)).map((ticket) => ticket.id);
      const again = drawn(doc.seed, now, sampleSize(now.length, rule));
      const isSame = again.length === doc.items.length && again.every((one, at) => one === doc.items[at]);
      return { ok: isSame && digestOf(now) === doc.populationDigest, population: now.length };
    },
    async cases(organisation, id) {
      const { doc, rule } = await own(organisation, id);
      return casesOf(deps, doc, rule);
    },
    async record(reader, id, { ticketId, scores, comment }) {
      const { doc, rule } = await own(reader.organisation, id);
      if (!doc.items.includes(ticketId)) throw new AppError('STUDY_NOT_FOUND');
      const strange = Object.keys(scores).find((survey) => !rule.questions.includes(survey));
      if (strange !== undefined)
        throw new AppError('INPUT_INVALID', { path: 'scores', problem: 'the study asks no such question' });
      const { ticket } = await deps.tickets.get(ticketId);
      const said = comment.trim() === '' ? null : redactor.redact(comment, { speaker: 'agent' }).text;
      const of = caseOf(ticket, clock.now());
      for (const [n, [survey, score]] of Object.entries(scores).entries())
        await deps.surveys.record({ survey, score, comment: n === 0 ? said : null }, of);
    },
    async results(reader, id) {
      const { doc, rule } = await own(reader.organisation, id);
      if (!(await mayRead(deps, reader, rule))) throw new AppError('STUDY_REFUSED');
      const cases = await casesOf(deps, doc, rule);
      return rule.questions.map((survey) => resultOf(survey, cases, { rule, population: doc.population }));
    },
    async answered({ org, name, ticket }) {
      const study = policyOf(org).studies.find(({ questions }) => questions.includes(name));
      if (study && ticket !== null) await schedule(deps, org, study.name, ticket);
    },
  };
}

function schedule({ jobs, clock }: StudyDeps, organisation: string, study: string, ticket: string): Promise<void> {
  const data = { organisation, study, ticket };
  return jobs.schedule({ key: `${JOB}:${organisation}:${study}:${ticket}`, type: JOB, runAt: clock.now(), data });
}

async function drawOnce(deps: StudyDeps, reader: StudyReader, rule: StudyRule): Promise<QualitySampleDoc> {
  const { samples, policyOf, newSeed, audit, clock } = deps;
  const { organisation } = reader;
  const period = periodBefore(rule.every, clock.now(), policyOf(organisation).organisation.timeZone);
  const id = effectIdOf('sample', organisation, `study:${rule.name}:${period.code}`);
  const known = await samples.sample(id);
  if (known !== null) return known;
  const ids = (await populationOf(deps, organisation, rule, period)).map((ticket) => ticket.id);
  const seed = newSeed();
  const items = drawn(seed, ids, sampleSize(ids.length, rule));
  const facts = { study: rule.name, period: period.code, population: ids.length, cases: items.length };
  const about = { actor: { kind: 'agent', id: reader.id }, subject: { kind: 'study', id } } as const;
  await audit.record({ organisation, at: clock.now(), action: 'study.draw', ...about, facts });
  return samples.keepSample({
    ...{ _id: id, org: organisation, audit: rule.name, channel: STUDY, period: period.code },
    ...{ from: period.from, to: period.to, seed, population: ids.length, populationDigest: digestOf(ids), items },
    ...{ at: clock.now(), spread: true },
  });
}

/** Cases that were opened in the span, are over, and that the study speaks of. */
async function populationOf(
  { tickets }: StudyDeps,
  organisation: string,
  rule: StudyRule,
  { from, to }: { from: Date; to: Date },
): Promise<TicketView[]> {
  const found: TicketView[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await tickets.list({ organisation, open: false, limit: PAGE, ...(after && { after }) });
    found.push(...page.items.filter(({ openedAt }) => openedAt >= from && openedAt < to));
    // Newest first: what comes after is older still.
    after = (page.items.at(-1)?.openedAt ?? from) < from ? null : page.next;
  }
  return found.filter((ticket) => isMeant(rule, caseOf(ticket, ticket.openedAt)));
}

async function casesOf(deps: StudyDeps, doc: QualitySampleDoc, rule: StudyRule): Promise<StudyCase[]> {
  const answers = await deps.answers.ofTickets(doc.org, rule.questions, doc.items);
  const found: StudyCase[] = [];
  for (const id of doc.items) {
    const { ticket } = await deps.tickets.get(id);
    const scoreOf = (survey: string) =>
      answers.find((one) => one.ticket === id && one.name === survey && one.state === 'answered')?.score ?? null;
    const scores = Object.fromEntries(rule.questions.map((survey) => [survey, scoreOf(survey)]));
    const { folio, contactId, conversationId } = ticket;
    found.push({ ticketId: id, folio, contactId, conversationId, scores });
  }
  return found;
}

function resultOf(
  survey: string,
  cases: readonly StudyCase[],
  { rule, population }: { rule: StudyRule; population: number },
): StudyResult {
  const scores = cases.flatMap((one) => one.scores[survey] ?? []);
  const counts: Record<string, number> = {};
  for (const score of scores) counts[score] = (counts[score] ?? 0) + 1;
  const mean = scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    survey,
    answered: scores.length,
    mean,
    counts,
    margin: marginOf(scores.length, population, rule.confidence),
  };
}

/** CON-47: puts the first question without an answer, where the case's channel is one that the study chose. */
async function askNext(deps: StudyDeps, organisation: string, study: string, id: string): Promise<void> {
  const rule = deps.policyOf(organisation).studies.find(({ name }) => name === study);
  const { ticket } = await deps.tickets.get(id);
  const channel = String(ticket.facts.channel ?? '');
  if (rule === undefined || ticket.conversationId === null || !rule.channels.includes(channel)) return;
  const answers = await deps.answers.ofTickets(organisation, rule.questions, [id]);
  const isOver = (survey: string) => answers.some(({ name, state }) => name === survey && state !== 'asked');
  if (answers.some(({ state }) => state === 'refused' || state === 'refusedForGood')) return;
  const next = rule.questions.find((survey) => !isOver(survey));
  if (next === undefined) return;
  const of = caseOf(ticket, deps.clock.now());
  await deps.speech().put(`study:${id}:${next}`, ticket.conversationId, () => deps.surveys.ask(next, of));
}

async function mayRead({ people }: StudyDeps, { organisation, id, leads }: StudyReader, { roles }: StudyRule) {
  if (leads) return true;
  const person = (await people(organisation)).find((one) => one.id === id);
  return person !== undefined && roles.some((role) => person.posts.includes(role) || person.roles.includes(role));
}

function caseOf(ticket: TicketView, at: Date): SurveyCase {
  const { organisation, id, conversationId, contactId, assignee: agentId, facts } = ticket;
  const channel = typeof facts.channel === 'string' ? facts.channel : null;
  return { organisation, kind: 'ticket', id, conversationId, contactId, agentId, channel, facts, at };
}

function viewDraw({ _id: id, audit: study, items, ...doc }: QualitySampleDoc): StudyDraw {
  const { period, from, to, population, populationDigest, seed, at } = doc;
  return { id, study, period, from, to, population, populationDigest, seed, cases: items, at };
}
