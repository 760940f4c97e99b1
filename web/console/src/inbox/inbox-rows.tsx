import { Button } from '@mantine/core';
import { IconCoffee, IconFilterOff, IconInbox } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { preferences } from '../app/preferences.ts';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { InboxLine } from './inbox-row.tsx';
import { type InboxView, useConversations } from './use-conversations.ts';
import type { Selection } from './use-selection.ts';

/** Lines before the end at which the next page is fetched. */
const AHEAD = 15;

/** The lines of a list, however many: only those in sight are drawn, and the next page is there before one arrives. */
export function InboxRows(props: {
  view: InboxView;
  filter: string;
  /** Takes all filters away; null: none is set. */
  clear: (() => void) | null;
  openId: string | null;
  selection: Selection;
}) {
  const { t } = useTexts();
  const { view, filter, clear, openId, selection } = props;
  const query = useConversations(view, filter);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => (preferences().density === 'compact' ? 76 : 92),
    getItemKey: (place) => rows[place]?.id ?? place,
    overscan: 8,
  });
  const lastShown = list.range?.endIndex ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= rows.length - AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, rows.length]);
  useWalk(rows, openId, (place) => list.scrollToIndex(place, { align: 'auto' }));
  return (
    <div ref={box} className="inbox-scroll">
      {query.data === undefined &&
        (query.error ? (
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LoadingState rows={6} />
        ))}
      {query.data && rows.length === 0 && !hasNextPage && <NothingHere view={view} clear={clear} />}
      <div className="inbox-rows" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              ref={list.measureElement}
              data-index={index}
              className="inbox-place"
              style={{ transform: `translateY(${start}px)` }}
            >
              <InboxLine row={row} isOpen={row.id === openId} selection={selection} />
            </div>
          );
        })}
      </div>
      {isFetchingNextPage && <LoadingState rows={1} />}
      {query.isFetchNextPageError && (
        <Button variant="subtle" fullWidth onClick={() => void fetchNextPage()}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}

function NothingHere({ view, clear }: { view: InboxView; clear: (() => void) | null }) {
  const { t } = useTexts();
  if (clear) {
    return (
      <EmptyState
        icon={IconFilterOff}
        action={
          <Button size="xs" variant="default" onClick={clear}>
            {t('clearFilters')}
          </Button>
        }
      >
        {t('inbox.emptyFilter')}
      </EmptyState>
    );
  }
  return <EmptyState icon={view === 'waiting' ? IconCoffee : IconInbox}>{t(`inbox.empty.${view}`)}</EmptyState>;
}

/** `j` and `k` walk through the conversations. */
function useWalk(rows: readonly { id: string }[], openId: string | null, show: (place: number) => void): void {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const step = (by: number) => {
    const place = rows.findIndex(({ id }) => id === openId);
    const next = place < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, place + by));
    const row = rows[next];
    if (!row) return;
    show(next);
    void navigate({ pathname: `/inbox/${encodeURIComponent(row.id)}`, search: search.toString() });
  };
  useShortcut('j', { text: 'keys.next', group: 'list' }, () => step(1));
  useShortcut('k', { text: 'keys.previous', group: 'list' }, () => step(-1));
}
