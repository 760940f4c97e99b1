import { NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';
import { FilterBar } from './filter-bar.tsx';

/** Two days of the reader, `YYYY-MM-DD`; both count. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const lengths = [7, 30, 90] as const;

/** Chooses days: the last week, month or quarter at once, or any two. */
export function DaySpan({ span, change }: { span: Days; change: (span: Days) => void }) {
  const { t } = useTexts();
  const length = lengths.find((days) => lastDays(days).from === span.from && lastDays(days).to === span.to);
  const set = (part: Partial<Days>) => {
    // A field that is being typed in is empty for a moment.
    if (Object.values(part).every((day) => day !== '')) change({ ...span, ...part });
  };
  return (
    <FilterBar isSet={length !== 30} clear={() => change(lastDays(30))}>
      <NativeSelect
        className="whole-line"
        label={t('daySpan.label')}
        value={length ?? ''}
        onChange={({ currentTarget: { value } }) => value !== '' && change(lastDays(Number(value)))}
        data={[
          ...lengths.map((days) => ({ value: String(days), label: t('daySpan.last', { days }) })),
          { value: '', label: t('daySpan.own'), disabled: length !== undefined },
        ]}
      />
      <TextInput
        type="date"
        label={t('daySpan.from')}
        value={span.from}
        max={span.to}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('daySpan.to')}
        value={span.to}
        min={span.from}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
    </FilterBar>
  );
}

/** So many days up to today. */
export function lastDays(count: number): Days {
  const day = (date: Date) => date.toLocaleDateString('sv');
  const from = new Date();
  from.setDate(from.getDate() - count);
  return { from: day(from), to: day(new Date()) };
}

/** Local days as the span that the API takes: the second one counts too. */
export function spanQuery({ from, to }: Days): string {
  const until = new Date(`${to}T00:00:00`);
  until.setDate(until.getDate() + 1);
  return new URLSearchParams({
    since: new Date(`${from}T00:00:00`).toISOString(),
    until: until.toISOString(),
  }).toString();
}
