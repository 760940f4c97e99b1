import { Button, Group, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Notice } from '../../../shared/wire/notice.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import './attention.css';
import { noticeAddress } from './notice-address.ts';
import { useNoticeText } from './notice-text.ts';
import { useNotices } from './use-notices.ts';

/** The list behind the bell. */
export function NoticePanel({ close }: { close: () => void }) {
  const { t } = useTexts();
  const query = useNotices();
  const readAll = useRead('/api/me/notices/read');
  return (
    <>
      <Group justify="space-between" wrap="nowrap" p="sm" pb={4}>
        <Text fw={700} size="sm">
          {t('notices.title')}
        </Text>
        {(query.data?.unread ?? 0) > 0 && (
          <Button size="compact-xs" variant="subtle" loading={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('notices.readAll')}
          </Button>
        )}
      </Group>
      <ScrollArea.Autosize mah={420} type="auto">
        <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('notices.empty')}>
          {({ items }) => items.map((notice) => <NoticeLine key={notice.id} notice={notice} close={close} />)}
        </QueryStates>
      </ScrollArea.Autosize>
    </>
  );
}

function NoticeLine({ notice, close }: { notice: Notice; close: () => void }) {
  const navigate = useNavigate();
  const text = useNoticeText()(notice);
  const read = useRead(`/api/me/notices/${encodeURIComponent(notice.id)}/read`);
  const open = () => {
    if (notice.readAt === null) read.mutate();
    close();
    void navigate(noticeAddress(notice));
  };
  return (
    <UnstyledButton className="notice-line" data-unread={notice.readAt === null || undefined} onClick={open}>
      <span>{text}</span>
      <Text span size="xs" c="dimmed">
        <RelativeTime at={notice.at} />
      </Text>
    </UnstyledButton>
  );
}

function useRead(path: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: () => api.send('POST', path),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
}
