import { Badge, Text } from '@mantine/core';
import type { TicketDetail } from '../../../shared/wire/ticket.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { actorWords, eventWords, type WordsAbout } from './event-words.ts';
import { useAgentName } from './names.tsx';
import { TicketFile } from './ticket-files.tsx';

/** What happened to the ticket, the newest first: who, when, what. */
export function TicketTimeline({ detail: { ticket, events } }: { detail: TicketDetail }) {
  const { t, locale } = useTexts();
  const policy = usePolicy().data;
  const nameOf = useAgentName();
  const about: WordsAbout = { t, locale, policy, ticket, nameOf };
  return (
    <ol className="ticket-timeline">
      {events.toReversed().map((event) => (
        <li key={event.id} data-type={event.type} data-who={event.actor.role}>
          <div className="timeline-head">
            <Text size="sm" fw={600}>
              {eventWords(event, about)}
            </Text>
            {event.internal && (event.note || event.attachments.length > 0) && event.type !== 'tagged' && (
              <Badge size="xs" variant="light" color="yellow">
                {t('tickets.inside')}
              </Badge>
            )}
          </div>
          {event.note && event.type !== 'tagged' && (
            <Text size="sm" className="ticket-text timeline-note" data-inside={event.internal || undefined}>
              <MarkedText text={event.note} />
            </Text>
          )}
          {event.attachments.map((file) => (
            <TicketFile key={file.fileId} file={file} ticketId={ticket.id} />
          ))}
          <Text size="xs" c="dimmed">
            {actorWords(event, about)} · <Instant at={event.at} />
          </Text>
        </li>
      ))}
    </ol>
  );
}
