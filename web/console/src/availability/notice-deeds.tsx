import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { MaintenanceNotice } from '../../../shared/wire/availability.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { NoticeForm } from './notice-form.tsx';
import { useAvailabilityDeed, useForesight } from './use-availability.ts';

type Deed = 'announce' | 'change' | 'cancelled' | 'restored' | 'resend';

/** What may be done with a notice; what goes to customers is asked about first, with how many get it. */
export function NoticeDeeds({ notice }: { notice: MaintenanceNotice }) {
  const { t } = useTexts();
  const [open, ask] = useState<Deed | 'edit' | null>(null);
  const close = () => ask(null);
  const isOpen = notice.state === 'draft' || notice.state === 'announced';
  return (
    <Group gap="xs" mt="sm">
      {deedsOf(notice).map((deed) => (
        <Button
          key={deed}
          size="xs"
          variant={deed === 'announce' || deed === 'change' ? 'filled' : 'default'}
          onClick={() => ask(deed)}
          aria-label={`${t(`availability.deed.${deed}`)}: ${notice.title}`}
        >
          {t(`availability.deed.${deed}`)}
        </Button>
      ))}
      {isOpen && (
        <Button
          size="xs"
          variant="default"
          onClick={() => ask('edit')}
          aria-label={`${t('availability.edit')}: ${notice.title}`}
        >
          {t('availability.edit')}
        </Button>
      )}
      {open === 'edit' && <NoticeForm notice={notice} close={close} />}
      {open !== null && open !== 'edit' && <Asked notice={notice} deed={open} close={close} />}
    </Group>
  );
}

function deedsOf({ state, isUntold, kind, deliveries }: MaintenanceNotice): Deed[] {
  const again: Deed[] = deliveries.some((one) => one.state === 'failed') ? ['resend'] : [];
  if (state === 'draft') return ['announce', 'cancelled'];
  if (state !== 'announced') return again;
  return [
    ...(isUntold ? (['change'] as const) : []),
    ...again,
    kind === 'urgent' ? 'restored' : 'cancelled',
    ...(kind === 'planned' ? (['restored'] as const) : []),
  ];
}

function Asked({ notice, deed, close }: { notice: MaintenanceNotice; deed: Deed; close: () => void }) {
  const { t } = useTexts();
  const tell = useNotice();
  const work = useAvailabilityDeed();
  const [isLateOk, agree] = useState(false);
  const goesOut = deed !== 'resend' && !(deed === 'cancelled' && notice.state === 'draft');
  const seen = useForesight(notice.id, goesOut).data;
  const isLate = deed === 'announce' && seen?.isLate === true;
  const base = `/api/maintenance/${encodeURIComponent(notice.id)}`;
  const { version } = notice;
  const sends = {
    announce: { path: `${base}/announce`, body: { version, late: isLateOk } },
    change: { path: `${base}/announce`, body: { version, late: isLateOk } },
    cancelled: { path: `${base}/finish`, body: { version, news: 'cancelled' } },
    restored: { path: `${base}/finish`, body: { version, news: 'restored' } },
    resend: { path: `${base}/resend`, body: {} },
  } as const;
  const confirm = () =>
    work.mutate(
      { method: 'POST', ...sends[deed] },
      {
        onSuccess: () => {
          tell(t(`availability.done.${deed}`));
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      title={t(`availability.deed.${deed}`)}
      body={notice.title}
      action={goesOut && seen ? t('availability.send', { count: seen.recipients }) : t(`availability.deed.${deed}`)}
      isDanger={deed === 'cancelled'}
      isBusy={work.isPending}
      isBlocked={goesOut && (seen === undefined || seen.recipients === 0 || (isLate && !isLateOk))}
      cancel={close}
      confirm={confirm}
    >
      {goesOut && seen !== undefined && (
        <Stack gap="xs">
          <Text size="sm">{t('availability.willGet', { count: seen.recipients })}</Text>
          {seen.unreachable.length > 0 && (
            <Alert color="yellow" variant="light">
              {t('availability.unreachable', { names: seen.unreachable.join(', ') })}
            </Alert>
          )}
          {isLate && (
            <>
              <Alert color="orange" variant="light">
                {t('availability.late', { day: seen.tellBy ?? '' })}
              </Alert>
              <Checkbox
                label={t('availability.lateOk')}
                checked={isLateOk}
                onChange={(event) => agree(event.currentTarget.checked)}
              />
            </>
          )}
        </Stack>
      )}
    </ConfirmDialog>
  );
}
