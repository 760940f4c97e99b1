import type { knowledge as spanish } from '../es/knowledge.ts';

/** Knowledge, in English. */
export const knowledge: typeof spanish = {
  knowledge: {
    title: 'Knowledge',
    unanswered: 'Unanswered questions',
    entries: 'Entries',
    emptyUnanswered: 'Every question had a link.',
    emptyEntries: 'The knowledge base is empty.',
    times_one: '{{count}} time',
    times_other: '{{count}} times',
  },
};
