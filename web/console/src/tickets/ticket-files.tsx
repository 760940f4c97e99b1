import { Anchor, Badge, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { TicketFile as File } from '../../../shared/wire/ticket.ts';
import { useTexts } from '../texts/texts.tsx';
import { ticketPath } from './use-ticket.ts';

/** A file of the ticket, to download, with what was done to it before it was kept. */
export function TicketFile({ file, ticketId }: { file: File; ticketId: string }) {
  const { t } = useTexts();
  const href = ticketPath(ticketId, `/files/${encodeURIComponent(file.fileId)}`);
  return (
    <div className="ticket-file">
      <IconFile size={16} stroke={1.6} aria-hidden />
      <Anchor href={href} download size="sm">
        {file.name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {Math.max(1, Math.round(file.size / 1_000))} kB
      </Text>
      {file.review && file.review !== 'clean' && (
        <Badge color={file.review === 'redacted' ? 'yellow' : 'orange'} variant="light" size="sm">
          {t(`files.${file.review}`)}
        </Badge>
      )}
    </div>
  );
}
