import type { letters as spanish } from '../es/letters.ts';

/** Replies that were not delivered, in English. */
export const letters: typeof spanish = {
  letters: {
    title: 'Undelivered messages',
    about: 'Replies that did not arrive after several tries. Send them again once the channel works.',
    empty: 'Everything was delivered.',
    replay: 'Send again',
    attempts_one: '{{count}} try',
    attempts_other: '{{count}} tries',
    conversation: 'See the conversation',
  },
  letterCode: {
    DELIVERY_FAILED: 'Could not be delivered',
    DELIVERY_REFUSED: 'The channel refused it',
    DELIVERY_BOUNCED: 'The mail bounced',
    other: 'Could not be delivered',
  },
};
