import { IconBook2 } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** The knowledge base: entries, a question tried out, what is missing, one's own quota. */
export const knowledgeArea: Area = {
  routes: [
    { path: '/knowledge', element: page(() => import('./entries-page.tsx'), 'EntriesPage') },
    { path: '/knowledge/new', element: page(() => import('./entry-page.tsx'), 'NewEntryPage') },
    { path: '/knowledge/entries/:id', element: page(() => import('./entry-page.tsx'), 'EntryPage') },
    { path: '/knowledge/try', element: page(() => import('./try-page.tsx'), 'TryPage') },
    { path: '/knowledge/demand', element: page(() => import('./demand-page.tsx'), 'DemandPage') },
    { path: '/knowledge/courses', element: page(() => import('./courses-page.tsx'), 'CoursesPage') },
    { path: '/knowledge/quota', element: page(() => import('./quota-page.tsx'), 'QuotaPage') },
  ],
  sections: [
    {
      path: '/knowledge',
      text: 'nav.knowledge',
      icon: IconBook2,
      permissions: ['knowledge.read'],
      group: 'desk',
      key: 'k',
    },
  ],
};
