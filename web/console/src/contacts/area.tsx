import { IconUsers } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';
import './contacts.css';

/** People across channels: list, and one person. */
export const contactsArea: Area = {
  routes: [
    { path: '/contacts', element: page(() => import('./contacts-page.tsx'), 'ContactsPage') },
    { path: '/contacts/:id', element: page(() => import('./contact-page.tsx'), 'ContactPage') },
  ],
  sections: [
    {
      path: '/contacts',
      text: 'nav.contacts',
      icon: IconUsers,
      permissions: ['contacts.read'],
      group: 'desk',
      key: 'p',
    },
  ],
};
