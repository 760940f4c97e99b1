import type { Turn } from './turn.ts';

const DAY_MS = 86_400_000;

/** An instant as the organisation's people say it: `hoy a las 9:00`, `mañana a las 9:00`, `el lunes 23 de noviembre a las 9:00`. */
export function sayWhen(turn: Turn, at: Date): string {
  const { locale, timeZone } = turn.ctx.policy.organisation;
  const language = turn.t('locale') === 'en' ? 'en-US' : locale === 'en' ? 'es-MX' : locale;
  const day = (instant: Date) => format('en-CA', { timeZone, dateStyle: 'short' }, instant);
  const time = format(language, { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }, at).replace(
    /^0(?=\d)/,
    '',
  );
  const { now } = turn.ctx;
  if (day(at) === day(now)) return turn.t('when.today', { time });
  if (day(at) === day(new Date(now.getTime() + DAY_MS))) return turn.t('when.tomorrow', { time });
  const date = format(language, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }, at).replace(',', '');
  return turn.t('when.day', { date, time });
}

function format(locale: string, options: Intl.DateTimeFormatOptions, at: Date): string {
  return new Intl.DateTimeFormat(locale, options).format(at);
}
