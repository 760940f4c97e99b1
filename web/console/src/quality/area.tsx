import { IconChecklist, IconStars } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Reviews, answers before sending, surveys and the verification queue. */
export const qualityArea: Area = {
  routes: [
    { path: '/quality', element: page(() => import('./quality-page.tsx'), 'QualityPage') },
    { path: '/quality/audits/:id', element: page(() => import('./cycle-page.tsx'), 'CyclePage') },
    { path: '/quality/:id', element: page(() => import('./review-page.tsx'), 'ReviewPage') },
    { path: '/surveys', element: page(() => import('../surveys/surveys-page.tsx'), 'SurveysPage') },
  ],
  sections: [
    { path: '/quality', text: 'nav.quality', icon: IconStars, permissions: ['quality.read'], group: 'lead' },
    { path: '/surveys', text: 'nav.surveys', icon: IconChecklist, permissions: ['surveys.verify'], group: 'lead' },
  ],
};
