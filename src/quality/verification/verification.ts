import { periodOf } from '../../calendar/named-periods.ts';
import type { AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { TicketEvent, TicketPort, TicketView } from '../../contracts/ticket.ts';
import type { CallResult, VerificationQueue } from '../../contracts/verification.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { SatisfactionCheckDoc } from '../../storage/models/satisfaction.ts';
import type { SatisfactionRepository } from '../../storage/repositories/satisfaction.ts';
import { drawn } from '../lot.ts';
import type { QualityNotices } from '../notices.ts';
import { refused } from '../refusals.ts';
import type { LowAnswer } from '../surveys/surveys.ts';
import { checkOf, lowCheckOf, verificationFor } from './enrol.ts';
import { dayOf, ruleOf, viewAction, viewCheck } from './views.ts';

/** What the verification works with. */
export interface VerificationDeps {
  readonly repository: SatisfactionRepository;
  readonly tickets: Pick<TicketPort, 'act'>;
  readonly policyOf: (organisation: string) => Policy;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly notices: QualityNotices;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The queue, and how cases come into it. */
export interface Verification extends VerificationQueue {
  /** A ticket was answered. */
  enrol(ticket: TicketView, event: TicketEvent): Promise<void>;
  /** Somebody gave a low answer. */
  enrolLow(low: LowAnswer): Promise<void>;
  /** Draws the months that are over, and plans the next draw (P5). */
  run(organisation: string): Promise<void>;
}

const JOB = 'quality.verification';
const system = { role: 'system', id: 'verification' } as const;

/** Verification of satisfaction by calls (CON-31..CON-39) and the follow-up of low answers. */
export function createVerification(deps: VerificationDeps): Verification {
  const { repository, policyOf, clock, jobs, notices } = deps;
  jobs.handle(JOB, ({ data }) => run(deps, String(data.organisation)));
  const zoneOf = (org: string) => policyOf(org).organisation.timeZone;
  const clean = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
  const view = (doc: SatisfactionCheckDoc) => viewCheck(doc, policyOf(doc.org), clock.now());

  async function own(organisation: string, id: string): Promise<SatisfactionCheckDoc> {
    const found = await repository.find(id);
    if (found === null || found.org !== organisation) throw new AppError('VERIFICATION_NOT_FOUND');
    return found;
  }

  return {
    run: (organisation) => run(deps, organisation),
    async enrol(ticket, event) {
      const rule = verificationFor(policyOf(ticket.organisation), ticket);
      if (rule === null) return;
      const doc = checkOf(rule, ticket, event, zoneOf(ticket.organisation));
      await repository.add(doc);
      if ((await repository.find(doc._id))?.state === 'open') await moveTo(deps, doc, rule.verification?.state ?? null);
    },
    async enrolLow(low) {
      const doc = lowCheckOf(low, zoneOf(low.answer.org));
      await repository.add(doc);
      const word = { organisation: doc.org, kind: 'survey.low' as const, key: doc._id };
      const facts = { check: doc._id, survey: doc.survey, ...(doc.score !== null && { score: doc.score }) };
      await notices.tellRoles(low.rule.low?.roles ?? [], { ...word, facts });
    },
    list: async ({ organisation, state, limit }) => (await repository.list(organisation, state, limit)).map(view),
    get: async (organisation, id) => view(await own(organisation, id)),
    async call(id, result, by) {
      const doc = await own(by.organisation, id);
      const at = clock.now();
      const day = dayOf(at, zoneOf(doc.org));
      checkCall(doc, result, day);
      const call = { at, day, by: by.id, contacted: result.contacted, satisfied: result.satisfied };
      const calls = [...doc.calls, { ...call, observations: clean(result.observations) }];
      const rule = ruleOf(policyOf(doc.org), doc);
      const state = stateAfter(calls, rule?.attempts ?? 1);
      const facts = { contacted: result.contacted, attempt: calls.length };
      await record(deps, doc, by.id, 'verification.call', facts);
      // CON-37: nobody was reached on so many days: the case closes as not contacted. Before the check is over: what a crash
      // cuts off here, the next try of the same call does.
      if (state === 'notContacted' && rule?.verification)
        await moveTo(deps, doc, rule.verification.closeTo, rule.verification.closingCode);
      const changed = await repository.change(doc, { calls, state, closedAt: state === 'open' ? null : at });
      if (changed === null) throw refused('VERIFICATION_REFUSED', 'faster');
      return view(changed);
    },
    async followUp(id, note, by) {
      const doc = await own(by.organisation, id);
      if (doc.state !== 'unsatisfied') throw refused('VERIFICATION_REFUSED', 'notUnsatisfied');
      await record(deps, doc, by.id, 'verification.followUp', {});
      const changed = await repository.change(doc, { followUp: { by: by.id, at: clock.now(), note: clean(note) } });
      if (changed === null) throw refused('VERIFICATION_REFUSED', 'faster');
      return view(changed);
    },
    actions: async (organisation, limit) => (await repository.actions(organisation, limit)).map(viewAction),
    async addAction({ id, survey, kind, text }, by) {
      if (!hasSurvey(policyOf(by.organisation), survey))
        throw new AppError('INPUT_INVALID', { path: 'survey', problem: 'it must be a survey of the policy' });
      const _id = effectIdOf('surveyAction', by.organisation, id);
      const about = { _id, org: by.organisation, survey, kind, text: clean(text), by: by.id, at: clock.now() };
      return viewAction(await repository.addAction({ ...about, doneBy: null, doneAt: null }));
    },
    async endAction(id, by) {
      const ended = await repository.endAction(by.organisation, id, by.id, clock.now());
      if (ended === null) throw new AppError('VERIFICATION_NOT_FOUND');
      return viewAction(ended);
    },
  };
}

/** Whether a name is one of the policy's: what somebody typed in its place is not stored (P4). */
function hasSurvey({ surveys, survey }: Policy, name: string): boolean {
  return survey?.name === name || surveys.some((rule) => rule.name === name);
}

/** CON-33: when a month is over, so many of its candidates are drawn; the seed is the month, so anybody can draw again. */
async function run(deps: VerificationDeps, organisation: string): Promise<void> {
  const { repository, policyOf, clock, jobs } = deps;
  const policy = policyOf(organisation);
  const month = periodOf('month', clock.now(), policy.organisation.timeZone);
  const waiting = await repository.candidates(organisation, month.code);
  for (const key of new Set(waiting.map(drawOf)))
    await drawMonth(
      deps,
      waiting.filter((doc) => drawOf(doc) === key),
      policy,
    );
  if (policy.surveys.some(({ kind }) => kind === 'verification'))
    await jobs.schedule({ key: `${JOB}:${organisation}`, type: JOB, runAt: month.to, data: { organisation } });
}

/** What is drawn together: a survey's candidates of a month that entered by the same sampling rule. */
function drawOf({ survey, month, draw }: SatisfactionCheckDoc): string {
  return `${survey}|${month}|${draw?.group ?? ''}`;
}

/** The lots of all that entered the month: a draw that a crash cut in two goes on as it began. */
async function drawMonth(
  deps: VerificationDeps,
  group: readonly SatisfactionCheckDoc[],
  policy: Policy,
): Promise<void> {
  const { repository, clock } = deps;
  const [first] = group;
  if (first === undefined) return;
  const rule = ruleOf(policy, first);
  const entered = (await repository.pool(first.org, first.survey, first.month))
    .filter((doc) => drawOf(doc) === drawOf(first))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  // As it stood when the last of them entered: neither a ticket that was typed anew nor a later policy changes the month.
  const most = entered.at(-1)?.draw?.perMonth ?? entered.length;
  const pool = entered.map(({ _id }) => _id);
  const chosen = new Set(drawn(`${first.org}|${first.survey}|${first.month}`, pool, most));
  const settle = async (doc: SatisfactionCheckDoc) => {
    const state = chosen.has(doc._id) ? ('open' as const) : ('notDrawn' as const);
    // First where the ticket waits: a crash between the two finds the candidate again.
    if (state === 'open') await moveTo(deps, doc, rule?.verification?.state ?? null);
    await repository.change(doc, { state, closedAt: state === 'open' ? null : clock.now() });
  };
  await Promise.all(group.map(settle));
}

/** By itself, where the ticket's state lets it; who moved it meanwhile is right. Once per check: the next check moves it again. */
async function moveTo(
  { tickets, clock, logger }: VerificationDeps,
  { _id: check, ticket }: SatisfactionCheckDoc,
  to: string | null,
  code: string | null = null,
): Promise<void> {
  if (to === null || ticket === null) return;
  try {
    const deed = { type: 'move', to, ...(code !== null && { closingCode: code }) } as const;
    await tickets.act(ticket, deed, { actor: system, at: clock.now(), key: `verification:${check}:${to}` });
  } catch (error) {
    if (!isAppError(error) || error.retryable) throw error;
    logger.warn({ check, ticket, to, code: error.code }, 'a verification could not move its ticket');
  }
}

function checkCall({ state, calls }: SatisfactionCheckDoc, { contacted, satisfied }: CallResult, day: string): void {
  if (state !== 'open') throw refused('VERIFICATION_REFUSED', 'over');
  if (contacted !== (satisfied !== null)) throw refused('VERIFICATION_REFUSED', 'satisfactionOfReached');
  if (calls.some((call) => call.day === day)) throw refused('VERIFICATION_REFUSED', 'anotherDay');
}

function stateAfter(calls: SatisfactionCheckDoc['calls'], attempts: number): SatisfactionCheckDoc['state'] {
  const last = calls.at(-1);
  if (last?.contacted) return last.satisfied ? 'satisfied' : 'unsatisfied';
  return calls.length >= attempts ? 'notContacted' : 'open';
}

async function record(
  { audit, clock }: VerificationDeps,
  doc: SatisfactionCheckDoc,
  by: string,
  action: string,
  facts: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  const subject = { kind: 'satisfactionCheck', id: doc._id };
  const actor = { kind: 'agent', id: by } as const;
  await audit.record({ organisation: doc.org, at: clock.now(), actor, action, subject, facts });
}
