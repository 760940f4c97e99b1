import { IconChartBar, IconHome } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';

/** Figures, agents, quotas, and the lead's first page. */
export const reportsArea: Area = {
  routes: [
    { path: '/today', element: page(() => import('./today-page.tsx'), 'TodayPage') },
    { path: '/reports', element: page(() => import('./figures-page.tsx'), 'FiguresPage') },
    { path: '/reports/figures/:name', element: page(() => import('./cases-page.tsx'), 'CasesPage') },
    { path: '/reports/agents', element: page(() => import('./agents-page.tsx'), 'AgentsPage') },
    { path: '/reports/editions', element: page(() => import('./editions-page.tsx'), 'EditionsPage') },
    { path: '/reports/quotas', element: page(() => import('./quotas-page.tsx'), 'QuotasPage') },
  ],
  sections: [
    {
      path: '/today',
      text: 'nav.today',
      icon: IconHome,
      permissions: ['reports.read'],
      group: 'lead',
      key: 'h',
    },
    {
      path: '/reports',
      text: 'nav.reports',
      icon: IconChartBar,
      permissions: ['reports.own'],
      group: 'lead',
      key: 'r',
    },
  ],
};
