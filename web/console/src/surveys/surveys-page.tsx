import { Tabs } from '@mantine/core';
import { PageHeader } from '../parts/page-header.tsx';
import { TabLine } from '../parts/tab-line.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ChecksTab } from './checks-tab.tsx';
import { CommentsTab, ResultsTab } from './results-tab.tsx';
import { StudiesTab } from './studies-tab.tsx';

/** Surveys: results and comments for leads, the queue of calls for whoever calls. */
export function SurveysPage() {
  const { t } = useTexts();
  const mayRead = useMay('surveys.read');
  const { values, set } = useUrlFilters(['tab']);
  const tab = values.tab === '' ? (mayRead ? 'results' : 'checks') : values.tab;
  return (
    <div className="page">
      <PageHeader title={t('surveys.title')} />
      <Tabs value={tab} onChange={(next) => set('tab', next)} keepMounted={false} className="page-tabs">
        <TabLine open={tab}>
          {mayRead && <Tabs.Tab value="results">{t('surveys.results')}</Tabs.Tab>}
          {mayRead && <Tabs.Tab value="comments">{t('surveys.comments')}</Tabs.Tab>}
          <Tabs.Tab value="checks">{t('surveys.checks')}</Tabs.Tab>
          <Tabs.Tab value="studies">{t('studies.title')}</Tabs.Tab>
        </TabLine>
        <Tabs.Panel value="results">
          <ResultsTab />
        </Tabs.Panel>
        <Tabs.Panel value="comments">
          <CommentsTab />
        </Tabs.Panel>
        <Tabs.Panel value="checks">
          <ChecksTab />
        </Tabs.Panel>
        <Tabs.Panel value="studies">
          <StudiesTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
