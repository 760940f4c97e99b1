import type { refusals as spanish } from '../es/refusals.ts';

/** Why something of quality, surveys or routines was not done, by the `reason` of the error, in English. */
export const refusals: typeof spanish = {
  refusal: {
    ownAnswer: 'You wrote this answer: somebody else reviews it.',
    noReason: 'Write what has to be corrected before returning it.',
    decided: 'Somebody decided on this answer already.',
    erased: 'The words of this answer were erased.',
    notFailed: 'This answer was sent already or is still in review.',
    ownCase: 'You attended this case: somebody else reviews it.',
    notYours: 'Only the person who was reviewed answers.',
    noResult: 'There is no result yet.',
    answered: 'This result was answered already.',
    noAppeal: 'There is no appeal to decide on.',
    ownAppeal: 'The appeal is yours: somebody else decides on it.',
    reviewedByYou: 'You reviewed this case already.',
    faster: 'Somebody changed it before you. Open it again.',
    notUnsatisfied: 'Only somebody who was not satisfied is followed up.',
    over: 'This case is over.',
    satisfactionOfReached: 'Satisfaction is recorded only of whoever answered.',
    anotherDay: 'There was a call today. The next one is on another day.',
    signed: 'This checklist is signed already.',
    noEvidence: 'This item needs a text or a link as evidence.',
    secretInLink: 'The link holds a password, a key or an address. Use one without.',
    noLink: 'A link begins with https://.',
    itemsLeft: '{{count}} items are not ticked yet.',
    strangeMark: 'The form has changed. Open the case again.',
    markMissing: 'A criterion has no mark yet.',
    markRange: 'A mark goes from {{low}} to {{high}}.',
  },
  laterError: {
    REVIEW_NOT_FOUND: 'There is no such case, or you may not see it yet.',
    REVIEW_REFUSED: 'The review was not saved. Open it again.',
    VERIFICATION_NOT_FOUND: 'There is no such case of verification.',
    VERIFICATION_REFUSED: 'The call was not recorded. Open the case again.',
    ROUTINE_NOT_FOUND: 'There is no such checklist, or it is not yours.',
    ROUTINE_REFUSED: 'The checklist was not saved. Open it again.',
    REPORT_EDITION_NOT_FOUND: 'There is no such report.',
    REPORT_EDITION_REFUSED:
      'The report was not changed. Open it again: somebody may have decided, or nobody holds the post that gets it.',
    NOTICE_NOT_FOUND: 'There is no such notice any more.',
  },
};
