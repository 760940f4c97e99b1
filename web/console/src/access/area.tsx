import { IconUsers } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** The way in, one's own account, and the people of the desk. */
export const accessArea: Area = {
  openRoutes: [{ path: '/sign-in', element: page(() => import('./sign-in-page.tsx'), 'SignInPage') }],
  routes: [{ path: '/account', element: page(() => import('./account-page.tsx'), 'AccountPage') }],
  adminPages: [
    {
      path: '/admin/people',
      text: 'people.title',
      icon: IconUsers,
      permissions: ['agents.manage'],
      element: page(() => import('./people-page.tsx'), 'PeoplePage'),
    },
  ],
};
