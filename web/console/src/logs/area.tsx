import { IconMessageSearch } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** The search of chats. */
export const logsArea: Area = {
  routes: [{ path: '/chats', element: page(() => import('./search-page.tsx'), 'SearchPage') }],
  sections: [
    {
      path: '/chats',
      text: 'nav.logs',
      icon: IconMessageSearch,
      permissions: ['chats.search'],
      group: 'lead',
      key: 's',
    },
  ],
};
