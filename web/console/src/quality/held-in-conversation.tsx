import { Stack, Text } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';
import { HeldCard } from './held-tab.tsx';
import './quality.css';
import { useHeldAnswers } from './use-quality.ts';

/** In the conversation: one's answers that wait for a reviewer or came back, so that none is thought sent. */
export function HeldInConversation({ conversation }: { conversation: string }) {
  const { t } = useTexts();
  const found = useHeldAnswers(conversation).data;
  if (found === undefined || found.items.length === 0) return null;
  return (
    <Stack gap="xs" p="sm" component="section" className="held-answers" aria-label={t('quality.heldTitle')}>
      <Text size="sm" fw={600}>
        {t('quality.heldTitle')}
      </Text>
      {found.items.map((answer) => (
        <HeldCard key={answer.id} answer={answer} form={found.form} />
      ))}
    </Stack>
  );
}
