import { Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import type { SeenTicket } from '../../../shared/wire/ticket-look.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { QueryStates } from '../parts/states.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useSeenTicket } from './use-ticket.ts';

/** The ticket as its requester finds it under "Mis tickets", word for word. */
export function RequesterView({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const query = useSeenTicket(ticket);
  return (
    <section className="requester-view" aria-labelledby="requester-view-title">
      <Text id="requester-view-title" component="h2" fw={600} size="sm" className="requester-title">
        <IconEye size={16} aria-hidden /> {t('tickets.seen.title')}
      </Text>
      <QueryStates query={query}>{(seen) => <Seen seen={seen} />}</QueryStates>
    </section>
  );
}

function Seen({ seen }: { seen: SeenTicket }) {
  const { t } = useTexts();
  const day = useDay();
  if (!seen.isTold) return <Text size="sm">{t('tickets.seen.nothing')}</Text>;
  return (
    <>
      <p className="seen-head">
        <b>{seen.folio}</b> <span data-tone={seen.tone}>{seen.label}</span>
      </p>
      <p className="seen-subject">
        <MarkedText text={seen.subject} />
      </p>
      {seen.agreedAt && <p className="seen-meta">{t('tickets.seen.agreed', { at: day(seen.agreedAt) })}</p>}
      {seen.history.length === 0 && <Text size="sm">{t('tickets.seen.stateOnly')}</Text>}
      <ol className="seen-history">
        {seen.history.map((line) => (
          <SeenLine key={line.id} line={line} />
        ))}
      </ol>
      {seen.may.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('tickets.seen.may')} {seen.may.map((one) => t(`tickets.seen.deed.${one}`)).join(', ')}.
        </Text>
      )}
    </>
  );
}

function SeenLine({ line }: { line: SeenTicket['history'][number] }) {
  const { t } = useTexts();
  const day = useDay();
  const instant = useInstant();
  const bot = usePolicy().data?.organisation.botName ?? '';
  const value = line.kind === 'date' && line.value ? day(line.value) : (line.value ?? '');
  return (
    <li data-who={line.who}>
      <p className="seen-line">
        <b>{t(`tickets.seen.event.${line.kind}`, { value })}</b>{' '}
        <span>
          {line.who === 'requester' ? t('tickets.seen.you') : bot} · {instant(line.at)}
        </span>
      </p>
      {line.text && (
        <p className="ticket-text">
          <MarkedText text={line.text} />
        </p>
      )}
      {line.kind === 'comment' && value !== '' && <p>{t('tickets.seen.event.state', { value })}</p>}
      {line.files.map(({ name, held }) => (
        <p key={name} className="ticket-quiet">
          {name} {held && t('tickets.seen.held')}
        </p>
      ))}
    </li>
  );
}

/** Instants as the requester reads them: in the organisation's zone. */
function useInstant(): (at: string) => string {
  return useFormat({ dateStyle: 'medium', timeStyle: 'short' });
}

function useDay(): (at: string) => string {
  return useFormat({ dateStyle: 'long' });
}

function useFormat(style: Intl.DateTimeFormatOptions): (at: string) => string {
  const organisation = usePolicy().data?.organisation;
  const zone = organisation ? { timeZone: organisation.timeZone } : {};
  const format = new Intl.DateTimeFormat(organisation?.locale ?? 'es', { ...style, ...zone });
  return (at) => format.format(new Date(at));
}
