import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { GateAnswerDoc, QualityReviewDoc } from '../storage/models/quality.ts';
import type { QualityCycleDoc, QualityFindingDoc } from '../storage/models/quality-cycles.ts';
import type { SatisfactionCheckDoc } from '../storage/models/satisfaction.ts';
import type { SurveyDoc } from '../storage/models/surveys.ts';
import type { AnyDoc } from '../storage/repositories/personal-data.ts';
import type { PrivacyDeps } from './deps.ts';
import { isHeld } from './person.ts';

/** Collections of the quality room in which words are kept. */
export type QualityWords =
  | 'quality_answers'
  | 'quality_reviews'
  | 'quality_findings'
  | 'quality_cycles'
  | 'surveys'
  | 'satisfaction_checks';

/** Since when a document is over; null: it is not, and its words are needed. */
type Over<T> = (doc: T) => Date | null;
/** What its words are replaced by; null: there are none left. Scores, marks, states and days stay. */
type Wordless<T> = (doc: T) => Readonly<Record<string, unknown>> | null;

interface Rule {
  readonly over: Over<AnyDoc>;
  readonly wordless: Wordless<AnyDoc>;
}

const rule = <T>(over: Over<T>, wordless: Wordless<T>): Rule => ({
  over: (doc) => over(doc as unknown as T),
  wordless: (doc) => wordless(doc as unknown as T),
});

const rules: Readonly<Record<QualityWords, Rule>> = {
  quality_answers: rule<GateAnswerDoc>(
    ({ state, at }) => (state === 'waiting' || state === 'approved' ? null : at),
    ({ text, attachments, note }) =>
      text === null && attachments === null && note === null ? null : { text: null, attachments: null, note: null },
  ),
  quality_reviews: rule<QualityReviewDoc>(
    ({ doneAt, answer, decision }) => (answer?.kind === 'appeal' && decision === null ? null : doneAt),
    ({ comment, answer, decision }) =>
      comment === null && !answer?.text && !decision?.note
        ? null
        : { comment: null, answer: answer && { ...answer, text: '' }, decision: decision && { ...decision, note: '' } },
  ),
  quality_findings: rule<QualityFindingDoc>(
    ({ at }) => at,
    ({ text, answer, evaluation }) =>
      text === null && !answer?.text && !evaluation?.text
        ? null
        : {
            text: null,
            answer: answer && { ...answer, action: '', text: '' },
            evaluation: evaluation && { ...evaluation, text: '' },
          },
  ),
  quality_cycles: rule<QualityCycleDoc>(
    ({ deliveredAt }) => deliveredAt,
    ({ summary, conclusion }) =>
      summary === null && !conclusion?.text
        ? null
        : { summary: null, conclusion: conclusion && { ...conclusion, text: '' } },
  ),
  surveys: rule<SurveyDoc>(
    ({ answeredAt }) => answeredAt,
    ({ comment }) => (comment === null ? null : { comment: null }),
  ),
  satisfaction_checks: rule<SatisfactionCheckDoc>(
    // Who was not satisfied stays to be followed up (CON-39).
    ({ state, closedAt, followUp }) => (state === 'unsatisfied' && followUp === null ? null : closedAt),
    ({ calls, followUp }) =>
      calls.every(({ observations }) => !observations) && !followUp?.note
        ? null
        : {
            calls: calls.map((call) => ({ ...call, observations: '' })),
            followUp: followUp && { ...followUp, note: '' },
          },
  ),
};

/** Takes the words out of old documents of a page; how many. People on legal hold keep theirs. */
export async function forgetWords(
  { data, policy }: Pick<PrivacyDeps, 'data' | 'policy'>,
  collection: QualityWords,
  { page, limit, dry }: { readonly page: readonly AnyDoc[]; readonly limit: Date; readonly dry: boolean },
): Promise<number> {
  const { over, wordless } = rules[collection];
  let forgotten = 0;
  for (const doc of page) {
    const since = doc.org === policy.organisation.code ? over(doc) : null;
    const set = since !== null && since < limit ? wordless(doc) : null;
    if (set === null || (await isOfHeld(data, doc))) continue;
    if (!dry) await data.blank(collection, { _id: doc._id }, { set, unset: [] });
    forgotten += 1;
  }
  return forgotten;
}

/** Whether it is about a person on legal hold: by its contact, else by its conversation's. */
async function isOfHeld(data: PrivacyDeps['data'], { contact, conversation }: AnyDoc): Promise<boolean> {
  if (typeof contact === 'string') return isHeld(data, contact);
  if (typeof conversation !== 'string') return false;
  const doc = await data.one<ConversationDoc>('conversations', conversation);
  return doc !== null && isHeld(data, doc.contact);
}
