import { type Area, page } from '../app/area.ts';

/** What sales gets from the desk. Notices and conversations lead there: only some organisations sell this way. */
export const opportunitiesArea: Area = {
  routes: [{ path: '/opportunities', element: page(() => import('./opportunities-page.tsx'), 'OpportunitiesPage') }],
};
