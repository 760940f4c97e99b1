import { Badge, Button, Code, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page, WebhookDelivery } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useDeed } from './use-deed.ts';

const path = '/api/integrations/deliveries';
const colors: Readonly<Record<string, string>> = { delivered: 'green', pending: 'blue', dead: 'red' };

/** What was sent to outside systems, newest first, each with its tries; what gave up is sent again. */
export function DeliveryLog({ names }: { names: ReadonlyMap<string, string> }) {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: ['deliveries'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<WebhookDelivery>>(pageParam ? `${path}?after=${encodeURIComponent(pageParam)}` : path, signal),
    getNextPageParam: (page) => page.next,
  });
  const replay = useDeed('deliveries', (id: string) => api.send('POST', `${path}/${encodeURIComponent(id)}/replay`));
  const columns: Column<WebhookDelivery>[] = [
    { key: 'type', header: t('webhooks.event'), isTitle: true, cell: ({ type }) => <Code>{type}</Code> },
    { key: 'endpoint', header: t('webhooks.name'), cell: ({ endpointId }) => names.get(endpointId) ?? endpointId },
    { key: 'at', header: t('audit.at'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
    { key: 'state', header: t('tokens.state'), cell: (one) => <State delivery={one} /> },
    {
      key: 'again',
      header: '',
      cell: ({ id, state }) =>
        state === 'dead' ? (
          <Button size="xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate(id)}>
            {t('webhooks.replay')}
          </Button>
        ) : null,
    },
  ];
  const items = query.data?.pages.flatMap((page) => page.items);
  if (items === undefined)
    return query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />;
  if (items.length === 0) return <EmptyState>{t('webhooks.logEmpty')}</EmptyState>;
  return (
    <>
      <DataTable label={t('webhooks.log')} rows={items} columns={columns} rowKey={({ id }) => id} />
      <MoreButton query={query} />
    </>
  );
}

function State({ delivery: { state, tries, log } }: { delivery: WebhookDelivery }) {
  const { t } = useTexts();
  const last = log.at(-1);
  return (
    <>
      <Badge size="sm" variant="light" color={colors[state] ?? 'gray'}>
        {t(`webhooks.state.${state}`)}
      </Badge>
      <Text size="xs" c="dimmed">
        {t('webhooks.tries', { count: tries })}
        {last && ` · ${last.status ?? last.problem ?? ''} · ${last.ms} ms`}
      </Text>
    </>
  );
}
