import { ActionIcon, Indicator, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useMay } from '../session/use-me.ts';
import { withTexts } from '../texts/catalogue.ts';
import { useTexts } from '../texts/texts.tsx';
import { useNotices } from './use-notices.ts';

const NoticePanel = lazy(async () => {
  const { NoticePanel: Panel } = await withTexts(() => import('./notice-panel.tsx'));
  return { default: Panel };
});

/** One's own notices: mentions, conversations that were given to one, tickets, quality, routines, quotas. */
export function NoticeBell() {
  const { t } = useTexts();
  const may = useMay('notices.own');
  const [isOpen, popover] = useDisclosure(false);
  const unread = useNotices().data?.unread ?? 0;
  if (!may) return null;
  return (
    <Indicator disabled={unread === 0} color="red.8" size={16} offset={7} label={unread > 99 ? '99+' : unread} fz={10}>
      <Popover opened={isOpen} onChange={popover.toggle} position="bottom-end" width={360} trapFocus>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')}
            onClick={popover.toggle}
          >
            <IconBell size={21} stroke={1.7} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label={t('notices.title')}>
          <Suspense>
            <NoticePanel close={popover.close} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </Indicator>
  );
}
