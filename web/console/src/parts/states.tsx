import { Alert, Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.tsx';
import { useErrorText } from './error-text.ts';

/** Nothing there, said kindly. */
export function EmptyState({ children }: { children: ReactNode }) {
  return (
    <Center p="xl">
      <Text c="dimmed" ta="center">
        {children}
      </Text>
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
