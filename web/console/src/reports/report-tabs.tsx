import { Tabs } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';
import { useTexts } from '../texts/texts.tsx';

const tabs = [
  { path: '/reports', text: 'reports.tabs.figures' },
  { path: '/reports/agents', text: 'reports.tabs.agents' },
  { path: '/reports/quotas', text: 'reports.tabs.quotas' },
];

/** The ways between the pages of reports. */
export function ReportTabs() {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <Tabs value={pathname} onChange={(path) => path && navigate(path)} mb="md" component="nav">
      <Tabs.List aria-label={t('reports.tabs.label')}>
        {tabs.map(({ path, text }) => (
          <Tabs.Tab key={path} value={path}>
            {t(text)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
