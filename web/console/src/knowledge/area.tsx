import { IconBook2 } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** The knowledge base. */
export const knowledgeArea: Area = {
  routes: [{ path: '/knowledge', element: page(() => import('./knowledge-page.tsx'), 'KnowledgePage') }],
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
