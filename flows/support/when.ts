import type { Turn } from './turn.ts';

const DAY_MS = 86_400_000;

/** From here on, a promise that falls outside the opening hours is told by its day alone. */
const FAR_MS = 2 * DAY_MS;

/** By when an answer is promised. A far limit in working days keeps the time of the question, so the hour of a night says nothing. */
export function sayLimit(turn: Turn, at: Date): string {
  const { calendar, now, policy } = turn.ctx;
  if (at.getTime() - now.getTime() < FAR_MS || calendar.isOpen(at)) return sayWhen(turn, at);
  return turn.t('when.date', { date: dateOf(at, languageOf(turn), policy.organisation.timeZone) });
}

/** An instant as the organisation's people say it: `hoy a las 9:00`, `mañana a las 9:00`, `el lunes 23 de noviembre a las 9:00`. */
export function sayWhen(turn: Turn, at: Date): string {
  const { timeZone } = turn.ctx.policy.organisation;
  const language = languageOf(turn);
  const day = (instant: Date) => format('en-CA', { timeZone, dateStyle: 'short' }, instant);
  const time = format(language, { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }, at).replace(
    /^0(?=\d)/,
    '',
  );
  const { now } = turn.ctx;
  if (day(at) === day(now)) return turn.t('when.today', { time });
  if (day(at) === day(new Date(now.getTime() + DAY_MS))) return turn.t('when.tomorrow', { time });
  return turn.t('when.day', { date: dateOf(at, language, timeZone), time });
}

function languageOf(turn: Turn): string {
  const { locale } = turn.ctx.policy.organisation;
  return turn.t('locale') === 'en' ? 'en-US' : locale === 'en' ? 'es-MX' : locale;
}

function dateOf(at: Date, language: string, timeZone: string): string {
  return format(language, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }, at).replace(',', '');
}

function format(locale: string, options: Intl.DateTimeFormatOptions, at: Date): string {
  return new Intl.DateTimeFormat(locale, options).format(at);
}
