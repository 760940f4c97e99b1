import { Tabs } from '@mantine/core';
import { PageHeader } from '../parts/page-header.tsx';
import { TabLine } from '../parts/tab-line.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { CyclesTab } from './cycles-tab.tsx';
import { FiguresTab } from './figures-tab.tsx';
import { HeldTab } from './held-tab.tsx';
import { ReviewList } from './review-list.tsx';
import { useCycles } from './use-cycles.ts';

/** Quality: the reviewer's queue and figures; for an agent, their own results. */
export function QualityPage() {
  const { t } = useTexts();
  const isReviewer = useMay('quality.review');
  const takesPart = useCycles().data?.takesPart ?? false;
  const { values, set } = useUrlFilters(['tab']);
  const tab = values.tab === '' ? (isReviewer ? 'queue' : 'mine') : values.tab;
  return (
    <div className="page">
      <PageHeader title={t('quality.title')} about={t('quality.about')} />
      <Tabs value={tab} onChange={(next) => set('tab', next)} keepMounted={false} className="page-tabs">
        <TabLine key={String(takesPart)} open={tab}>
          {isReviewer && <Tabs.Tab value="queue">{t('quality.queue')}</Tabs.Tab>}
          {isReviewer && <Tabs.Tab value="done">{t('quality.done')}</Tabs.Tab>}
          {!isReviewer && <Tabs.Tab value="mine">{t('quality.mine')}</Tabs.Tab>}
          <Tabs.Tab value="answers">{t('quality.answers')}</Tabs.Tab>
          {takesPart && <Tabs.Tab value="audits">{t('cycles.tab')}</Tabs.Tab>}
          <Tabs.Tab value="figures">{t('quality.figures')}</Tabs.Tab>
        </TabLine>
        <Tabs.Panel value="queue">
          <ReviewList query="state=open&limit=100" empty={t('quality.emptyQueue')} hasResults={false} />
        </Tabs.Panel>
        <Tabs.Panel value="done">
          <ReviewList query="state=done&limit=100" empty={t('quality.emptyDone')} hasResults />
        </Tabs.Panel>
        <Tabs.Panel value="mine">
          <ReviewList query="limit=100" empty={t('quality.emptyMine')} hasResults />
        </Tabs.Panel>
        <Tabs.Panel value="answers">
          <HeldTab />
        </Tabs.Panel>
        <Tabs.Panel value="audits">
          <CyclesTab />
        </Tabs.Panel>
        <Tabs.Panel value="figures">
          <FiguresTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
