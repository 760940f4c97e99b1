import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import type { ConversationNote } from '../../../shared/wire/note.ts';
import { EmptyState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { entriesOf } from './entries.ts';
import { TranscriptRow } from './transcript-row.tsx';
import { useOlder } from './use-conversation.ts';
import { useAskedPlace, useGoTo } from './use-go-to.ts';
import { useNotes } from './use-notes.ts';
import type { Outgoing } from './use-outgoing.ts';

const none: readonly ConversationNote[] = [];

/** How near an end of the list counts as being there, pixels. */
const NEAR = 80;

/** Where the unread messages began when the conversation was opened. */
export type Unread = { readonly from: number; readonly count: number } | null;

/**
 * The transcript: only what is seen is drawn. It follows new messages while one reads at the end, stays put while one
 * reads above, and fetches older ones when one comes to the top.
 */
export function Transcript(props: { conversation: ConversationDetail; outgoing: Outgoing; unread: Unread }) {
  const { t } = useTexts();
  const { conversation, outgoing, unread } = props;
  const { transcript } = conversation;
  const notes = useNotes(conversation.id).data?.items ?? none;
  const box = useRef<HTMLDivElement>(null);
  const entries = useMemo(
    () => entriesOf({ transcript, notes, replies: outgoing.replies, unread }),
    [transcript, notes, outgoing.replies, unread],
  );
  const older = useOlder(conversation.id, transcript);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => 76,
    getItemKey: (place) => entries[place]?.key ?? place,
    overscan: 6,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR,
    paddingStart: 14,
    paddingEnd: 14,
  });
  const toEnd = () => rows.scrollToEnd();
  useStartAtEnd(rows.scrollToEnd, entries.length > 0);
  const asked = useAskedPlace();
  const { scrollToIndex } = rows;
  const show = useCallback((place: number) => scrollToIndex(place, { align: 'center' }), [scrollToIndex]);
  useGoTo(asked, { conversationId: conversation.id, first: transcript[0]?.seq ?? 1, entries, show });
  const { hasNews, isAway, look } = useReadingPlace(entries.length, rows.isAtEnd);
  // Rows that are measured move the end without a scroll of anybody's.
  const height = rows.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when the height changes
  useEffect(look, [height]);
  useStayAtEnd(box, isAway ? null : rows.scrollToEnd);
  const unreadAt = entries.findIndex(({ kind }) => kind === 'unread');
  const first = rows.range?.startIndex ?? 0;
  const onScroll = () => {
    look();
    if (older.hasOlder && !older.isFetching && (box.current?.scrollTop ?? 0) < NEAR) older.fetch();
  };
  return (
    <div className="transcript-frame">
      {unreadAt >= 0 && unreadAt < first && (
        <Button
          size="compact-sm"
          variant="filled"
          className="jump-unread"
          onClick={() => rows.scrollToIndex(unreadAt, { align: 'start' })}
        >
          {t('conversation.jumpUnread', { count: unread?.count ?? 0 })}
        </Button>
      )}
      <div
        ref={box}
        className="transcript"
        role="log"
        aria-label={t('conversation.transcript')}
        aria-busy={older.isFetching}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {entries.length === 0 && <EmptyState>{t('conversation.empty')}</EmptyState>}
        <div className="transcript-rows" style={{ height }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const entry = entries[index];
            if (!entry) return null;
            return (
              <div
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className="transcript-row"
                data-found={(entry.kind === 'message' && entry.item.seq === asked) || undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                <TranscriptRow entry={entry} conversation={conversation} outgoing={outgoing} />
              </div>
            );
          })}
        </div>
      </div>
      {(hasNews || isAway) && (
        <Button size="compact-sm" variant={hasNews ? 'filled' : 'default'} className="jump-end" onClick={toEnd}>
          {t(hasNews ? 'conversation.newMessages' : 'conversation.toEnd')}
        </Button>
      )}
    </div>
  );
}

/** A conversation opens at its end. */
function useStartAtEnd(scrollToEnd: () => void, isFilled: boolean): void {
  const hasStarted = useRef(false);
  useLayoutEffect(() => {
    if (hasStarted.current || !isFilled) return;
    hasStarted.current = true;
    scrollToEnd();
  });
}

/** Whoever reads at the end stays there when the place for it shrinks: a taller field, a phone's keyboard. */
function useStayAtEnd(box: RefObject<HTMLDivElement | null>, scrollToEnd: (() => void) | null): void {
  const latest = useRef(scrollToEnd);
  latest.current = scrollToEnd;
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(() => latest.current?.());
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
}

/** Whether one reads above the end, and whether something came meanwhile. */
function useReadingPlace(count: number, isAtEnd: (threshold?: number) => boolean) {
  const [isAway, setAway] = useState(false);
  const [hasNews, setNews] = useState(false);
  const seen = useRef(count);
  useEffect(() => {
    if (count > seen.current && !isAtEnd(NEAR)) setNews(true);
    seen.current = count;
  }, [count, isAtEnd]);
  const look = () => {
    const atEnd = isAtEnd(NEAR);
    setAway(!atEnd);
    if (atEnd) setNews(false);
  };
  return { hasNews: hasNews && isAway, isAway, look };
}
