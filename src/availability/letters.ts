import type { OutgoingMail } from '../contracts/mail.ts';
import type { ServiceNoticeDoc } from '../storage/models/availability.ts';
import type { MaintenanceDeps } from './deps.ts';

/** The mail of a notice, the same for all who get it: what, when, which services, and the desk's own words. */
export function letterOf(
  { t, policy }: Pick<MaintenanceDeps, 't' | 'policy'>,
  { org, kind, news, title, text, services, from, to }: ServiceNoticeDoc,
): Pick<OutgoingMail, 'organisation' | 'subject' | 'text'> {
  const about = news === null || news === 'announced' ? kind : news;
  const { locale, timeZone, name: organisation } = policy.organisation;
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const period =
    kind === 'urgent'
      ? t('maintenanceMail.estimate', { from: words.format(from), to: words.format(to) })
      : t('maintenanceMail.period', { period: words.formatRange(from, to) });
  const lines = [
    t(`maintenanceMail.${about}`),
    title,
    ...(news === 'restored' ? [] : [period]),
    ...(services.length === 0 ? [] : [t('maintenanceMail.services', { services: services.join(', ') })]),
    ...(text === '' ? [] : [text]),
    organisation,
  ];
  return {
    organisation: org,
    subject: t(`maintenanceMail.subject.${about}`, { organisation, title }),
    text: lines.join('\n\n'),
  };
}
