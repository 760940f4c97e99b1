import { Button, Checkbox, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../shared/api-client.ts';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { api } from '../app/api.ts';
import { useErrorText } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ticketPath } from './use-ticket.ts';

/** What the gateway takes, bytes. */
const MAX_FILE = 10 * 1024 * 1024;

interface Sending {
  readonly name: string;
  /** 0 to 1; all of it may have left while the gateway still reads it. */
  readonly share: number;
  readonly error: unknown;
}

/** Puts files on the ticket, one after the other: for the desk alone, unless the requester is to see them. */
export function AddFiles({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [isShown, show] = useState(false);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  if (!may) return null;
  const isBusy = sending.some(({ error }) => error === null);
  const send = async (files: readonly File[]) => {
    const lines: Sending[] = files.map(({ name }) => ({ name, share: 0, error: null }));
    const set = (at: number, change: Partial<Sending>) => {
      lines[at] = { ...(lines[at] as Sending), ...change };
      setSending([...lines]);
    };
    setSending(lines);
    const left = new Set<number>();
    for (const [at, file] of files.entries()) {
      try {
        if (file.size > MAX_FILE) throw new ApiError('FILE_TOO_LARGE', 413, '', { limit: MAX_FILE });
        const about = new URLSearchParams({ name: file.name, internal: String(!isShown) });
        await api.upload(ticketPath(ticket.id, `/files?${about}`), file, (share) => set(at, { share }));
        left.add(at);
      } catch (error) {
        set(at, { error });
      }
    }
    setSending(lines.filter((_, at) => !left.has(at)));
    await client.invalidateQueries({ queryKey: ['tickets'] });
  };
  return (
    <Stack gap={6} mt={6}>
      <Group gap="sm">
        <FileButton multiple onChange={(files) => void send(files)}>
          {(button) => (
            <Button
              {...button}
              size="compact-xs"
              variant="default"
              loading={isBusy}
              leftSection={<IconPaperclip size={14} aria-hidden />}
            >
              {t('caseWork.attach')}
            </Button>
          )}
        </FileButton>
        <Checkbox
          size="xs"
          label={t('tickets.files.shown')}
          checked={isShown}
          disabled={isBusy}
          onChange={(event) => show(event.currentTarget.checked)}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {t('tickets.files.about')}
      </Text>
      {sending.map(({ name, share, error }) => (
        <div key={name}>
          <Text size="xs">{name}</Text>
          {error === null ? (
            <Progress value={share * 100} size="sm" aria-label={t('tickets.files.sending', { name })} />
          ) : (
            <Text size="xs" c="red" role="alert">
              {errorText(error)}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  );
}
