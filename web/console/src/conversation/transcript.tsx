import { Button } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire.ts';
import { EmptyState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { MessageBubble, OutgoingBubble } from './message-bubble.tsx';
import type { Outgoing } from './use-outgoing.ts';

/** How near the end counts as reading along, pixels. */
const NEAR = 80;

/** The transcript. It follows new messages while one reads at the end, and stays put while one reads above. */
export function Transcript({ conversation, outgoing }: { conversation: ConversationDetail; outgoing: Outgoing }) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const wasNear = useRef(true);
  const [hasNews, setNews] = useState(false);
  const { transcript } = conversation;
  const count = transcript.length + outgoing.replies.length;
  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setNews(false);
  };
  const seen = useRef(count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes in it may make the transcript taller
  useLayoutEffect(() => {
    if (wasNear.current) toEnd();
    else if (count > seen.current) setNews(true);
    seen.current = count;
  }, [transcript, outgoing.replies]);
  return (
    <>
      <div
        ref={box}
        className="transcript"
        role="log"
        aria-label={t('conversation.transcript')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          wasNear.current = scrollHeight - scrollTop - clientHeight < NEAR;
          if (wasNear.current) setNews(false);
        }}
      >
        {count === 0 && <EmptyState>{t('conversation.empty')}</EmptyState>}
        {transcript.map((item) => (
          <MessageBubble key={item.id} item={item} conversation={conversation} />
        ))}
        {outgoing.replies.map((reply) => (
          <OutgoingBubble key={reply.id} reply={reply} again={() => outgoing.again(reply)} />
        ))}
      </div>
      {hasNews && (
        <Button variant="light" radius={0} onClick={toEnd}>
          {t('conversation.newMessages')}
        </Button>
      )}
    </>
  );
}
