import { Text, VisuallyHidden } from '@mantine/core';
import type { QuotaAgent } from '../../../shared/wire.ts';
import { useTexts } from '../texts/texts.tsx';

/** The month's days, Monday first: what each asked for and what came of it (EXS-40). */
export function MonthCalendar({ days, perDay }: { days: QuotaAgent['days']; perDay: number }) {
  const { t, locale } = useTexts();
  const [first] = days;
  if (first === undefined) return null;
  // Monday is 0: weeks begin with it here.
  const before = (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const names = Array.from({ length: 7 }, (_, day) =>
    new Date(Date.UTC(2024, 0, 1 + day)).toLocaleDateString(locale, { weekday: 'narrow', timeZone: 'UTC' }),
  );
  const today = new Date().toLocaleDateString('en-CA');
  return (
    <section aria-label={t('knowledge.calendar')}>
      <Text size="sm" c="dimmed" mb={6}>
        {t('knowledge.calendarHint', { count: perDay })}
      </Text>
      <div className="calendar" aria-hidden>
        {names.map((name, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the days of a week never change places
          <Text key={place} size="xs" c="dimmed" ta="center">
            {name}
          </Text>
        ))}
      </div>
      <ul className="calendar">
        {Array.from({ length: before }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty places before the first day
          <li key={`before-${place}`} aria-hidden />
        ))}
        {days.map(({ date, status, total }) => (
          <li
            key={date}
            className="calendar-day"
            data-status={status}
            data-today={date === today}
            title={t(`knowledge.day.${status}`)}
          >
            <Text component="span" size="xs" c="dimmed">
              {Number(date.slice(8))}
            </Text>
            <Text component="span" size="sm" fw={700} ta="right">
              {total > 0 ? total : ''}
              <VisuallyHidden>
                {' '}
                {t(`knowledge.day.${status}`)}
                {total > 0 && `, ${t('knowledge.entriesOfDay', { count: total })}`}
              </VisuallyHidden>
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
