import type { AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Marks, QualityReviews } from '../../contracts/quality.ts';
import type { Redacted, Redactor } from '../../contracts/redacted.ts';
import { AppError } from '../../errors/app-error.ts';
import type { QualityReviewDoc } from '../../storage/models/quality.ts';
import type { QualityRepository } from '../../storage/repositories/quality.ts';
import type { QualityNotices } from '../notices.ts';
import { refused } from '../refusals.ts';
import type { Draws } from './draw.ts';
import { type Score, scoreBy } from './score.ts';
import { figuresOf, formOf, viewReview, viewSample } from './views.ts';

/** What the reviews work with. */
export interface ReviewDeps {
  readonly repository: QualityRepository;
  readonly draws: Draws;
  readonly policyOf: (organisation: string) => Policy;
  /** What the gateway knows for a form's own fields. */
  readonly factsOf: (review: QualityReviewDoc) => Promise<Readonly<Record<string, string | number | boolean | null>>>;
  readonly notices: QualityNotices;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly clock: Clock;
}

type By = Parameters<QualityReviews['submit']>[2];

/** Reviews of drawn cases: nobody reviews their own, the agent sees the result and may say one word about it (ICE-41, EXS-23). */
export function createReviews(deps: ReviewDeps): QualityReviews {
  const { repository, policyOf } = deps;
  const desk = new ReviewDesk(deps);
  const own = (organisation: string, id: string) => desk.own(organisation, id);
  const view = (doc: QualityReviewDoc) => viewReview(doc, policyOf(doc.org));
  return {
    async list({ organisation: org, agentId, ...filter }) {
      const docs = await repository.list({ org, ...filter, ...(agentId !== undefined && { agent: agentId }) });
      return { items: docs.map(view), next: docs.length < filter.limit ? null : (docs.at(-1)?.order ?? null) };
    },
    get: async (organisation, id) => view(await own(organisation, id)),
    facts: async (organisation, id) => deps.factsOf(await own(organisation, id)),
    submit: async (id, given, by) => view(await desk.submit(id, given, by)),
    answer: async (id, given, by) => view(await desk.answer(id, given, by)),
    decide: async (id, given, by) => view(await desk.decide(id, given, by)),
    async figures({ organisation, from, to, agentId }) {
      return figuresOf(await repository.doneBetween(organisation, from, to, agentId), policyOf(organisation));
    },
    async samples(organisation, limit) {
      const docs = await repository.samples(organisation, limit);
      const policy = policyOf(organisation);
      return Promise.all(docs.map(async (doc) => viewSample(doc, policy, await repository.countDone(doc._id))));
    },
    check: (organisation, id) => deps.draws.check(organisation, id),
  };
}

/** What reviewers and agents do with a case. Each deed is recorded in the audit trail before it is done. */
class ReviewDesk {
  readonly #deps: ReviewDeps;

  constructor(deps: ReviewDeps) {
    this.#deps = deps;
  }

  async own(organisation: string, id: string): Promise<QualityReviewDoc> {
    const found = await this.#deps.repository.review(id);
    if (found === null || found.org !== organisation) throw new AppError('REVIEW_NOT_FOUND');
    return found;
  }

  async submit(id: string, { marks, comment }: { marks: Marks; comment: string }, by: By): Promise<QualityReviewDoc> {
    const doc = await this.own(by.organisation, id);
    if (doc.agent === by.id) throw refused('REVIEW_REFUSED', 'ownCase');
    const given = { marks, ...this.#scored(doc, marks) };
    if (doc.state === 'done') return this.#calibrate(doc, by, given);
    const doneAt = this.#deps.clock.now();
    const set = { state: 'done' as const, reviewer: by.id, doneAt, ...given, comment: this.#clean(comment) };
    const done = await this.#change(doc, by, { name: 'review', was: { state: 'open' }, set, score: given.score });
    await this.#deps.notices.reviewed(done);
    return done;
  }

  async answer(id: string, { kind, text }: Parameters<QualityReviews['answer']>[1], by: By): Promise<QualityReviewDoc> {
    const doc = await this.own(by.organisation, id);
    if (doc.agent !== by.id) throw refused('REVIEW_REFUSED', 'notYours');
    if (doc.state !== 'done') throw refused('REVIEW_REFUSED', 'noResult');
    if (doc.answer !== null) throw refused('REVIEW_REFUSED', 'answered');
    const set = { answer: { kind, text: this.#clean(text), at: this.#deps.clock.now() } };
    const answered = await this.#change(doc, by, { name: kind, was: { answer: null }, set });
    if (kind === 'appeal') await this.#deps.notices.appealed(answered);
    return answered;
  }

  async decide(
    id: string,
    { marks, note }: Parameters<QualityReviews['decide']>[1],
    by: By,
  ): Promise<QualityReviewDoc> {
    const doc = await this.own(by.organisation, id);
    if (doc.answer?.kind !== 'appeal' || doc.decision !== null) throw refused('REVIEW_REFUSED', 'noAppeal');
    if (doc.agent === by.id) throw refused('REVIEW_REFUSED', 'ownAppeal');
    const given = marks === null ? null : { marks, ...this.#scored(doc, marks) };
    const outcome = given === null ? ('kept' as const) : ('changed' as const);
    const at = this.#deps.clock.now();
    const decision = { outcome, note: this.#clean(note), by: by.id, at, before: doc.score };
    const deed = { name: 'decide', was: { decision: null }, set: { decision, ...given }, score: given?.score ?? null };
    const decided = await this.#change(doc, by, deed);
    await this.#deps.notices.decided(decided);
    return decided;
  }

  /** A second opinion on the same case: it says how far reviewers are apart, and changes no score. */
  #calibrate(doc: QualityReviewDoc, by: By, { marks, score }: { marks: Marks } & Score): Promise<QualityReviewDoc> {
    const before = doc.calibrations;
    if (doc.reviewer === by.id || before.some(({ reviewer }) => reviewer === by.id))
      throw refused('REVIEW_REFUSED', 'reviewedByYou');
    const set = { calibrations: [...before, { reviewer: by.id, marks, score, at: this.#deps.clock.now() }] };
    return this.#change(doc, by, { name: 'calibrate', was: { calibrations: { $size: before.length } }, set, score });
  }

  /** Recorded first; then changed, if it still is as it was read. */
  async #change(doc: QualityReviewDoc, by: By, { name, was, set, score = null }: Change): Promise<QualityReviewDoc> {
    const { audit, clock, repository } = this.#deps;
    await audit.record({
      ...{ organisation: doc.org, at: clock.now(), actor: { kind: 'agent', id: by.id } as const },
      ...{
        action: `quality.${name}`,
        subject: { kind: 'review', id: doc._id },
        ...(score !== null && { facts: { score } }),
      },
    });
    const changed = await repository.change(doc._id, was, set);
    if (changed === null) throw refused('REVIEW_REFUSED', 'faster');
    return changed;
  }

  #clean(text: string): Redacted {
    return this.#deps.redactor.redact(text, { speaker: 'agent' }).text;
  }

  #scored(doc: QualityReviewDoc, marks: Marks): Score {
    return scoreBy(formOf(this.#deps.policyOf(doc.org), doc.form), marks);
  }
}

interface Change {
  readonly name: string;
  readonly was: Readonly<Record<string, unknown>>;
  readonly set: Partial<QualityReviewDoc>;
  readonly score?: number | null;
}
