import { Stack, Switch, Tabs } from '@mantine/core';
import type { RoutineRun } from '../../../shared/wire/routine.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
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
  const tab = values.tab === '' ? 'today' : values.tab;
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
      <Tabs value={tab} onChange={(next) => set('tab', next)} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="today">{t('routines.today')}</Tabs.Tab>
          <Tabs.Tab value="later">{t('routines.later')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('routines.history')}</Tabs.Tab>
        </Tabs.List>
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
  const query = useRoutines(props);
  return (
    <QueryStates query={query} isEmpty={({ items }) => !items.some(props.is)} empty={props.empty}>
      {({ items }) => (
        <Stack maw={820}>
          {items
            .filter(props.is)
            .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
            .map((run) => (
              <Checklist key={run.id} run={run} />
            ))}
        </Stack>
      )}
    </QueryStates>
  );
}
