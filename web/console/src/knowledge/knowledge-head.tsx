import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { PageHeader } from '../parts/page-header.tsx';
import { TabLine } from '../parts/tab-line.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useCourses } from './use-courses.ts';

const tabs = [
  { path: '/knowledge', text: 'entries', permission: 'knowledge.read' },
  { path: '/knowledge/try', text: 'try', permission: 'knowledge.read' },
  { path: '/knowledge/demand', text: 'demand', permission: 'knowledge.read' },
  { path: '/knowledge/courses', text: 'courses', permission: 'knowledge.read' },
  { path: '/knowledge/quota', text: 'quota', permission: 'quota.read' },
] as const;

/** The head of every page of the knowledge base: where one is, and the way to a new entry. */
export function KnowledgeHead() {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const mayWrite = useMay('knowledge.write');
  const maySeeQuota = useMay('quota.read');
  const hasCourses = useCourses().data?.isOffered === true;
  const shown = tabs.filter(
    ({ permission, text }) => (permission !== 'quota.read' || maySeeQuota) && (text !== 'courses' || hasCourses),
  );
  return (
    <>
      <PageHeader title={t('knowledge.title')} about={t('knowledge.about')}>
        {mayWrite && (
          <Button component={Link} to="/knowledge/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('knowledge.new')}
          </Button>
        )}
      </PageHeader>
      <Tabs value={pathname} onChange={(path) => path && void navigate(path)} mb="md">
        <TabLine label={t('knowledge.title')} open={pathname}>
          {shown.map(({ path, text }) => (
            <Tabs.Tab key={path} value={path}>
              {t(`knowledge.tab.${text}`)}
            </Tabs.Tab>
          ))}
        </TabLine>
      </Tabs>
    </>
  );
}
