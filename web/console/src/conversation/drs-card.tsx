import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Card } from '../../../shared/wire.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { useTexts } from '../texts/texts.tsx';

/** The quick diagnosis (EXS-26): what was found and why, what is missing, which way it went. */
export function DrsCard({ card }: { card: Card | null }) {
  const { t } = useTexts();
  const nameOf = (field: string) => t(`field.${field}`, { defaultValue: field });
  if (card === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('drs.none')}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      {card.summary !== '' && (
        <Text size="sm">
          <MarkedText text={card.summary} />
        </Text>
      )}
      <Group gap={6}>
        {card.minutes !== null && <Badge variant="light">{t('drs.minutes', { minutes: card.minutes })}</Badge>}
        {card.path && (
          <Badge variant="light" color="grape">
            {t(`drs.path.${card.path}`)}
          </Badge>
        )}
      </Group>
      <dl className="facts">
        {card.found.map(({ field, value, reason }) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            <dd>
              {value === 'true' ? t('yes') : t(`value.${value}`, { defaultValue: value })}
              {reason && <span className="reason">{reason}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {card.missing.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('drs.missing')}: {card.missing.map(nameOf).join(', ')}
        </Text>
      )}
    </Stack>
  );
}
