import type { inbox as spanish } from '../es/inbox.ts';

/** The queue, in English. */
export const inbox: typeof spanish = {
  inbox: {
    title: 'Conversations',
    waiting: 'Waiting',
    mine: 'Mine',
    all: 'All',
    emptyWaiting: 'Nobody is waiting. Well done.',
    emptyMine: 'You have no conversations. Take one from those that wait.',
    emptyAll: 'There are no conversations yet.',
    pick: 'Choose a conversation to read it.',
    minutes: '{{count}} min',
    minutesTitle: 'Minutes of work that the DRS expects',
    waitingFor: 'Waiting {{time}}',
    unknown: 'Person without a name',
  },
  mode: { bot: 'With the bot', waiting: 'Waiting', agent: 'With an agent', closed: 'Closed' },
};
