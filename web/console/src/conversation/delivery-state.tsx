import { Text } from '@mantine/core';
import { IconCheck, IconChecks, IconClock, IconExclamationCircle, IconWifiOff } from '@tabler/icons-react';
import { useTexts } from '../texts/texts.tsx';

/** How far a reply has come. `sending`, `offline` and `refused` are before the gateway has stored it. */
export type Delivery = 'sending' | 'offline' | 'refused' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

const icons = {
  sending: IconClock,
  offline: IconWifiOff,
  refused: IconExclamationCircle,
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconExclamationCircle,
} as const;

/** What is true of a reply now, as a picture and a word. */
export function DeliveryState({ state }: { state: Delivery }) {
  const { t } = useTexts();
  const Icon = icons[state];
  const isBad = state === 'failed' || state === 'refused';
  const color = isBad ? 'red' : state === 'read' ? 'cyan' : 'dimmed';
  return (
    <Text size="xs" c={color} component="span" className="delivery">
      <Icon size={14} aria-hidden /> {t(`delivery.${state}`)}
    </Text>
  );
}
