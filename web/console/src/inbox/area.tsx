import { IconInbox } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { InboxPage } from './inbox-page.tsx';

/** The queue and the opened conversation: where the day is spent, so it comes with the first load. */
export const inboxArea: Area = {
  routes: [
    { path: '/inbox', element: <InboxPage /> },
    { path: '/inbox/:id', element: <InboxPage /> },
  ],
  sections: [
    {
      path: '/inbox',
      text: 'nav.inbox',
      icon: IconInbox,
      permissions: ['conversations.read'],
      group: 'desk',
      key: 'i',
    },
  ],
};
