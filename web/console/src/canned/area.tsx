import { IconMessage2Bolt } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Texts that are sent as they are: one's own, and those of the whole desk. */
export const cannedArea: Area = {
  routes: [{ path: '/canned', element: page(() => import('./canned-page.tsx'), 'CannedPage') }],
  sections: [
    { path: '/canned', text: 'nav.canned', icon: IconMessage2Bolt, permissions: ['conversations.act'], group: 'desk' },
  ],
};
