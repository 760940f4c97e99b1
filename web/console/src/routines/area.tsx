import { IconListCheck } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Recurring checklists. */
export const routinesArea: Area = {
  routes: [{ path: '/routines', element: page(() => import('./routines-page.tsx'), 'RoutinesPage') }],
  sections: [
    { path: '/routines', text: 'nav.routines', icon: IconListCheck, permissions: ['routines.own'], group: 'desk' },
  ],
};
