import type { AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { LiveBus } from '../../contracts/conversation.ts';
import type { JobQueue } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { Policy } from '../../contracts/policy.ts';
import type {
  AnswerRelease,
  AnswerReviews,
  HeldAnswer,
  HeldState,
  Marks,
  ReviewReader,
} from '../../contracts/quality.ts';
import type { Redacted, Redactor } from '../../contracts/redacted.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { GateAnswerDoc } from '../../storage/models/quality.ts';
import type { GateAnswerRepository } from '../../storage/repositories/gate-answers.ts';
import type { QualityNotices } from '../notices.ts';
import { refused } from '../refusals.ts';
import { scoreOf } from '../reviews/score.ts';

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
const OPEN: readonly HeldState[] = ['waiting', 'approved', 'returned', 'failed'];
const ALL: readonly HeldState[] = [...OPEN, 'sent'];
const MOST = 500;

/** Held answers: a reviewer lets them go or gives them back, and none waits unseen (ICE-08, ICE-36, ICE-53, P3). */
export function createHeldAnswers(deps: HeldDeps): HeldAnswers {
  const { repository, clock, jobs, notices } = deps;

  async function plan({ _id, org, dueAt }: GateAnswerDoc): Promise<void> {
    if (dueAt === null) return;
    await jobs.schedule({ key: `${DEADLINE}:${_id}`, type: DEADLINE, runAt: dueAt, data: { id: _id, org } });
  }

  jobs.handle(DEADLINE, async ({ data }) => {
    const known = await repository.find(String(data.id));
    if (known === null || known.state !== 'waiting') return;
    // A deadline that was moved meanwhile, or a job that came early: again at the right time.
    if (known.dueAt !== null && known.dueAt > clock.now()) return plan(known);
    const overdue = await repository.change(known._id, 'waiting', { overdueAt: known.overdueAt ?? clock.now() });
    if (!overdue) return;
    show(deps, overdue);
    await notices.answerOverdue(overdue);
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
      const query = { org: organisation, limit: MOST };
      for (const doc of await repository.list({ ...query, states: ['waiting'] }))
        if (doc.overdueAt === null) await plan(doc);
      for (const doc of await repository.list({ ...query, states: ['approved'] })) await send(deps, doc);
    },
    async list({ organisation: org, conversationId, agentId, open, limit }) {
      const found = await repository.list({
        ...{ org, limit, states: open ? OPEN : ALL },
        ...(conversationId !== undefined && { conversation: conversationId }),
        ...(agentId !== undefined && { agent: agentId }),
      });
      return found
        .filter(({ state, replacedBy }) => !open || state !== 'returned' || replacedBy === null)
        .map(viewHeld);
    },
    get: async (organisation, id) => viewHeld(await own(organisation, id)),
    async decide(id, verdict, by) {
      const doc = await own(by.organisation, id);
      const note = checked(deps, doc, verdict, by);
      const state = verdict.approved ? ('approved' as const) : ('returned' as const);
      await record(deps, doc, by, { action: `quality.${state}`, ...(note !== null && { reason: note }) });
      const set = { state, note, marks: verdict.marks, reviewer: by.id, decidedAt: clock.now() };
      const changed = await repository.change(id, 'waiting', set);
      if (changed === null) throw refused('REVIEW_REFUSED', 'decided');
      await jobs.cancel(`${DEADLINE}:${id}`);
      show(deps, changed);
      if (!verdict.approved) await notices.answerReturned(changed);
      return viewHeld(verdict.approved ? await send(deps, changed) : changed);
    },
    async resend(id, by) {
      const doc = await own(by.organisation, id);
      await record(deps, doc, by, { action: 'quality.resent' });
      const changed = await repository.change(id, 'failed', { state: 'approved', failure: null });
      if (changed === null) throw refused('REVIEW_REFUSED', 'notFailed');
      show(deps, changed);
      return viewHeld(await send(deps, changed));
    },
    reviewedShare: async ({ organisation, from, to }) => shareOf(await repository.between(organisation, from, to)),
  };
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
  const note = verdict.note === null ? null : redactor.redact(verdict.note, { speaker: 'agent' }).text;
  if (!verdict.approved && (note ?? '').trim() === '') throw refused('REVIEW_REFUSED', 'noReason');
  checkMarks(policyOf(doc.org), verdict);
  return note;
}

/** Where a form was filled in it must be whole; a decision without marks is one too. */
function checkMarks({ qa }: Policy, { marks }: { marks: Marks }): void {
  const form = qa.forms.find(({ code }) => code === qa.preSend.form);
  if (Object.keys(marks).length > 0 && form) scoreOf(form, marks);
}

/** Lets an approved answer go. What the conversation refuses (it was closed, it has another owner) is said, not hidden. */
async function send(deps: HeldDeps, doc: GateAnswerDoc): Promise<GateAnswerDoc> {
  const { repository, release, notices, logger } = deps;
  const { _id: id, clientId, conversation: conversationId, text, attachments } = doc;
  const agent = { role: doc.role, id: doc.agent, name: doc.agentName };
  try {
    if (text !== null)
      await release.release({ id, clientId, conversationId, agent, text, attachments: attachments ?? [] });
    const sent = await repository.change(id, 'approved', { state: 'sent' });
    if (sent) show(deps, sent);
    return sent ?? doc;
  } catch (error) {
    if (!isAppError(error) || error.retryable) throw error;
    logger.error({ id, conversation: conversationId, code: error.code }, 'an approved answer could not be sent');
    const failed = await repository.change(id, 'approved', { state: 'failed', failure: error.code });
    if (failed) {
      show(deps, failed);
      await notices.answerReturned(failed);
    }
    return failed ?? doc;
  }
}

function shareOf(all: readonly GateAnswerDoc[]) {
  const held = all.filter(({ state }) => state !== 'passed');
  return { generated: all.length, held: held.length, reviewed: held.filter(({ decidedAt }) => decidedAt).length };
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
