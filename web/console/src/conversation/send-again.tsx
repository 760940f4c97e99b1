import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../shared/wire/conversation.ts';
import { api } from '../app/api.ts';
import { fetchAfter } from '../live/live-cache.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** The way to try once more with a reply that no channel took (P3), for who may (EXS-78: leads repair what did not leave). */
export function SendAgain({ item, conversationId }: { item: Message; conversationId: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const mayReplay = useMay('deadLetters.replay');
  const replay = useMutation({
    mutationFn: () => api.send('POST', `/api/dead-letters/${encodeURIComponent(item.id)}/replay`),
    onError: notify,
    onSettled: async () => {
      void client.invalidateQueries({ queryKey: ['letters'] });
      await fetchAfter(client, conversationId, item.seq - 1);
    },
  });
  if (!mayReplay) return null;
  return (
    <Button size="compact-xs" variant="light" loading={replay.isPending} onClick={() => replay.mutate()}>
      {t('conversation.sendAgain')}
    </Button>
  );
}
