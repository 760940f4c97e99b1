import { ActionIcon, Indicator, Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Notice } from '../../../shared/wire/notice.ts';
import type { Page } from '../../../shared/wire/page.ts';
import { api } from '../app/api.ts';
import { QueryStates } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { noticeAddress, useNoticeText } from './notice-text.ts';
import './attention.css';

/** One's own notices: mentions, conversations that were given to one, tickets, quotas. */
export function NoticeBell() {
  const { t } = useTexts();
  const may = useMay('notices.own');
  const [isOpen, popover] = useDisclosure(false);
  const query = useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => api.get<Page<Notice>>('/api/me/notices?limit=30', signal),
    enabled: may,
    refetchInterval: 120_000,
  });
  const unread = query.data?.items.filter(({ readAt }) => readAt === null).length ?? 0;
  if (!may) return null;
  return (
    <Popover opened={isOpen} onChange={popover.toggle} position="bottom-end" width={340} trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')}
          onClick={popover.toggle}
        >
          <Indicator disabled={unread === 0} color="red" size={9} offset={2}>
            <IconBell size={21} stroke={1.7} />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notices.title')}>
        <Text fw={700} size="sm" p="sm" pb={4}>
          {t('notices.title')}
        </Text>
        <ScrollArea.Autosize mah={420} type="auto">
          <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('notices.empty')}>
            {({ items }) => items.map((notice) => <NoticeLine key={notice.id} notice={notice} close={popover.close} />)}
          </QueryStates>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function NoticeLine({ notice, close }: { notice: Notice; close: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const text = useNoticeText()(notice);
  const read = useMutation({
    mutationFn: () => api.send('POST', `/api/me/notices/${encodeURIComponent(notice.id)}/read`),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  });
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
