import { Box, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MailCheck as Outcome } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { StateBadge } from './state-badge.tsx';

/** Connects to the mail server and to every mailbox, and says what came of it. Nothing is sent or read. */
export function MailCheck() {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const check = useMutation({
    mutationFn: () => api.send<{ items: Outcome[] }>('POST', '/api/system/mail-check'),
    onError: notify,
  });
  const columns: Column<Outcome>[] = [
    {
      key: 'name',
      header: t('system.mailbox'),
      isTitle: true,
      cell: ({ name }) => (name === 'smtp' ? t('system.smtp') : name),
    },
    { key: 'state', header: t('tokens.state'), cell: ({ ok }) => <StateBadge ok={ok} detail={null} /> },
    { key: 'problem', header: t('audit.facts'), cell: ({ problem }) => problem ?? '' },
  ];
  return (
    <Box w="100%">
      {check.data?.items.length === 0 && <Text size="sm">{t('system.noMail')}</Text>}
      {check.data && check.data.items.length > 0 && (
        <DataTable label={t('system.mail')} rows={check.data.items} columns={columns} rowKey={({ name }) => name} />
      )}
      <Button size="xs" mt="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        {t('system.tryMail')}
      </Button>
    </Box>
  );
}
