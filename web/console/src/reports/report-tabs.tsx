import { Tabs } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';
import { TabLine } from '../parts/tab-line.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

const tabs: { path: string; text: string; isForLeads?: boolean }[] = [
  { path: '/reports', text: 'reports.tabs.figures' },
  { path: '/reports/agents', text: 'reports.tabs.agents' },
  { path: '/reports/quotas', text: 'reports.tabs.quotas' },
  { path: '/reports/editions', text: 'reports.tabs.editions', isForLeads: true },
];

/** The ways between the pages of reports. */
export function ReportTabs() {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const mayRead = useMay('reports.read');
  return (
    <Tabs value={pathname} onChange={(path) => path && navigate(path)} mb="md" component="nav">
      <TabLine label={t('reports.tabs.label')} open={pathname}>
        {tabs
          .filter(({ isForLeads }) => mayRead || !isForLeads)
          .map(({ path, text }) => (
            <Tabs.Tab key={path} value={path}>
              {t(text)}
            </Tabs.Tab>
          ))}
      </TabLine>
    </Tabs>
  );
}
