import { Badge, Button, Group, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import type { OpenSession } from '../../../shared/wire.ts';
import { Instant, RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** One open session: browser and system, since when, last use, and the button that ends it. */
export function SessionRow(props: { session: OpenSession; isCurrent?: boolean; isBusy: boolean; end: () => void }) {
  const { t } = useTexts();
  const { session, isCurrent = false, isBusy, end } = props;
  const Device = /Android|iOS/.test(session.device) ? IconDeviceMobile : IconDeviceDesktop;
  const name = session.device || t('account.unknownDevice');
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" className="min-0">
        <Device size={20} stroke={1.6} aria-hidden className="no-shrink" />
        <div className="min-0">
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {name}
            </Text>
            {isCurrent && (
              <Badge size="sm" variant="light">
                {t('account.thisOne')}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {t('account.opened')} <Instant at={session.openedAt} /> · {t('account.lastSeen')}{' '}
            <RelativeTime at={session.lastSeenAt} />
          </Text>
        </div>
      </Group>
      {!isCurrent && (
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          aria-label={t('account.endOne', { device: name })}
          onClick={end}
        >
          {t('account.end')}
        </Button>
      )}
    </Group>
  );
}
