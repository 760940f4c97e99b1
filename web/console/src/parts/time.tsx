import { useEffect, useState } from 'react';
import { useTexts } from '../texts/texts.tsx';
import type { Translate } from '../texts/translate.ts';

/** The present, renewed every `everyMs` milliseconds. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** An instant in the reader's zone: the hour today, the day and hour otherwise; the whole of it on hover. */
export function Instant({ at }: { at: string }) {
  const { locale } = useTexts();
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const short = isToday
    ? date.toLocaleTimeString(locale, clock)
    : date.toLocaleString(locale, { day: 'numeric', month: 'short', ...clock });
  return (
    <time dateTime={at} title={date.toLocaleString(locale)}>
      {short}
    </time>
  );
}

/** Minutes and seconds, or hours and minutes past the hour: `04:05`, `1 h 12 min`. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long ago or until: "hace 5 min", "en 2 h"; the instant itself on hover. */
export function RelativeTime({ at }: { at: string }) {
  const { locale } = useTexts();
  const now = useNow(30_000);
  const date = new Date(at);
  return (
    <time dateTime={at} title={date.toLocaleString(locale)}>
      {relativeText(date.getTime() - now, locale)}
    </time>
  );
}

/** A day in words: today, yesterday, or its date. */
export function dayText(at: string, locale: string, t: Translate): string {
  const date = new Date(at);
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  if (date.toDateString() === new Date().toDateString()) return t('day.today');
  if (date.toDateString() === yesterday.toDateString()) return t('day.yesterday');
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  const parts = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return date.toLocaleDateString(locale, isThisYear ? parts : { ...parts, year: 'numeric' });
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A span from now in words; negative = past, milliseconds. */
export function relativeText(ms: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const step = steps.find(([, size]) => Math.abs(ms) >= size);
  return step ? words.format(Math.trunc(ms / step[1]), step[0]) : words.format(0, 'minute');
}
