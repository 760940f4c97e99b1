import type { letters as spanish } from '../es/letters.ts';

/** Replies that were not delivered, in English. */
export const letters: typeof spanish = {
  letters: {
    title: 'Undelivered messages',
    empty: 'Everything was delivered.',
    replay: 'Send again',
    attempts_one: '{{count}} try',
    attempts_other: '{{count}} tries',
    conversation: 'See the conversation',
  },
};
