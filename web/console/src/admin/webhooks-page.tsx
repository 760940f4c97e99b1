import { Badge, Button, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { AddWebhook } from './add-webhook.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useDeed } from './use-deed.ts';

const path = '/api/integrations/webhooks';

/** Outside systems that are told of tickets, each tried out, turned off or taken away; and what became of what was sent. */
export function WebhooksPage() {
  const { t } = useTexts();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => api.get<{ items: Webhook[] }>(path, signal),
  });
  return (
    <div className="page">
      <PageHeader title={t('webhooks.title')} about={t('webhooks.about')}>
        <Button onClick={() => setAdding(true)}>{t('webhooks.add')}</Button>
      </PageHeader>
      {secret && <SecretOnce label={t('webhooks.secret')} value={secret} />}
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('webhooks.empty')}>
        {({ items }) => (
          <Stack maw={900}>
            {items.map((webhook) => (
              <Endpoint key={webhook.id} webhook={webhook} renewed={setSecret} />
            ))}
            <Title order={2} size="h5" mt="md">
              {t('webhooks.log')}
            </Title>
            <DeliveryLog names={new Map(items.map(({ id, name }) => [id, name]))} />
          </Stack>
        )}
      </QueryStates>
      <AddWebhook isOpen={isAdding} close={() => setAdding(false)} added={setSecret} />
    </div>
  );
}

function Endpoint({ webhook, renewed }: { webhook: Webhook; renewed: (secret: string) => void }) {
  const { t } = useTexts();
  const notice = useNotice();
  const [asked, setAsked] = useState<'remove' | 'rotate' | null>(null);
  const own = `${path}/${encodeURIComponent(webhook.id)}`;
  const close = () => setAsked(null);
  const change = useDeed('webhooks', (enabled: boolean) => api.send('PUT', own, { enabled }));
  const remove = useDeed('webhooks', () => api.send('DELETE', own), close);
  const rotate = useDeed(
    'webhooks',
    () => api.send<{ secret: string }>('POST', `${own}/secret`, {}),
    ({ secret }) => {
      close();
      renewed(secret);
    },
  );
  const ping = useDeed(
    'deliveries',
    () => api.send<{ status: number | null; problem: string | null; ms: number }>('POST', `${own}/ping`),
    ({ status, problem, ms }) =>
      notice(t(problem ? 'webhooks.pingFailed' : 'webhooks.pingDone', { status: status ?? '—', problem, ms }), {
        color: problem ? 'red' : 'green',
      }),
  );
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <div className="min-0">
          <Group gap="xs">
            <Text fw={600}>{webhook.name}</Text>
            <Badge variant="light" size="sm">
              {webhook.system}
            </Badge>
            {webhook.off === 'gone' && (
              <Badge color="red" variant="light" size="sm">
                {t('webhooks.gone')}
              </Badge>
            )}
            {webhook.dead > 0 && (
              <Badge color="red" size="sm">
                {t('webhooks.dead', { count: webhook.dead })}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" className="ticket-text">
            {webhook.url}
          </Text>
          <Text size="xs" c="dimmed">
            {t('webhooks.events', { count: webhook.events.length })} ·{' '}
            {t('webhooks.waiting', { count: webhook.waiting })}
          </Text>
        </div>
        <Switch
          label={t('webhooks.on')}
          checked={webhook.enabled}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
      </Group>
      <Group gap="xs" mt="sm">
        <Button size="xs" variant="default" loading={ping.isPending} onClick={() => ping.mutate(undefined)}>
          {t('webhooks.ping')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsked('rotate')}>
          {t('webhooks.rotate')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsked('remove')}>
          {t('webhooks.remove')}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={asked !== null}
        title={t(`webhooks.${asked ?? 'remove'}`)}
        body={t(`webhooks.${asked ?? 'remove'}About`, { name: webhook.name })}
        action={t(`webhooks.${asked ?? 'remove'}`)}
        isDanger={asked === 'remove'}
        isBusy={remove.isPending || rotate.isPending}
        cancel={close}
        confirm={() => (asked === 'rotate' ? rotate.mutate(undefined) : remove.mutate(undefined))}
      />
    </Paper>
  );
}
