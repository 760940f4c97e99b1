import type { AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { LiveBus } from '../../contracts/conversation.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { AnswerRelease, AnswerReviews, HeldAnswer, Marks, ReviewReader } from '../../contracts/quality.ts';
import type { Redacted, Redactor } from '../../contracts/redacted.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { GateAnswerDoc } from '../../storage/models/quality.ts';
import { type GateAnswerRepository, hasLeft, placeOf } from '../../storage/repositories/gate-answers.ts';
import type { QualityNotices } from '../notices.ts';
import { refused } from '../refusals.ts';
import { scoreBy } from '../reviews/score.ts';

/** What held answers work with. */
export interface HeldDeps {
  readonly repository: GateAnswerRepository;
  readonly policyOf: (organisation: string) => Policy;
  readonly release: AnswerRelease;
  readonly notices: QualityNotices;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly live: Pick<LiveBus, 'publish'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Held answers, their deadline, and their way out. */
export interface HeldAnswers extends AnswerReviews, ReviewReader {
  /** Plans the deadline and tells who reviews. */
  held(answer: GateAnswerDoc): Promise<void>;
  /** P5: deadlines and approved answers that did not leave, from the database alone. */
  recover(organisation: string): Promise<void>;
}

type Verdict = Parameters<AnswerReviews['decide']>[1];
type Acting = Parameters<AnswerReviews['decide']>[2];

const DEADLINE = 'quality.deadline';
const RELEASE = 'quality.release';
/** An approved answer that could not leave for a passing reason is tried again after so long. */
const AGAIN_MS = 60_000;
/** States in which a reviewer decides: what could not be sent may be given back, too. */
const DECIDED_IN: readonly GateAnswerDoc['state'][] = ['waiting', 'failed'];

/** Held answers: a reviewer lets them go or gives them back, and none waits unseen (ICE-08, ICE-36, ICE-53, P3). */
export function createHeldAnswers(deps: HeldDeps): HeldAnswers {
  const { repository, clock, jobs, notices } = deps;

  async function plan({ _id, org, dueAt }: GateAnswerDoc): Promise<void> {
    if (dueAt === null) return;
    await jobs.schedule({ key: `${DEADLINE}:${_id}`, type: DEADLINE, runAt: dueAt, data: { id: _id, org } });
  }

  jobs.handle(DEADLINE, async ({ data }) => {
    const known = await repository.find(String(data.id));
    if (known === null || known.state !== 'waiting' || known.text === null) return;
    // A deadline that was moved meanwhile, or a job that came early: again at the right time.
    if (known.dueAt !== null && known.dueAt > clock.now()) return plan(known);
    const overdue = await repository.change(known._id, 'waiting', { overdueAt: known.overdueAt ?? clock.now() });
    if (!overdue) return;
    show(deps, overdue);
    await notices.answerOverdue(overdue);
  });

  jobs.handle(RELEASE, async ({ data }) => {
    const known = await repository.find(String(data.id));
    if (known?.state === 'approved') await send(deps, known);
  });

  async function own(organisation: string, id: string): Promise<GateAnswerDoc> {
    const found = await repository.find(id);
    if (found === null || found.org !== organisation || found.state === 'passed')
      throw new AppError('REVIEW_NOT_FOUND');
    return found;
  }

  return {
    async held(answer) {
      await plan(answer);
      show(deps, answer);
      await notices.answerHeld(answer);
    },
    async recover(organisation) {
      // Planned and told anew: a crash may have fallen right after it was stored. A notice arrives once.
      for await (const doc of repository.inState(organisation, 'waiting'))
        if (doc.overdueAt === null && doc.text !== null) {
          await plan(doc);
          await notices.answerHeld(doc);
        }
      for await (const doc of repository.inState(organisation, 'approved')) await send(deps, doc);
    },
    list: (filter) => listed(repository, filter),
    get: async (organisation, id) => viewHeld(await own(organisation, id)),
    decide: async (id, verdict, by) => viewHeld(await decide(deps, await own(by.organisation, id), { verdict, by })),
    async resend(id, by) {
      const doc = await own(by.organisation, id);
      if (doc.text === null) throw refused('REVIEW_REFUSED', 'erased');
      await record(deps, doc, by, { action: 'quality.resent' });
      const changed = await repository.change(id, 'failed', { state: 'approved', failure: null });
      if (changed === null) throw refused('REVIEW_REFUSED', 'notFailed');
      show(deps, changed);
      return viewHeld(await send(deps, changed));
    },
    reviewedShare: async ({ organisation, from, to }) => shareOf(await repository.between(organisation, from, to)),
  };
}

/** A page, oldest first where something is to be done. */
async function listed(repository: GateAnswerRepository, filter: Parameters<AnswerReviews['list']>[0]) {
  const { organisation: org, conversationId, agentId, open, after, limit } = filter;
  const found = await repository.list({
    ...{ org, open, limit },
    ...(conversationId !== undefined && { conversation: conversationId }),
    ...(agentId !== undefined && { agent: agentId }),
    ...(after !== undefined && { after }),
  });
  const last = found.at(-1);
  return { items: found.map(viewHeld), next: last && found.length === limit ? placeOf(last) : null };
}

/** Recorded first; then it leaves, or is its agent's again. */
async function decide(
  deps: HeldDeps,
  doc: GateAnswerDoc,
  { verdict, by }: { readonly verdict: Verdict; readonly by: Acting },
): Promise<GateAnswerDoc> {
  const { repository, clock, jobs, notices } = deps;
  const note = checked(deps, doc, verdict, by);
  const state = verdict.approved ? ('approved' as const) : ('returned' as const);
  await record(deps, doc, by, { action: `quality.${state}`, ...(note !== null && { reason: note }) });
  const set = { state, note, marks: verdict.marks, reviewer: by.id, decidedAt: clock.now(), failure: null };
  const changed = DECIDED_IN.includes(doc.state) ? await repository.change(doc._id, doc.state, set) : null;
  if (changed === null) throw refused('REVIEW_REFUSED', 'decided');
  await jobs.cancel(`${DEADLINE}:${doc._id}`);
  show(deps, changed);
  if (!verdict.approved) await notices.answerReturned(changed);
  return verdict.approved ? send(deps, changed) : changed;
}

/** Screens that show answers at the gate ask again. */
function show(
  { live }: HeldDeps,
  { _id: answerId, org: organisation, conversation: conversationId }: GateAnswerDoc,
): void {
  live.publish({ type: 'answer', organisation, conversationId, answerId });
}

function record(
  { audit, clock }: HeldDeps,
  { _id: id, org: organisation }: GateAnswerDoc,
  by: Acting,
  what: { readonly action: string; readonly reason?: Redacted },
): Promise<void> {
  const actor = { kind: 'agent', id: by.id } as const;
  return audit.record({ organisation, at: clock.now(), actor, subject: { kind: 'answer', id }, ...what });
}

/** A verdict that may be: gives its note, redacted. */
function checked({ redactor, policyOf }: HeldDeps, doc: GateAnswerDoc, verdict: Verdict, by: Acting): Redacted | null {
  if (doc.agent === by.id) throw refused('REVIEW_REFUSED', 'ownAnswer');
  if (doc.text === null) throw refused('REVIEW_REFUSED', 'erased');
  const note = verdict.note === null ? null : redactor.redact(verdict.note, { speaker: 'agent' }).text;
  if (!verdict.approved && (note ?? '').trim() === '') throw refused('REVIEW_REFUSED', 'noReason');
  checkMarks(policyOf(doc.org), verdict);
  return note;
}

/** Where a form was filled in it must be whole; a decision without marks is one too. */
function checkMarks({ qa }: Policy, { marks }: { marks: Marks }): void {
  const form = qa.forms.find(({ code }) => code === qa.preSend.form);
  if (Object.keys(marks).length > 0) scoreBy(form ?? null, marks);
}

/**
 * Lets an approved answer go, under its id: what left is never sent again, however often this runs (P3). What the conversation
 * refuses (it was closed, it has another owner) is said, not hidden; anything else is tried again.
 */
async function send(deps: HeldDeps, doc: GateAnswerDoc): Promise<GateAnswerDoc> {
  const { repository, release } = deps;
  const { _id: id, clientId, conversation: conversationId, text, attachments } = doc;
  const agent = { role: doc.role, id: doc.agent, name: doc.agentName };
  try {
    if (text === null) throw new AppError('CONVERSATION_NOT_FOUND');
    await release.release({ id, clientId, conversationId, agent, text, attachments: attachments ?? [] });
    const sent = await repository.change(id, 'approved', { state: 'sent' });
    if (sent) show(deps, sent);
    return sent ?? doc;
  } catch (error) {
    return notSent(deps, doc, error);
  }
}

async function notSent(deps: HeldDeps, doc: GateAnswerDoc, error: unknown): Promise<GateAnswerDoc> {
  const { repository, notices, logger, jobs, clock } = deps;
  const { _id: id, org, conversation } = doc;
  const code = isAppError(error) ? error.code : null;
  logger.error({ id, conversation, ...(code ? { code } : { err: error }) }, 'an approved answer could not be sent');
  if (code === null || (isAppError(error) && error.retryable)) {
    const runAt = new Date(clock.now().getTime() + AGAIN_MS);
    await jobs.schedule({ key: `${RELEASE}:${id}`, type: RELEASE, runAt, data: { id, org } });
    return doc;
  }
  const failed = await repository.change(id, 'approved', { state: 'failed', failure: code });
  if (failed) {
    show(deps, failed);
    await notices.answerReturned(failed);
  }
  return failed ?? doc;
}

function shareOf(all: readonly GateAnswerDoc[]) {
  const count = (is: (doc: GateAnswerDoc) => boolean) => all.filter(is).length;
  const reviewed = count(({ state }) => state === 'sent');
  return { generated: count(hasLeft), held: count(({ state }) => state !== 'passed'), reviewed };
}

function viewHeld(doc: GateAnswerDoc): HeldAnswer {
  const { _id: id, org: organisation, conversation: conversationId, channel, agent: agentId, agentName } = doc;
  return {
    ...{ id, organisation, conversationId, channel, agentId, agentName, heldAt: doc.at, note: doc.note },
    text: doc.text,
    state: doc.state === 'passed' ? 'sent' : doc.state,
    ...{ dueAt: doc.dueAt ?? doc.at, overdue: doc.state === 'waiting' && doc.overdueAt !== null },
    ...{ decidedBy: doc.reviewer, decidedAt: doc.decidedAt, failure: doc.failure },
  };
}
