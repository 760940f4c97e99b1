import { Button, FileButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketUpload } from './use-ticket.ts';

/** Puts a file on the ticket for the desk alone, such as the scan of a form (CON-16). */
export function AttachFile({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const upload = useTicketUpload(ticket.id);
  if (!may) return null;
  return (
    <FileButton onChange={(file) => file && upload.mutate({ file })}>
      {(props) => (
        <Button
          {...props}
          size="compact-xs"
          variant="subtle"
          loading={upload.isPending}
          leftSection={<IconPaperclip size={14} aria-hidden />}
        >
          {t('caseWork.attach')}
        </Button>
      )}
    </FileButton>
  );
}
