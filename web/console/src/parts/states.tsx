import { Alert, Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Icon } from '../app/area.ts';
import { useTexts } from '../texts/texts.tsx';
import { useErrorText } from './error-text.ts';

/** Nothing there, said kindly: a picture, why, and what to do about it. */
export function EmptyState(props: { icon?: Icon; action?: ReactNode; children: ReactNode }) {
  const { icon: Picture, action, children } = props;
  return (
    <Center p="xl">
      <Stack align="center" gap="sm" maw={420}>
        {Picture && (
          <span className="empty-picture">
            <Picture size={30} stroke={1.5} aria-hidden />
          </span>
        )}
        <Text c="dimmed" ta="center">
          {children}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}

/** It failed: why, and the way to try again. */
export function ErrorState({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  return (
    <Alert color="red" role="alert" m="md" title={t('error.title')}>
      <Stack align="flex-start" gap="xs">
        {errorText(error)}
        <Button size="xs" variant="default" onClick={retry}>
          {t('retry')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** Grey lines in place of what is on its way. */
export function LoadingState({ rows = 4 }: { rows?: number }) {
  const { t } = useTexts();
  return (
    <Stack p="md" gap="sm" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
        <Skeleton key={row} height={44} />
      ))}
    </Stack>
  );
}

/** The four states of a query: on its way, failed, empty, there. */
export function QueryStates<T>({
  query,
  isEmpty,
  empty,
  children,
}: {
  query: UseQueryResult<T>;
  isEmpty?: (data: T) => boolean;
  empty?: string;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) {
    return isEmpty?.(query.data) ? <EmptyState>{empty}</EmptyState> : children(query.data);
  }
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <LoadingState />;
}
