import { Button, Stack, Tabs } from '@mantine/core';
import { IconPlus, IconServerBolt } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { TabLine } from '../parts/tab-line.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import './availability.css';
import { NoticeCard } from './notice-card.tsx';
import { NoticeForm } from './notice-form.tsx';
import { OutageLog } from './outage-log.tsx';
import { useMaintenance } from './use-availability.ts';

/** Notices of maintenance (MAS-110, MAS-111) and the log of interruptions (MAS-83). */
export function AvailabilityPage() {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') === 'log' ? 'log' : 'notices';
  return (
    <div className="page">
      <PageHeader title={t('availability.title')} about={t('availability.about')} />
      <Tabs value={tab} onChange={(value) => setParams(value === 'log' ? { tab: 'log' } : {})}>
        <TabLine label={t('availability.title')} open={tab}>
          <Tabs.Tab value="notices">{t('availability.notices')}</Tabs.Tab>
          <Tabs.Tab value="log">{t('availability.log')}</Tabs.Tab>
        </TabLine>
        <Tabs.Panel value="notices" pt="md">
          {tab === 'notices' && <Notices />}
        </Tabs.Panel>
        <Tabs.Panel value="log" pt="md">
          {tab === 'log' && <OutageLog />}
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Notices() {
  const { t } = useTexts();
  const mayWrite = useMay('availability.write');
  const query = useMaintenance();
  const [isWriting, write] = useState(false);
  return (
    <Stack maw={860} align="stretch">
      {mayWrite && (
        <div>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => write(true)}>
            {t('availability.write')}
          </Button>
        </div>
      )}
      <QueryStates query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState icon={IconServerBolt}>{t('availability.empty')}</EmptyState>;
          return (
            <Stack>
              {items.map((one) => (
                <NoticeCard key={one.id} notice={one} />
              ))}
              <MoreButton query={query} />
            </Stack>
          );
        }}
      </QueryStates>
      {isWriting && <NoticeForm notice={null} close={() => write(false)} />}
    </Stack>
  );
}
