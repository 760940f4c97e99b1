import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { InboxCounts } from '../../../shared/wire/inbox.ts';
import { api } from '../app/api.ts';
import { useLiveEvents } from '../live/live-events.ts';
import { useMay, useMe } from '../session/use-me.ts';
import { laterTexts } from '../texts/catalogue.ts';
import { useTexts } from '../texts/texts.tsx';
import { noticeAddress } from './notice-address.ts';
import { useNoticeText } from './notice-text.ts';
import { browserNotice, chime, markTab } from './signals.ts';

/** How many wait and how many one has not read; renewed by live changes. */
export function useInboxCounts() {
  return useQuery({
    queryKey: ['conversations', 'counts'],
    queryFn: ({ signal }) => api.get<InboxCounts>('/api/inbox/counts', signal),
    refetchInterval: 60_000,
    enabled: useMay('conversations.read'),
  });
}

/** What calls an agent back to the console: a sound, a notice of the browser, the figure in the tab. */
export function Attention() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const noticeText = useNoticeText();
  const me = useMe().data?.id;
  const unread = useInboxCounts().data?.unread ?? 0;
  useEffect(() => markTab(t('brand'), unread), [t, unread]);
  useLiveEvents({
    waiting(conversation) {
      const path = `/inbox/${encodeURIComponent(conversation.id)}`;
      chime();
      browserNotice({
        tag: conversation.id,
        title: t('attention.waiting'),
        body: t('attention.waitingBody'),
        open: () => void navigate(path),
      });
    },
    message({ conversation, item }) {
      // Only one's own conversations, and only what the person says.
      if (item.speaker !== 'user' || conversation === null || conversation.assignee !== me || !document.hidden) return;
      chime();
      const open = () => void navigate(`/inbox/${encodeURIComponent(conversation.id)}`);
      browserNotice({ tag: conversation.id, title: t('attention.message'), body: t('attention.messageBody'), open });
    },
    async notice(notice) {
      // Its words are fetched with the later pages; without them it is told all the same.
      await laterTexts().catch(() => undefined);
      const message = noticeText(notice);
      const open = () => void navigate(noticeAddress(notice));
      chime();
      const closeButtonProps = { 'aria-label': t('close') };
      notifications.show({ id: notice.id, message, onClick: open, className: 'notice-toast', closeButtonProps });
      browserNotice({ tag: notice.id, title: t('brand'), body: message, open });
    },
  });
  return null;
}
