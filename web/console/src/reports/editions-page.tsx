import './reports.css';
import { Button, NativeSelect, Stack } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { FilterBar } from '../parts/filter-bar.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { EditionCard } from './edition-card.tsx';
import { MakeEdition } from './make-edition.tsx';
import { ReportTabs } from './report-tabs.tsx';
import { useEditions, useOffers } from './use-editions.ts';

/** Reports as they are handed in: what was made, who got it, and what waits to be accepted (MAS-115, MAS-116, ICE-47). */
export function EditionsPage() {
  const { t } = useTexts();
  const mayMake = useMay('reports.manage');
  const [isMaking, make] = useState(false);
  const filters = useUrlFilters(['report'] as const);
  const offers = useOffers().data;
  const query = useEditions(filters.values.report);
  const [params] = useSearchParams();
  const button = mayMake && offers !== undefined && offers.reports.length > 0 && (
    <Button size="xs" onClick={() => make(true)}>
      {t('editions.make')}
    </Button>
  );
  return (
    <div className="page">
      <PageHeader title={t('editions.title')} about={t('editions.about')}>
        {button}
      </PageHeader>
      <ReportTabs />
      <FilterBar isSet={filters.isSet} clear={filters.clear}>
        <NativeSelect
          label={t('editions.report')}
          value={filters.values.report}
          onChange={(event) => filters.set('report', event.currentTarget.value)}
          data={[
            { value: '', label: t('editions.all') },
            ...(offers?.reports ?? []).map(({ name: value, label }) => ({ value, label })),
          ]}
        />
      </FilterBar>
      <QueryStates query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState icon={IconFileText} action={button}>
                {t(offers?.reports.length === 0 ? 'editions.noRules' : 'editions.empty')}
              </EmptyState>
            );
          return (
            <Stack>
              {items.map((edition) => (
                <EditionCard key={edition.id} edition={edition} isWanted={edition.id === params.get('id')} />
              ))}
              <MoreButton query={query} />
            </Stack>
          );
        }}
      </QueryStates>
      {isMaking && offers && <MakeEdition offers={offers} close={() => make(false)} />}
    </div>
  );
}
