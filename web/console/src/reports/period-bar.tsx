import { ActionIcon, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReportPeriod } from '../../../shared/wire/report.ts';
import { FilterBar } from '../parts/filter-bar.tsx';
import { useTexts } from '../texts/texts.tsx';
import type { PeriodFilters } from './use-period.ts';

/** Chooses day, week, month or days of one's own, and steps to the one before and after. */
export function PeriodBar({ period, shown }: { period: PeriodFilters; shown: ReportPeriod | undefined }) {
  const { t } = useTexts();
  const { kind, values, set } = period;
  const step = (days: number) => shown && set('from', movedBy(days < 0 ? shown.firstDay : shown.lastDay, days));
  return (
    <FilterBar isSet={period.isSet} clear={period.clear}>
      <NativeSelect
        label={t('reports.period.kind')}
        value={kind}
        onChange={(event) => set('kind', event.currentTarget.value)}
        data={(['day', 'week', 'month', 'custom'] as const).map((value) => ({
          value,
          label: t(`reports.period.${value}`),
        }))}
      />
      <TextInput
        type="date"
        label={t(kind === 'custom' ? 'reports.period.from' : 'reports.period.any')}
        value={values.from || (kind === 'custom' ? '' : (shown?.firstDay ?? ''))}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      {kind === 'custom' ? (
        <TextInput
          type="date"
          label={t('reports.period.to')}
          value={values.to}
          onChange={(event) => set('to', event.currentTarget.value)}
        />
      ) : (
        <Group gap={4}>
          <ActionIcon variant="default" size="lg" aria-label={t('reports.period.before')} onClick={() => step(-1)}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={t('reports.period.after')} onClick={() => step(1)}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      )}
    </FilterBar>
  );
}

/** A local day some days later; a plain date has no zone. */
function movedBy(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
