import { IconServerBolt } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Notices of maintenance and the log of interruptions. */
export const availabilityArea: Area = {
  routes: [{ path: '/availability', element: page(() => import('./availability-page.tsx'), 'AvailabilityPage') }],
  sections: [
    {
      ...{ path: '/availability', text: 'nav.availability', icon: IconServerBolt },
      ...{ permissions: ['availability.read'], group: 'desk' },
    },
  ],
};
