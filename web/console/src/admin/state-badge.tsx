import { Badge, Text } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';

/** Whether a part works; `detail` stands in place of the badge. */
export function StateBadge({ ok, detail }: { ok: boolean; detail: string | null }) {
  const { t } = useTexts();
  if (detail !== null) return <Text size="sm">{detail}</Text>;
  return (
    <Badge color={ok ? 'green' : 'red'} variant="light">
      {t(ok ? 'system.well' : 'system.bad')}
    </Badge>
  );
}
