import { Stack, Switch, Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { RoutineRun } from '../../../shared/wire/routine.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { TabLine } from '../parts/tab-line.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { Checklist } from './checklist.tsx';
import { useRoutines } from './use-routines.ts';

/** Recurring checklists: today's, those of longer periods, and what was signed. */
export function RoutinesPage() {
  const { t } = useTexts();
  const mayAll = useMay('routines.manage');
  const { values, set } = useUrlFilters(['tab', 'all']);
  const all = mayAll && values.all === 'true';
  const [params] = useSearchParams();
  const open = useRoutines({ history: false, all }).data?.items ?? [];
  // A notice leads to one of them, wherever it stands.
  const isLater = open.some(({ id, every }) => id === params.get('id') && every !== 'day');
  const tab = values.tab === '' ? (isLater ? 'later' : 'today') : values.tab;
  return (
    <div className="page">
      <PageHeader title={t('routines.title')} about={t('routines.about')}>
        {mayAll && (
          <Switch
            label={t('routines.everybody')}
            checked={all}
            onChange={(event) => set('all', event.currentTarget.checked ? 'true' : null)}
          />
        )}
      </PageHeader>
      <Tabs value={tab} onChange={(next) => set('tab', next)} keepMounted={false} className="page-tabs">
        <TabLine open={tab}>
          <Tabs.Tab value="today">{t('routines.today')}</Tabs.Tab>
          <Tabs.Tab value="later">{t('routines.later')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('routines.history')}</Tabs.Tab>
        </TabLine>
        <Tabs.Panel value="today">
          <Runs history={false} all={all} is={({ every }) => every === 'day'} empty={t('routines.emptyToday')} />
        </Tabs.Panel>
        <Tabs.Panel value="later">
          <Runs history={false} all={all} is={({ every }) => every !== 'day'} empty={t('routines.emptyLater')} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <Runs history all={all} is={() => true} empty={t('routines.emptyHistory')} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Runs(props: { history: boolean; all: boolean; is: (run: RoutineRun) => boolean; empty: string }) {
  const { t } = useTexts();
  const query = useRoutines(props);
  const [params] = useSearchParams();
  const wanted = params.get('id');
  return (
    <QueryStates query={query} isEmpty={({ items }) => !items.some(props.is)} empty={props.empty}>
      {({ items }) => {
        const runs = items.filter(props.is).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
        // The ones of now first; what was left unsigned is many on a busy desk, and stands folded below.
        const now = runs.filter(({ state }) => state !== 'overdue');
        const late = runs.filter(({ state }) => state === 'overdue').reverse();
        return (
          <Stack maw={820}>
            {now.map((run) => (
              <Checklist key={run.id} run={run} />
            ))}
            {now.length === 0 && <EmptyState>{props.empty}</EmptyState>}
            {late.length > 0 && (
              <details open={late.some(({ id }) => id === wanted)}>
                <summary className="late-runs">{t('routines.late', { count: late.length })}</summary>
                <Stack mt="sm">
                  {late.map((run) => (
                    <Checklist key={run.id} run={run} />
                  ))}
                </Stack>
              </details>
            )}
          </Stack>
        );
      }}
    </QueryStates>
  );
}
