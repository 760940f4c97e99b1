import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { CorrectField } from './drs-field.tsx';
import { useCorrectCard } from './use-conversation.ts';

/** The quick diagnosis (EXS-26): what was found and why, what is missing, which way it went; who attends corrects it. */
export function DrsCard({ conversation: { id, card, mode, assignee } }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const me = useMe().data?.id;
  const correct = useCorrectCard(id);
  const mayCorrect = mode === 'agent' && assignee === me;
  const nameOf = (field: string) => t(`field.${field}`, { defaultValue: field });
  const pencil = (field: string) =>
    mayCorrect && (
      <CorrectField field={field} name={nameOf(field)} choose={(value) => correct.mutate({ field, value })} />
    );
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
              {value === 'true' ? t('yes') : t(`value.${value}`, { defaultValue: value })} {pencil(field)}
              {reason && <span className="reason">{reason}</span>}
            </dd>
          </div>
        ))}
        {card.missing.map((field) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            <dd>
              <Text span size="sm" c="dimmed" fs="italic">
                {t('drs.missing')}
              </Text>{' '}
              {pencil(field)}
            </dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}
