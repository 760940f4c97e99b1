import { Button } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';

/** What the button reads of an endless list. */
interface Endless {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** Fetches the next page of a list, if there is one. */
export function MoreButton({ query }: { query: Endless }) {
  const { t } = useTexts();
  if (!query.hasNextPage) return null;
  return (
    <Button variant="subtle" fullWidth loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t('more')}
    </Button>
  );
}
