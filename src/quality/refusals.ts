import { AppError, type ErrorDetails } from '../errors/app-error.ts';

/** Why something of quality is not done: what the API's message says, by the reason that a screen words in its language. */
export const problems = {
  ownAnswer: 'nobody reviews an answer of their own',
  noReason: 'whoever returns an answer says why',
  decided: 'it was decided already',
  erased: 'its words were erased',
  notFailed: 'it waits for nobody to send it again',
  ownCase: 'nobody reviews what they attended themselves',
  notYours: 'only who was reviewed answers',
  noResult: 'there is no result yet',
  answered: 'it was answered already',
  noAppeal: 'no appeal waits for a decision',
  ownAppeal: 'nobody decides on an appeal of their own',
  reviewedByYou: 'you reviewed it already',
  faster: 'somebody was faster; open it again',
  notUnsatisfied: 'only a case that ended unsatisfied is followed up',
  over: 'the case is over',
  satisfactionOfReached: 'satisfaction is recorded of whoever was reached, and only of them',
  anotherDay: 'the next call is on another day',
  signed: 'it is signed off',
  noCount: 'this item needs how many there were, 0 included',
  noEvidence: 'this item needs a text or a link as evidence',
  secretInLink: 'the link holds a password, a key or an address; give one without',
  noLink: 'a link begins with https://',
  itemsLeft: '{count} of its items are not ticked off',
  strangeMark: 'a mark is for no criterion of the form',
  markMissing: 'the criterion {criterion} has no mark',
  markRange: 'a mark goes from {low} to {high}',
  notNow: 'it is not your turn, or it is over; open it again',
  notEvaluated: '{count} of its findings are not evaluated',
  nobodyGets: 'nobody holds the post that gets the report; an administrator gives it to somebody',
  noWords: 'write what is to be said',
} as const;

/** A reason of `problems`. */
export type RefusalReason = keyof typeof problems;

/** The error of something that quality refuses; `reason` is what a screen looks up in its catalogue. */
export function refused(
  code: 'REVIEW_REFUSED' | 'VERIFICATION_REFUSED' | 'ROUTINE_REFUSED' | 'CYCLE_REFUSED',
  reason: RefusalReason,
  values: ErrorDetails = {},
): AppError {
  const problem = problems[reason].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  return new AppError(code, { ...values, problem, reason });
}
